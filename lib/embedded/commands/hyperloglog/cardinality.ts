import { corrupted } from './hyperloglog-error.js';
import { REGISTERS } from './hyperloglog-layout.js';
import { sparseRuns } from './sparse-opcodes.js';

/** The longest run of zeros that a hash can have. */
const MAX_RUN = 50;
const REGISTER_VALUES = 64;
/** 1 / (2 ln 2) */
const ALPHA = 0.7213475204444817;
const INT64_MAX = 2 ** 63;

/** How many registers there are of each value. */
export type RegisterHistogram = readonly number[];

export function histogramOfRegisters(registers: Uint8Array): RegisterHistogram {
  const histogram = emptyHistogram();
  for (const value of registers) histogram[value] = (histogram[value] ?? 0) + 1;
  return histogram;
}

/** @throws CommandError when the runs do not add up */
export function histogramOfSparse(bytes: Uint8Array): RegisterHistogram {
  const histogram = emptyHistogram();
  let registers = 0;
  for (const { value, length } of sparseRuns(bytes)) {
    histogram[value] = (histogram[value] ?? 0) + length;
    registers += length;
  }
  if (registers !== REGISTERS) throw corrupted();
  return histogram;
}

/** By Otmar Ertl's "New cardinality estimation algorithms for HyperLogLog sketches" (2017). */
export function estimateCardinality(histogram: RegisterHistogram): bigint {
  let z = REGISTERS * tau((REGISTERS - (histogram[MAX_RUN + 1] ?? 0)) / REGISTERS);
  for (let value = MAX_RUN; value >= 1; value--) z = (z + (histogram[value] ?? 0)) * 0.5;
  z += REGISTERS * sigma((histogram[0] ?? 0) / REGISTERS);
  const estimate = Math.round((ALPHA * REGISTERS * REGISTERS) / z);
  // What no integer of C holds becomes the least one.
  return estimate < INT64_MAX ? BigInt(estimate) : -BigInt(INT64_MAX);
}

function emptyHistogram(): number[] {
  return Array.from({ length: REGISTER_VALUES }, () => 0);
}

function sigma(share: number): number {
  if (share === 1) return Infinity;
  let x = share;
  let y = 1;
  let sum = x;
  let previous: number;
  do {
    x *= x;
    previous = sum;
    sum += x * y;
    y += y;
  } while (sum !== previous);
  return sum;
}

function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let x = share;
  let y = 1;
  let sum = 1 - x;
  let previous: number;
  do {
    x = Math.sqrt(x);
    previous = sum;
    y *= 0.5;
    sum -= (1 - x) ** 2 * y;
  } while (sum !== previous);
  return sum / 3;
}
