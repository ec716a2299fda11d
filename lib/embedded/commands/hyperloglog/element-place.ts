import type { Bytes } from '../../bytes.js';
import { REGISTERS } from './hyperloglog-layout.js';
import { murmurHash64A } from './murmur-hash.js';

const SEED = 0xadc83b19;
const INDEX_BITS = 14;

/** Where an element counts, and for how much. */
export interface ElementPlace {
  readonly register: number;
  /** The zeros that its hash begins with, and the 1 after them: 1 to 51. */
  readonly run: number;
}

export function placeOfElement(element: Bytes): ElementPlace {
  const { high, low } = murmurHash64A(element, SEED);
  // 50 bits are left, the lowest first; a bit above them ends the run.
  const lowRest = (low >>> INDEX_BITS) | (high << (32 - INDEX_BITS));
  const highRest = (high >>> INDEX_BITS) | (1 << (32 - INDEX_BITS));
  const run = lowRest === 0 ? 33 + trailingZeros(highRest) : 1 + trailingZeros(lowRest);
  return { register: low & (REGISTERS - 1), run };
}

/** Of an integer that is not 0. */
function trailingZeros(value: number): number {
  return 31 - Math.clz32(value & -value);
}
