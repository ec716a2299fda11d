import { isPlainObject } from './serializers/index.js';

/**
 * Freezes plain data, however deep. Gives false, and leaves off, when the value holds something
 * that freezing does not protect: a Date, Map, Set or bytes.
 */
export function freezePlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return true;
  if (!Array.isArray(value) && !isPlainObject(value)) return false;
  Object.freeze(value);
  for (const member of Object.values(value)) {
    if (!freezePlain(member)) return false;
  }
  return true;
}
