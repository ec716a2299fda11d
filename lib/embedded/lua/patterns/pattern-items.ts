import { isInClass } from './character-class.js';
import { Code } from './pattern-codes.js';

/** Whether a character is one that an item of a pattern stands for; the item ends at `next`. */
export function isOne(bytes: Uint8Array, code: number, item: number, next: number): boolean {
  const first = bytes[item] ?? Code.nul;
  if (first === Code.point) return true;
  if (first === Code.percent) return isInClass(code, bytes[item + 1] ?? Code.nul);
  return first === Code.bracket ? isInSet(bytes, code, item, next - 1) : first === code;
}

/** `[…]`, given where its brackets are. */
export function isInSet(bytes: Uint8Array, code: number, open: number, close: number): boolean {
  const isOpposite = bytes[open + 1] === Code.caret;
  for (let item = isOpposite ? open + 2 : open + 1; item < close; item++) {
    const first = bytes[item] ?? Code.nul;
    if (first === Code.percent) {
      item++;
      if (isInClass(code, bytes[item] ?? Code.nul)) return !isOpposite;
    } else if (bytes[item + 1] === Code.minus && item + 2 < close) {
      item += 2;
      if (first <= code && code <= (bytes[item] ?? Code.nul)) return !isOpposite;
    } else if (first === code) return !isOpposite;
  }
  return isOpposite;
}

export const MALFORMED = -1;

/**
 * Where the item that begins here ends: one character, `%` and a letter, or a set; or
 * {@link MALFORMED}. As for C, a pattern ends at its first NUL.
 */
export function itemEnd(bytes: Uint8Array, start: number): number {
  let item = start + 1;
  if (bytes[start] === Code.percent) return bytes[item] === Code.nul ? MALFORMED : item + 1;
  if (bytes[start] !== Code.bracket) return item;
  if (bytes[item] === Code.caret) item++;
  // A bracket right at the beginning is a member of the set.
  do {
    if (bytes[item] === Code.nul) return MALFORMED;
    if (bytes[item++] === Code.percent && bytes[item] !== Code.nul) item++;
  } while (bytes[item] !== Code.bracketEnd);
  return item + 1;
}
