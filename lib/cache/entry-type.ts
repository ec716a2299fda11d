/**
 * A class whose instances are stored: as their own properties, and rebuilt by copying these into a
 * new instance, without calling the constructor. A class with a static `fromJSON` is stored as its
 * `toJSON` says, and rebuilt by `fromJSON`.
 *
 * @publicApi
 */
export type EntryType<Instance = unknown> = (abstract new (...args: never[]) => Instance) & {
  fromJSON?(plain: unknown): Instance;
};

/** Instances of the class, or an array of them, as plain objects; anything else as it is. */
export function toPlain(value: unknown, type: EntryType): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => toPlain(item, type));
  if (typeof value !== 'object' || value === null || !(value instanceof type)) return value;
  return type.fromJSON !== undefined && hasToJson(value) ? value.toJSON() : { ...value };
}

/** Plain objects, or an array of them, as instances of the class; anything else as it is. */
export function revive(plain: unknown, type: EntryType): unknown {
  if (Array.isArray(plain)) {
    const items = plain.map((item: unknown) => revive(item, type));
    return Object.isFrozen(plain) ? Object.freeze(items) : items;
  }
  if (plain === null) return null;
  if (type.fromJSON !== undefined) return type.fromJSON(plain);
  if (typeof plain !== 'object') return plain;
  const instance: object = Object.create(type.prototype);
  Object.assign(instance, plain);
  return Object.isFrozen(plain) ? Object.freeze(instance) : instance;
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
