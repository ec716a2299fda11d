import { isPlainObject } from '../serializers/index.js';

/** Plain data nested deeper than this is looked at as if it were cyclic. */
const MAX_DEPTH = 100;

/**
 * The value for a reader who may change it. What the cache shares is frozen plain data, and is
 * copied; what is not frozen is the reader's own already.
 */
export function mutableCopy<T>(value: T): T {
  if (!isShared(value)) return value;
  // A copy has the type of what it is a copy of, which no spread of an array or object can tell.
  return (copyOf(value, 0) ?? structuredClone(value)) as T;
}

/** `undefined` for what is too deep, as a cycle is: structuredClone() knows cycles, and is slower. */
function copyOf(shared: object, depth: number): object | undefined {
  if (depth > MAX_DEPTH) return undefined;
  return Array.isArray(shared) ? copyOfArray(shared, depth) : copyOfObject(shared, depth);
}

function copyOfArray(shared: readonly unknown[], depth: number): unknown[] | undefined {
  const copy = shared.slice();
  for (let index = 0; index < copy.length; index++) {
    const item = copy[index];
    if (!isShared(item)) continue;
    const own = copyOf(item, depth + 1);
    if (own === undefined) return undefined;
    copy[index] = own;
  }
  return copy;
}

function copyOfObject(shared: object, depth: number): object | undefined {
  const hasPrototype = Object.getPrototypeOf(shared) !== null;
  const copy: Record<string, unknown> = hasPrototype
    ? { ...shared }
    : Object.assign(Object.create(null), shared);
  // All names are own properties by now, so that not even __proto__ meets a setter.
  for (const name of Object.keys(copy)) {
    const member = copy[name];
    if (!isShared(member)) continue;
    const own = copyOf(member, depth + 1);
    if (own === undefined) return undefined;
    copy[name] = own;
  }
  return copy;
}

function isShared(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.isFrozen(value) &&
    (Array.isArray(value) || isPlainObject(value))
  );
}
