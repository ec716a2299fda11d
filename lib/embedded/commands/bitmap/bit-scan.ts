import type { BitRange } from './bit-range.js';

/** How many bits are set in a part of a string. */
export function countBits(bytes: Uint8Array, { start, end }: BitRange): number {
  if (start >= end) return 0;
  const first = Math.floor(start / 8);
  const last = Math.floor((end - 1) / 8);
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let count = 0;
  let index = first;
  for (; index + 3 <= last; index += 4) count += setBits(words.getInt32(index));
  for (; index <= last; index++) count += setBits(bytes[index] ?? 0);
  // What lies in the outermost bytes, but outside of the range.
  const before = (bytes[first] ?? 0) >>> (8 - (start % 8));
  const after = (bytes[last] ?? 0) & (0xff >>> (end - 8 * last));
  return count - setBits(before) - setBits(after);
}

/** The place of the first bit that is 0 or 1; undefined if there is none. */
export function findBit(
  bytes: Uint8Array,
  bit: number,
  { start, end }: BitRange,
): number | undefined {
  const without = bit === 1 ? 0 : 0xff;
  for (let index = Math.floor(start / 8); 8 * index < end; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === without) continue;
    const from = Math.max(start, 8 * index);
    const to = Math.min(end, 8 * index + 8);
    for (let at = from; at < to; at++) {
      if (((byte >>> (7 - (at % 8))) & 1) === bit) return at;
    }
  }
  return undefined;
}

/** How many bits of 32 are set: counted in pairs, then in fours, in eights, and summed up. */
function setBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  const eights = (fours + (fours >>> 4)) & 0x0f0f0f0f;
  return Math.imul(eights, 0x01010101) >>> 24;
}
