import type { Bytes } from '../../bytes.js';
import { ScoreRange } from '../../keyspace/sorted-set/member-range.js';
import type { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import { coveringCells } from './covering-cells.js';
import { distanceWithin, type GeoArea } from './geo-area.js';
import { scoresOf } from './geo-cell.js';
import type { GeoPosition } from './geo-position.js';
import { positionOfScore } from './geo-score.js';
import { sortFirst } from './sort-first.js';
import { areaOf, type GeoSearchRequest } from './geo-search-request.js';

/** A member that a search has found. */
export interface FoundPosition {
  readonly member: Bytes;
  readonly score: number;
  readonly position: GeoPosition;
  /** From the center. */
  readonly meters: number;
}

/** The members that a request asks for, in its order. */
export function findPositions(
  source: SortedSetValue,
  request: GeoSearchRequest,
): readonly FoundPosition[] {
  const { order, count = Infinity, isAny } = request;
  const found = within(source, areaOf(request), isAny ? count : Infinity);
  if (order) {
    const sign = order === 'nearest' ? 1 : -1;
    sortFirst(found, count, (a, b) => sign * compareDistances(a, b));
  }
  return found.slice(0, count);
}

function within(source: SortedSetValue, area: GeoArea, limit: number): FoundPosition[] {
  const found: FoundPosition[] = [];
  for (const cell of coveringCells(area)) {
    const { min, max } = scoresOf(cell);
    const range = new ScoreRange(
      { score: min, isExclusive: false },
      { score: max, isExclusive: true },
    );
    const { start, end } = source.ranks(range);
    for (const { member, score } of source.slice(start, end)) {
      const position = positionOfScore(score);
      const meters = distanceWithin(area, position);
      if (meters !== undefined) found.push({ member, score, position, meters });
      if (found.length >= limit) return found;
    }
  }
  return found;
}

function compareDistances(a: FoundPosition, b: FoundPosition): number {
  if (a.meters > b.meters) return 1;
  return a.meters === b.meters ? 0 : -1;
}
