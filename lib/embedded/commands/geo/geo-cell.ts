import { type GeoBounds, type GeoPosition, INDEXED_BOUNDS } from './geo-position.js';
import { interleave, WIDE_HALF, type WideBits } from './interleave.js';

/** At which a score of 52 bits is one cell. */
export const MAX_STEP = 26;

/** A cell of the grid that divides the bounds 2^step times in each direction. */
export interface GeoCell {
  readonly column: number;
  readonly row: number;
  readonly step: number;
}

/** The cell around a position. */
export function cellAt(
  { longitude, latitude }: GeoPosition,
  step: number,
  bounds: GeoBounds = INDEXED_BOUNDS,
): GeoCell {
  const { minLongitude, maxLongitude, minLatitude, maxLatitude } = bounds;
  const across = (longitude - minLongitude) / (maxLongitude - minLongitude);
  const up = (latitude - minLatitude) / (maxLatitude - minLatitude);
  return { column: Math.trunc(across * 2 ** step), row: Math.trunc(up * 2 ** step), step };
}

/** What a cell covers. */
export function boundsOf({ column, row, step }: GeoCell): GeoBounds {
  const { minLongitude, maxLongitude, minLatitude, maxLatitude } = INDEXED_BOUNDS;
  const width = maxLongitude - minLongitude;
  const height = maxLatitude - minLatitude;
  const cells = 2 ** step;
  return {
    minLongitude: minLongitude + (column / cells) * width,
    maxLongitude: minLongitude + (following(column) / cells) * width,
    minLatitude: minLatitude + (row / cells) * height,
    maxLatitude: minLatitude + (following(row) / cells) * height,
  };
}

/** The cell so many columns to the east and rows to the north, around the edges if need be. */
export function neighborOf(cell: GeoCell, columns: number, rows: number): GeoCell {
  const { column, row, step } = cell;
  return { column: moved(column, columns, step), row: moved(row, rows, step), step };
}

export function isSameCell(a: GeoCell, b: GeoCell): boolean {
  return a.column === b.column && a.row === b.row && a.step === b.step;
}

/** The bits of row and column in turn. */
export function bitsOf({ column, row }: GeoCell): WideBits {
  return interleave(row, column);
}

/** The scores of the members in a cell: from `min` up to, not including, `max`. */
export function scoresOf(cell: GeoCell): { readonly min: number; readonly max: number } {
  const { high, low } = bitsOf(cell);
  const scale = 4 ** (MAX_STEP - cell.step);
  return { min: (high * WIDE_HALF + low) * scale, max: (high * WIDE_HALF + (low + 1)) * scale };
}

/** The eastern and northern edge have a cell of their own, which does not move along them. */
function moved(index: number, by: number, step: number): number {
  return by === 0 ? index : (index + by + 2 ** step) % 2 ** step;
}

/** In 32 bits: scores that no position has may stand for any of them. */
function following(index: number): number {
  return (index + 1) >>> 0;
}
