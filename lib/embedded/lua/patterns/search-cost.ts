import { itemEnd, MALFORMED } from './pattern-items.js';
import type { Span } from './pattern-captures.js';
import { Code } from './pattern-codes.js';

// Deeper than this, Lua's own matcher, which calls itself, might run out of stack.
const MAX_DEPTH = 150;

/** Whether a pattern matches nowhere but at the beginning. */
export function isAnchored(bytes: Uint8Array, pattern: Span): boolean {
  return pattern.length > 0 && bytes[pattern.at] === Code.caret;
}

/**
 * The steps that Lua's own matcher may make at most to go through a whole text; infinite when it
 * may go too deep. Beyond `limit` it is not counted on.
 */
export function searchCost(
  bytes: Uint8Array,
  subject: Span,
  pattern: Span,
  canAnchor: boolean,
  limit: number,
): number {
  const places = subject.length + 1;
  const end = pattern.at + pattern.length;
  const isOnce = canAnchor && isAnchored(bytes, pattern);
  let steps = (isOnce ? 1 : places) * (pattern.length + 1);
  let depth = 0;
  let item = pattern.at + (isOnce ? 1 : 0);
  while (item < end && steps <= limit) {
    const code = bytes[item];
    if (code === Code.opening || code === Code.closing) {
      depth++;
      item++;
      continue;
    }
    const letter = code === Code.percent ? (bytes[item + 1] ?? 0) : 0;
    if (letter === Code.letterB || (letter >= Code.zero && letter <= Code.nine)) {
      steps *= places;
      item += letter === Code.letterB ? 4 : 2;
      continue;
    }
    const next = itemEnd(bytes, letter === Code.letterF ? item + 2 : item);
    if (next === MALFORMED) break;
    item = next;
    if (letter === Code.letterF) continue;
    const factor = repetitions(bytes[next], places);
    if (factor === 1) continue;
    depth++;
    item++;
    // What nothing follows is never tried another time.
    if (!isTail(bytes, item, end)) steps *= factor;
  }
  return depth > MAX_DEPTH ? Number.POSITIVE_INFINITY : steps;
}

function repetitions(mark: number | undefined, places: number): number {
  if (mark === Code.question) return 2;
  return mark === Code.star || mark === Code.plus || mark === Code.minus ? places + 1 : 1;
}

function isTail(bytes: Uint8Array, from: number, end: number): boolean {
  let item = from;
  while (item < end && bytes[item] === Code.closing) item++;
  return item === end;
}
