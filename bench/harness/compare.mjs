import { deepStrictEqual } from 'node:assert/strict';
import { median } from './statistics.mjs';

const TURN_MS = 15;
const TURNS_A_ROUND = 9;
const WARM_UP_MS = 400;

/**
 * Measures two contenders in turns and gives a row of the table.
 *
 * A contender is `{ label, run, result }`: `run(iterations)` does the work so many times, in a loop
 * of its own, so that no call site is shared; `result()`, where given, is one call's outcome, and must
 * be equal on both sides.
 */
export async function compare({ name, bar, ours, theirs }, { rounds, isSecondFirst }) {
  if (ours.result !== undefined) deepStrictEqual(await ours.result(), await theirs.result());
  for (const contender of [ours, theirs]) await warmedUp(contender);
  const contenders = [await warmedUp(ours), await warmedUp(theirs)];
  const measured = [];
  for (let round = 0; round < rounds; round++) {
    globalThis.gc?.();
    measured.push(await roundOf(contenders, isSecondFirst === (round % 2 === 0)));
  }
  return {
    name,
    bar,
    unit: 'ns',
    ours: { label: ours.label, rounds: measured.map(([own]) => own) },
    theirs: { label: theirs.label, rounds: measured.map(([, other]) => other) },
  };
}

/** Nanoseconds a call takes, of both contenders: medians of short turns, one right after the other. */
async function roundOf([ours, theirs], isSecondFirst) {
  const turns = { ours: [], theirs: [] };
  for (let turn = 0; turn < TURNS_A_ROUND; turn++) {
    if (isSecondFirst) turns.theirs.push(await timeOf(theirs));
    turns.ours.push(await timeOf(ours));
    if (!isSecondFirst) turns.theirs.push(await timeOf(theirs));
  }
  return [median(turns.ours), median(turns.theirs)];
}

async function timeOf({ run, iterations }) {
  return (await elapsed(run, iterations)) / iterations;
}

/** The contender, once the compiler has seen enough of it, and how many iterations fill a turn. */
async function warmedUp({ label, run }) {
  let iterations = 1;
  let spent = 0;
  const times = [];
  while (spent < WARM_UP_MS * 1e6) {
    const time = await elapsed(run, iterations);
    spent += time;
    if (time < TURN_MS * 5e5) iterations *= 2;
    else times.push(time / iterations);
  }
  return { label, run, iterations: Math.max(1, Math.round((TURN_MS * 1e6) / median(times))) };
}

async function elapsed(run, iterations) {
  const start = process.hrtime.bigint();
  await run(iterations);
  return Number(process.hrtime.bigint() - start);
}
