import type { ReplyType } from '../definition/index.js';

/** The fields of an object, by name. */
type Shape = Readonly<Record<string, ReplyType<unknown>>>;

type ValueOf<Type> = Type extends ReplyType<infer Value> ? Value : never;

type NameIn<Shapes> = Shapes extends Shape ? keyof Shapes : never;

type ValueIn<Shapes, Name> = Shapes extends Shape
  ? Name extends keyof Shapes
    ? ValueOf<Shapes[Name]>
    : never
  : never;

/** The fields of several shapes. Which of them an object has depends on the operation. */
type Fields<Shapes> = {
  readonly [Name in NameIn<Shapes>]?: ValueIn<Shapes, Name> | undefined;
};

/**
 * Names and values alternating, as an object. An operation of the script has a shape of its own,
 * which is known by the first name; after it, the fields of a shape may be absent.
 */
export function fields<const Shapes extends readonly Shape[]>(
  ...shapes: Shapes
): ReplyType<Fields<Shapes[number]>> {
  const names = shapes.flatMap(shape => Object.keys(shape));
  const byFirst = new Map(shapes.map(shape => [Object.keys(shape)[0], shape]));
  return {
    expected: `names and values of ${[...new Set(names)].join(', ')}`,
    bytes: shapes.some(usesBytes),
    decode(value) {
      const shape = Array.isArray(value) ? byFirst.get(String(value[0])) : undefined;
      if (!Array.isArray(value) || shape === undefined) throw new TypeError('unknown fields');
      const entries: [string, unknown][] = [];
      for (let i = 0; i < value.length; i += 2) {
        const name = String(value[i]);
        const type = shape[name];
        if (type === undefined) throw new TypeError(`unknown field ${name}`);
        entries.push([name, type.decode(value[i + 1])]);
      }
      return Object.fromEntries(entries) as Fields<Shapes[number]>;
    },
  };
}

/** An array of a fixed length, as an object: each element by its name. */
export function named<const Types extends Shape>(
  types: Types,
): ReplyType<{ readonly [Name in keyof Types]: ValueOf<Types[Name]> }> {
  const entries = Object.entries(types);
  return {
    expected: `an array of ${entries.map(([name]) => name).join(', ')}`,
    bytes: usesBytes(types),
    decode(value) {
      if (!Array.isArray(value) || value.length !== entries.length) {
        throw new TypeError(`expected an array of ${entries.length}`);
      }
      return Object.fromEntries(
        entries.map(([name, type], index) => [name, type.decode(value[index])]),
      ) as { readonly [Name in keyof Types]: ValueOf<Types[Name]> };
    },
  };
}

function usesBytes(shape: Shape): boolean {
  return Object.values(shape).some(type => type.bytes);
}
