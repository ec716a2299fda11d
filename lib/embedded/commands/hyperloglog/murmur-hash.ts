import type { Bytes } from '../../bytes.js';
import { Word64 } from './word-64.js';

const MULTIPLIER = new Word64(0xc6a4a793, 0x5bd1e995);
const SHIFT = 47;

/** MurmurHash64A, the variant of MurmurHash2 that makes 64 bits of blocks of 8 bytes. */
export function murmurHash64A(bytes: Bytes, seed: number): Word64 {
  const { length } = bytes;
  const hash = new Word64(0, length);
  hash.multiply(MULTIPLIER);
  hash.low ^= seed;

  const tail = length % 8;
  for (let at = 0; at + 8 <= length; at += 8) {
    const block = new Word64(littleEndian(bytes, at + 4, 4), littleEndian(bytes, at, 4));
    block.multiply(MULTIPLIER);
    block.xorShiftedRight(SHIFT);
    block.multiply(MULTIPLIER);
    hash.xor(block);
    hash.multiply(MULTIPLIER);
  }
  if (tail > 0) {
    const at = length - tail;
    hash.high ^= littleEndian(bytes, at + 4, tail - 4);
    hash.low ^= littleEndian(bytes, at, Math.min(tail, 4));
    hash.multiply(MULTIPLIER);
  }

  hash.xorShiftedRight(SHIFT);
  hash.multiply(MULTIPLIER);
  hash.xorShiftedRight(SHIFT);
  return hash;
}

/** The integer that up to 4 bytes are, the lowest first. */
function littleEndian(bytes: Bytes, start: number, count: number): number {
  let value = 0;
  for (let at = 0; at < count; at++) value |= bytes.charCodeAt(start + at) << (8 * at);
  return value;
}
