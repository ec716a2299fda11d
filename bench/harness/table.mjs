import { median, ratioOf } from './statistics.mjs';

/** A row with the medians of its rounds, their ratio, and whether that meets the bar. */
export function summarize({ name, bar, unit, ours, theirs }) {
  const ratio = ratioOf(ours.rounds, theirs.rounds);
  return {
    name,
    unit,
    ours: { label: ours.label, median: median(ours.rounds), rounds: ours.rounds },
    theirs: { label: theirs.label, median: median(theirs.rounds), rounds: theirs.rounds },
    ratio,
    bar,
    verdict: verdictOf(ratio.median, bar),
  };
}

function verdictOf(ratio, bar) {
  if (bar === undefined) return undefined;
  const { atMost = Infinity, atLeast = 0 } = bar;
  return ratio <= atMost && ratio >= atLeast ? 'ok' : 'missed';
}

const HEADER = ['', 'ours', 'theirs', 'peer', 'ratio', 'min..max', 'bar', ''];

/** The rows as text, in columns. */
export function table(rows) {
  const cells = [HEADER, ...rows.map(cellsOf)];
  const widths = HEADER.map((_, column) => Math.max(...cells.map(row => row[column].length)));
  return cells
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cellsOf({ name, unit, ours, theirs, ratio, bar, verdict }) {
  return [
    name,
    amount(ours.median, unit),
    amount(theirs.median, unit),
    theirs.label,
    ratio.median.toFixed(2),
    `${ratio.min.toFixed(2)}..${ratio.max.toFixed(2)}`,
    bar?.atMost !== undefined
      ? `≤ ${bar.atMost}`
      : bar?.atLeast !== undefined
        ? `≥ ${bar.atLeast}`
        : '',
    verdict ?? '',
  ];
}

function amount(value, unit) {
  if (unit !== 'ns') return `${Math.round(value)} ${unit}`;
  return value < 10_000
    ? `${value.toFixed(value < 100 ? 1 : 0)} ns`
    : `${(value / 1000).toFixed(1)} µs`;
}
