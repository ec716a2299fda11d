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
    verdict: verdictOf(ratio.median, median(ours.rounds), bar),
  };
}

/** A bar is for the ratio, or with `oursAtMost` for our own amount, in the unit of the row. */
function verdictOf(ratio, own, bar) {
  if (bar === undefined) return undefined;
  const { atMost = Infinity, atLeast = 0, oursAtMost = Infinity } = bar;
  return ratio <= atMost && ratio >= atLeast && own <= oursAtMost ? 'ok' : 'missed';
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
    ratioText(ratio.median),
    `${ratioText(ratio.min)}..${ratioText(ratio.max)}`,
    barText(bar, unit),
    verdict ?? '',
  ];
}

function ratioText(ratio) {
  return ratio.toFixed(ratio < 0.1 ? 4 : 2);
}

function barText({ atMost, atLeast, oursAtMost } = {}, unit) {
  const parts = [];
  if (atMost !== undefined) parts.push(`≤ ${atMost}`);
  if (atLeast !== undefined) parts.push(`≥ ${atLeast}`);
  if (oursAtMost !== undefined) parts.push(`≤ ${amount(oursAtMost, unit)}`);
  return parts.join(', ');
}

function amount(value, unit) {
  if (unit !== 'ns') return `${Math.round(value)} ${unit}`;
  if (value < 10_000) return `${value.toFixed(value < 100 ? 1 : 0)} ns`;
  return value < 10_000_000 ? `${(value / 1e3).toFixed(1)} µs` : `${(value / 1e6).toFixed(1)} ms`;
}
