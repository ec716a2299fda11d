import { isPlainObject } from './serializers/index.js';

/**
 * Freezes plain data, however deep. Gives false, and leaves off, when the value holds something
 * that freezing does not protect: a Date, Map, Set or bytes.
 */
export function freezePlain(value: unknown): boolean {
  return !isObject(value) || freezeObject(value);
}

// On the path of every read of the second tier: loops over members in place, which took a quarter of
// the time that Object.values() took.
function freezeObject(value: object): boolean {
  if (Object.isFrozen(value)) return true;
  if (Array.isArray(value)) {
    Object.freeze(value);
    for (let index = 0; index < value.length; index++) {
      const item: unknown = value[index];
      if (isObject(item) && !freezeObject(item)) return false;
    }
    return true;
  }
  if (!isPlainObject(value)) return false;
  Object.freeze(value);
  for (const name in value) {
    const member: unknown = Reflect.get(value, name);
    if (isObject(member) && !freezeObject(member)) return false;
  }
  return true;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
