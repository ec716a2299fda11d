import { boundsOf, cellAt, MAX_STEP, scoresOf } from './geo-cell.js';
import { type GeoPosition, INDEXED_BOUNDS } from './geo-position.js';
import { evenBits } from './interleave.js';

const WORD = 2 ** 32;

/** The score that a position has in the sorted set. */
export function scoreOfPosition(position: GeoPosition): number {
  return scoresOf(cellAt(position, MAX_STEP)).min;
}

/** The middle of the cell that a score stands for; any score stands for one. */
export function positionOfScore(score: number): GeoPosition {
  const { high, low } = wordsOf(score);
  const row = evenBits(high, low);
  const column = evenBits(high >>> 1, low >>> 1);
  const bounds = boundsOf({ column, row, step: MAX_STEP });
  return {
    longitude: clamp(
      (bounds.minLongitude + bounds.maxLongitude) / 2,
      INDEXED_BOUNDS.minLongitude,
      INDEXED_BOUNDS.maxLongitude,
    ),
    latitude: clamp(
      (bounds.minLatitude + bounds.maxLatitude) / 2,
      INDEXED_BOUNDS.minLatitude,
      INDEXED_BOUNDS.maxLatitude,
    ),
  };
}

/** The 64 bits that a double is cut down to; out of range, those that a processor of Intel makes. */
function wordsOf(score: number): { readonly high: number; readonly low: number } {
  if (score >= WORD ** 2) return { high: 0, low: 0 };
  if (score < -(WORD ** 2) / 2) return { high: WORD / 2, low: 0 };
  const whole = Math.trunc(score);
  const high = Math.floor(whole / WORD);
  return { high, low: whole - high * WORD };
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
