import type { Bytes } from '../bytes.js';

/** What C prints of a string in an error: up to its first NUL, or so many bytes. */
export function cString(text: Bytes, limit = Infinity): Bytes {
  return (text.split('\0', 1)[0] ?? '').slice(0, limit);
}
