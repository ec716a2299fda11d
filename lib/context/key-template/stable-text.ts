import { UnkeyableValueError } from '../errors/index.js';
import { isRecord } from '../own-property.js';

/** What is nested deeper than this comes from an attacker, or is a cycle. */
const MAX_DEPTH = 64;

/**
 * A text that is the same for equal values, and different for different ones: JSON with the members
 * of objects sorted by name, and with notations of its own for what JSON has none (`undefined`,
 * `12n`, `NaN`, `Date("…")`).
 *
 * @throws UnkeyableValueError for what cannot be told apart by its text: functions, instances of
 * classes without toJSON
 */
export function stableText(value: unknown): string {
  return textAt(value, '', 0);
}

function textAt(value: unknown, path: string, depth: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'object':
      return isRecord(value) ? textOfObject(value, path, depth) : 'null';
    default:
      throw new UnkeyableValueError(path, `a ${typeof value}`);
  }
}

function textOfObject(
  value: Readonly<Record<PropertyKey, unknown>>,
  path: string,
  depth: number,
): string {
  if (depth === MAX_DEPTH) throw new UnkeyableValueError(path, `more than ${MAX_DEPTH} levels`);
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => textAt(item, `${path}[${index}]`, depth + 1)).join(',')}]`;
  }
  if (typeof value.toJSON === 'function') {
    return `${classOf(value)}(${textAt(value.toJSON(), path, depth + 1)})`;
  }
  if (!isPlain(value)) throw new UnkeyableValueError(path, `an instance of ${classOf(value)}`);
  const members = Object.keys(value)
    .toSorted()
    .map(name => `${JSON.stringify(name)}:${textAt(value[name], `${path}.${name}`, depth + 1)}`);
  return `{${members.join(',')}}`;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm (Jest has some) have an Object.prototype of their own.
  return prototype === null || (isRecord(prototype) && Object.getPrototypeOf(prototype) === null);
}

function classOf(value: object): string {
  return typeof value.constructor === 'function' ? value.constructor.name : 'object';
}
