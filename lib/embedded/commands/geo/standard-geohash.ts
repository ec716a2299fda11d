import type { Bytes } from '../../bytes.js';
import { bitsOf, cellAt, MAX_STEP } from './geo-cell.js';
import { type GeoPosition, INDEXED_BOUNDS } from './geo-position.js';

const ALPHABET = '0123456789bcdefghjkmnpqrstuvwxyz';
const DIGITS = 10;
const DIGIT_BITS = 5n;
const BITS = 52n;
const LOW_BITS = 26n;
/** Those of the world's geohashes; the index leaves the poles out. */
const WORLD = { ...INDEXED_BOUNDS, minLatitude: -90, maxLatitude: 90 };

/** The geohash of a position: 11 characters, for the last of which there are no bits. */
export function standardGeohash(position: GeoPosition): Bytes {
  const { high, low } = bitsOf(cellAt(position, MAX_STEP, WORLD));
  const bits = (BigInt(high) << LOW_BITS) | BigInt(low);
  let text = '';
  for (let digit = 1n; digit <= DIGITS; digit++) {
    const index = (bits >> (BITS - digit * DIGIT_BITS)) & 31n;
    text += ALPHABET.charAt(Number(index));
  }
  return `${text}0`;
}
