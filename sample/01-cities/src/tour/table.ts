import type { RecordableHistogram } from 'node:perf_hooks';

/** Columns side by side: the first to the left, numbers to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map(row => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const width = widths?.[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('   ');
  return rows.map(row => `  ${line(row).trimEnd()}`).join('\n');
}

export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

export function formatShare(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
}

/** A percentile of a histogram of microseconds, in milliseconds. */
export function formatPercentile(histogram: RecordableHistogram, percentile: number): string {
  return histogram.count === 0 ? '-' : `${(histogram.percentile(percentile) / 1000).toFixed(2)} ms`;
}
