export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median, least and greatest of the ratios that the rounds gave. */
export function ratioOf(ours, theirs) {
  const ratios = ours.map((own, round) => own / theirs[round]);
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}
