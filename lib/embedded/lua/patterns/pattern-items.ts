import { isInClass } from './character-class.js';

const NUL = 0;
const PERCENT = 37;
const MINUS = 45;
const POINT = 46;
const BRACKET = 91;
const BRACKET_END = 93;
const CARET = 94;

/** Whether a character is one that an item of a pattern stands for; the item ends at `next`. */
export function isOne(bytes: Uint8Array, code: number, item: number, next: number): boolean {
  const first = bytes[item] ?? NUL;
  if (first === POINT) return true;
  if (first === PERCENT) return isInClass(code, bytes[item + 1] ?? NUL);
  return first === BRACKET ? isInSet(bytes, code, item, next - 1) : first === code;
}

/** `[…]`, given where its brackets are. */
export function isInSet(bytes: Uint8Array, code: number, open: number, close: number): boolean {
  const isOpposite = bytes[open + 1] === CARET;
  for (let item = isOpposite ? open + 2 : open + 1; item < close; item++) {
    const first = bytes[item] ?? NUL;
    if (first === PERCENT) {
      item++;
      if (isInClass(code, bytes[item] ?? NUL)) return !isOpposite;
    } else if (bytes[item + 1] === MINUS && item + 2 < close) {
      item += 2;
      if (first <= code && code <= (bytes[item] ?? NUL)) return !isOpposite;
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
  if (bytes[start] === PERCENT) return bytes[item] === NUL ? MALFORMED : item + 1;
  if (bytes[start] !== BRACKET) return item;
  if (bytes[item] === CARET) item++;
  // A bracket right at the beginning is a member of the set.
  do {
    if (bytes[item] === NUL) return MALFORMED;
    if (bytes[item++] === PERCENT && bytes[item] !== NUL) item++;
  } while (bytes[item] !== BRACKET_END);
  return item + 1;
}
