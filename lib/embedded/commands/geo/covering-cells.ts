import { boundsOfArea, type GeoArea, reachOf } from './geo-area.js';
import { boundsOf, cellAt, type GeoCell, isSameCell, MAX_STEP, neighborOf } from './geo-cell.js';
import type { GeoBounds } from './geo-position.js';

/** Half of the circumference of the earth. */
const MERCATOR_MAX_METERS = 20_037_726.37;

/** Columns and rows from the cell of the center, in the order in which Redis looks at them. */
const DIRECTIONS = [
  [0, 0],
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
  [1, 1],
  [-1, 1],
  [1, -1],
  [-1, -1],
] as const;

/** The cells, up to nine, that together cover an area. */
export function coveringCells(area: GeoArea): readonly GeoCell[] {
  const bounds = boundsOfArea(area);
  const step = stepFor(area, bounds);
  const middle = cellAt(area.center, step);
  const cells = DIRECTIONS.filter(
    ([columns, rows]) => step < 2 || isNeeded(columns, rows, boundsOf(middle), bounds),
  ).map(([columns, rows]) => neighborOf(middle, columns, rows));
  return withoutRepeats(cells);
}

/** At which the cells around that of the center reach over the area. */
function stepFor(area: GeoArea, bounds: GeoBounds): number {
  const step = estimatedStep(reachOf(area.shape), area.center.latitude);
  const middle = cellAt(area.center, step);
  const isTooSmall =
    boundsOf(neighborOf(middle, 0, 1)).maxLatitude < bounds.maxLatitude ||
    boundsOf(neighborOf(middle, 0, -1)).minLatitude > bounds.minLatitude ||
    boundsOf(neighborOf(middle, 1, 0)).maxLongitude < bounds.maxLongitude ||
    boundsOf(neighborOf(middle, -1, 0)).minLongitude > bounds.minLongitude;
  return isTooSmall && step > 1 ? step - 1 : step;
}

function estimatedStep(meters: number, latitude: number): number {
  if (meters === 0) return MAX_STEP;
  let step = -1;
  for (let reach = meters; reach < MERCATOR_MAX_METERS; reach *= 2) step++;
  // Towards the poles cells are narrower.
  const distanceFromEquator = Math.abs(latitude);
  if (distanceFromEquator > 66) step--;
  if (distanceFromEquator > 80) step--;
  return Math.min(Math.max(step, 1), MAX_STEP);
}

/** The area does not end before the cell in a direction. */
function isNeeded(columns: number, rows: number, middle: GeoBounds, area: GeoBounds): boolean {
  // So put that a bound that is not a number, of an endless area, excludes nothing.
  const isBeyond =
    (rows < 0 && middle.minLatitude < area.minLatitude) ||
    (rows > 0 && middle.maxLatitude > area.maxLatitude) ||
    (columns < 0 && middle.minLongitude < area.minLongitude) ||
    (columns > 0 && middle.maxLongitude > area.maxLongitude);
  return !isBeyond;
}

/** Around the whole globe neighbors are the same cell, and follow each other in the order. */
function withoutRepeats(cells: readonly GeoCell[]): readonly GeoCell[] {
  return cells.filter((cell, at) => {
    const previous = cells[at - 1];
    return !previous || !isSameCell(cell, previous);
  });
}
