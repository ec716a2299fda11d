import { randomInt } from 'node:crypto';
import { placeOfElement } from './element-place.js';
import { HyperLogLog } from './hyperloglog.js';
import { REGISTERS } from './hyperloglog-layout.js';

/** Redis adds ten million and is busy with it for seconds. */
const ELEMENTS = 10_000;
const STANDARD_ERROR = 1.04 / Math.sqrt(REGISTERS);
const TOLERATED_ERRORS = 6;

/**
 * Adds elements to a sparse and a dense HyperLogLog and compares both with the truth, for
 * PFSELFTEST.
 *
 * @returns what is wrong
 */
export function findFault(maxSparseBytes: number): string | undefined {
  const sparse = HyperLogLog.create();
  const dense = HyperLogLog.create();
  dense.makeDense(undefined);
  const seed = randomInt(2 ** 32);
  let checkpoint = 1;
  for (let count = 1; count <= ELEMENTS; count++) {
    const { register, run } = placeOfElement(`${seed}:${count}`);
    sparse.raise(register, run, maxSparseBytes, undefined);
    dense.raise(register, run, maxSparseBytes, undefined);
    if (count !== checkpoint) continue;
    const fault = compare(sparse, dense, count);
    if (fault !== undefined) return fault;
    if (sparse.isDense && count < maxSparseBytes / 2) return 'sparse encoding not used';
    checkpoint *= 10;
  }
  return undefined;
}

function compare(sparse: HyperLogLog, dense: HyperLogLog, truth: number): string | undefined {
  const cardinality = Number(dense.computeCardinality(undefined));
  if (Number(sparse.computeCardinality(undefined)) !== cardinality) {
    return 'dense/sparse disagree';
  }
  const error = Math.abs(cardinality - truth);
  const tolerated = Math.max(Math.ceil(STANDARD_ERROR * TOLERATED_ERRORS * truth), 1);
  return error > tolerated ? `Too big error. card:${truth} abserr:${error}` : undefined;
}
