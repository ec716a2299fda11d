import type { Bytes } from '../../bytes.js';

const BACKSLASH = 92;
const LETTER_U = 117;
const ESCAPE_LENGTH = 6;
const HEX = /^[0-9a-fA-F]{4}$/;

export interface UnicodeEscape {
  readonly codePoint: number;
  readonly length: number;
}

/** A `\uXXXX`, or the two of a surrogate pair. */
export function unicodeEscapeAt(bytes: Uint8Array, at: number): UnicodeEscape | undefined {
  const unit = unitAt(bytes, at);
  if (unit === undefined || (unit & 0xfc00) === 0xdc00) return undefined;
  if ((unit & 0xfc00) !== 0xd800) return { codePoint: unit, length: ESCAPE_LENGTH };
  const low = unitAt(bytes, at + ESCAPE_LENGTH);
  if (low === undefined || (low & 0xfc00) !== 0xdc00) return undefined;
  const codePoint = (((unit & 0x3ff) << 10) | (low & 0x3ff)) + 0x10000;
  return { codePoint, length: 2 * ESCAPE_LENGTH };
}

/** A code point as UTF-8. */
export function utf8Of(codePoint: number): Bytes {
  if (codePoint < 0x80) return String.fromCharCode(codePoint);
  const tail = 0x80 | (codePoint & 0x3f);
  if (codePoint < 0x800) return String.fromCharCode(0xc0 | (codePoint >> 6), tail);
  const middle = 0x80 | ((codePoint >> 6) & 0x3f);
  if (codePoint < 0x10000) return String.fromCharCode(0xe0 | (codePoint >> 12), middle, tail);
  const high = 0x80 | ((codePoint >> 12) & 0x3f);
  return String.fromCharCode(0xf0 | (codePoint >> 18), high, middle, tail);
}

function unitAt(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] !== BACKSLASH || bytes[at + 1] !== LETTER_U) return undefined;
  const digits = String.fromCharCode(...bytes.subarray(at + 2, at + ESCAPE_LENGTH));
  return HEX.test(digits) ? Number.parseInt(digits, 16) : undefined;
}
