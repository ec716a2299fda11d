import type { Bytes } from '../../bytes.js';
import { isInteger64 } from '../integer-text.js';

/** The header and the end mark of a listpack. */
export const LISTPACK_FRAME = 7;

const MINUS = 45;
const ZERO = 48;
const NINE = 57;

/** What a string takes in a listpack of Redis, which keeps integers in fewer bytes. */
export function listpackStringSize(text: Bytes): number {
  if (mayBeInteger(text) && isInteger64(text)) return listpackIntegerSize(Number(text));
  const { length } = text;
  if (length < 64) return withBackLength(1 + length);
  return withBackLength((length < 4096 ? 2 : 5) + length);
}

/** What an integer of 64 bits takes. */
export function listpackIntegerSize(value: number): number {
  return withBackLength(integerSize(value));
}

function integerSize(value: number): number {
  if (value >= 0 && value <= 127) return 1;
  const magnitude = value < 0 ? -value - 1 : value;
  if (magnitude < 2 ** 12) return 2;
  if (magnitude < 2 ** 15) return 3;
  if (magnitude < 2 ** 23) return 4;
  return magnitude < 2 ** 31 ? 5 : 9;
}

/** Each element ends with its length, to be walked backwards. */
function withBackLength(size: number): number {
  if (size <= 127) return size + 1;
  if (size < 2 ** 14 - 1) return size + 2;
  if (size < 2 ** 21 - 1) return size + 3;
  return size + (size < 2 ** 28 - 1 ? 4 : 5);
}

function mayBeInteger(text: Bytes): boolean {
  const first = text.charCodeAt(0);
  return first === MINUS || (first >= ZERO && first <= NINE);
}
