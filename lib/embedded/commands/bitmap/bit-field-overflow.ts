import { type BitFieldType, wrapBits } from './bit-field-type.js';

/** What becomes of a value that does not fit: wraps around, stays at the limit, is not written. */
export type Overflow = 'wrap' | 'sat' | 'fail';

/**
 * What a field holds after an increment.
 *
 * @param value of 64 bits, signed
 * @param increment of 64 bits, signed
 * @returns undefined when the overflow forbids it
 */
export function addToField(
  value: bigint,
  increment: bigint,
  type: BitFieldType,
  overflow: Overflow,
): bigint | undefined {
  const limit = exceededLimit(value, increment, type);
  if (limit === undefined) return value + increment;
  if (overflow === 'fail') return undefined;
  return overflow === 'sat' ? limit : wrapBits(value + increment, type);
}

/** The limit that a sum is beyond, if it is. */
function exceededLimit(value: bigint, increment: bigint, type: BitFieldType): bigint | undefined {
  const { isSigned, width } = type;
  const max = 2n ** BigInt(isSigned ? width - 1 : width) - 1n;
  const min = isSigned ? -max - 1n : 0n;
  const sum = value + increment;
  // Redis takes a negative value of an unsigned field, and one that is too far below a signed
  // field for the difference to fit 64 bits, for one above.
  const isAbove = isSigned
    ? sum > max || (width < 64 && increment > BigInt.asIntN(64, max - value))
    : sum > max || value < 0n;
  if (isAbove) return max;
  return sum < min ? min : undefined;
}
