import { RandomSource } from '../random-source.ts';

const RANGE = 2 ** 32;

/** Runs something for which Math.random begins with the same numbers each time. */
export function withSeededRandom<T>(work: () => T): T {
  const original = Math.random;
  const source = new RandomSource(1);
  Math.random = () => source.below(RANGE) / RANGE;
  try {
    return work();
  } finally {
    Math.random = original;
  }
}
