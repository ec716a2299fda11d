import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url));

/**
 * Runs a benchmark in several processes, one after the other, and gives its rows with the rounds of
 * all: what the compiler makes of a loop differs from process to process more than from round to
 * round.
 */
export async function runBenchmark(file, { processes, ...settings }) {
  const rows = new Map();
  for (let processIndex = 0; processIndex < processes; processIndex++) {
    for (const row of await runOnce(file, { ...settings, processIndex })) merge(rows, row);
  }
  return [...rows.values()];
}

async function runOnce(file, settings) {
  const child = fork(CHILD, [file, JSON.stringify(settings)], { execArgv: ['--expose-gc'] });
  const rows = [];
  child.on('message', row => rows.push(row));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${file} failed.`);
  return rows;
}

function merge(rows, row) {
  const earlier = rows.get(row.name);
  if (earlier === undefined) {
    rows.set(row.name, row);
    return;
  }
  earlier.ours.rounds.push(...row.ours.rounds);
  earlier.theirs.rounds.push(...row.theirs.rounds);
}
