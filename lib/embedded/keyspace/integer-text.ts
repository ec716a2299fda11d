import type { Bytes } from '../bytes.js';

const INTEGER = /^(?:0|-?[1-9]\d{0,18})$/;
const SAFE_DIGITS = 18;

/** The text is what an integer of 64 bits prints as. */
export function isInteger64(text: Bytes): boolean {
  if (text.length > 20 || !INTEGER.test(text)) return false;
  return text.length <= SAFE_DIGITS || BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

/** Orders such texts by their values. */
export function compareIntegers(a: Bytes, b: Bytes): number {
  const isNegative = a.startsWith('-');
  if (isNegative !== b.startsWith('-')) return isNegative ? -1 : 1;
  const byMagnitude = compareMagnitudes(a, b);
  return isNegative ? -byMagnitude : byMagnitude;
}

function compareMagnitudes(a: Bytes, b: Bytes): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
