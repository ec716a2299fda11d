const HALF_BITS = 13;
const HALF = 2 ** HALF_BITS;

/**
 * An integer of up to 54 bits in two parts of 26 and fewer, since bit operations have 32 and a
 * double holds no odd number above 2^53.
 */
export interface WideBits {
  readonly high: number;
  readonly low: number;
}

/** 2 to the power of the bits in the lower part. */
export const WIDE_HALF = HALF ** 2;

/** The bits of two integers in turn, beginning with the lowest of the first one. */
export function interleave(even: number, odd: number): WideBits {
  return {
    high: spread(even >>> HALF_BITS) | (spread(odd >>> HALF_BITS) << 1),
    low: spread(even & (HALF - 1)) | (spread(odd & (HALF - 1)) << 1),
  };
}

/** Each second bit of 64, the lowest one among them; `high` and `low` have 32 bits here. */
export function evenBits(high: number, low: number): number {
  return ((gather(high) << 16) | gather(low)) >>> 0;
}

/** Puts a zero before each of 16 bits. */
function spread(value: number): number {
  let bits = (value | (value << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}

/** Each second bit of 32. */
function gather(value: number): number {
  let bits = value & 0x55555555;
  bits = (bits | (bits >>> 1)) & 0x33333333;
  bits = (bits | (bits >>> 2)) & 0x0f0f0f0f;
  bits = (bits | (bits >>> 4)) & 0x00ff00ff;
  return (bits | (bits >>> 8)) & 0x0000ffff;
}
