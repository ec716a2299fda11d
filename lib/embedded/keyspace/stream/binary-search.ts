/** The first place in a sorted sequence that is not below what is looked for; its length if none. */
export function lowerBound(length: number, isBelow: (at: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBelow(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of the parts of a sorted sequence the last that does not begin after it; the first if all do. */
export function partFor(count: number, beginsAfter: (at: number) => boolean): number {
  const last = count - 1;
  // Most of what is looked for is new.
  if (last <= 0 || !beginsAfter(last)) return Math.max(last, 0);
  return Math.max(lowerBound(last, at => !beginsAfter(at)) - 1, 0);
}
