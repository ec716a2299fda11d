import {
  complement,
  type DoubleDouble,
  exactProduct,
  exactSum,
  normalized,
  product,
  quotient,
} from './double-double.js';
import type { Trigonometry } from './geo-distance.js';

/** What π / 2 has beyond 53 bits. */
const HALF_PI_LOW = 6.123233995736766e-17;
/** Of the terms of a series; the later ones are too small to need more than a double. */
const TERMS = 12;
const PRECISE_TERMS = 5;

/**
 * As exact as doubles are, where the functions of V8 are wrong in the last digit once in twenty
 * times, for distances that Redis stores with all their digits. Many times slower.
 */
export const PRECISE: Trigonometry = {
  sin: angle => sine(angle).high,
  cos: angle => cosine(angle).high,
  asin(value) {
    const estimate = Math.asin(value);
    // One step of Newton's method; at the ends, where it fails, the estimate is right.
    if (value <= 0 || value >= 1) return estimate;
    const { high, low } = sine(estimate);
    return estimate + (value - high - low) / cosine(estimate).high;
  },
};

function sine(angle: number): DoubleDouble {
  const { quarter, rest } = reduced(angle);
  return inQuarter(quarter, rest);
}

function cosine(angle: number): DoubleDouble {
  const { quarter, rest } = reduced(angle);
  return inQuarter(quarter + 1, rest);
}

/** An angle as quarters of a circle and what is left, at most an eighth either way. */
function reduced(angle: number): { readonly quarter: number; readonly rest: DoubleDouble } {
  const quarter = Math.round(angle / (Math.PI / 2));
  const turned = exactProduct(quarter, Math.PI / 2);
  const rest = exactSum(angle, -turned.high);
  return {
    quarter,
    rest: normalized(rest.high, rest.low - turned.low - quarter * HALF_PI_LOW),
  };
}

function inQuarter(quarter: number, rest: DoubleDouble): DoubleDouble {
  const square = product(rest, rest);
  const value = quarter % 2 === 0 ? product(rest, series(square, 2)) : series(square, 1);
  const isNegative = (quarter & 2) !== 0;
  return isNegative ? { high: -value.high, low: -value.low } : value;
}

/** 1 - x² / (n (n + 1)) × (1 - x² / ((n + 2) (n + 3)) × …): the cosine from 1, the sine over x from 2. */
function series(square: DoubleDouble, first: number): DoubleDouble {
  let tail = 1;
  let term = TERMS;
  for (; term >= PRECISE_TERMS; term--) tail = 1 - (square.high * tail) / divisor(first, term);
  let sum: DoubleDouble = { high: tail, low: 0 };
  for (; term >= 0; term--) {
    sum = complement(quotient(product(square, sum), divisor(first, term)));
  }
  return sum;
}

function divisor(first: number, term: number): number {
  const factor = first + 2 * term;
  return factor * (factor + 1);
}
