import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { checkProperty } from '../../support/fuzz/check-property.js';
import { cliLines } from '../../support/fuzz/cli-lines.js';
import { FUZZ_FAMILIES } from '../../support/fuzz/families.js';
import type { FuzzStep } from '../../support/fuzz/fuzz-step.js';
import { stepsOf } from '../../support/fuzz/fuzz-steps.js';
import { RollbackCheck, type RollbackRound } from '../../support/fuzz/rollback-check.js';

const TIMEOUT = 1_200_000;

describe('a roll-back', () => {
  let rollback: RollbackCheck;
  beforeAll(() => {
    rollback = new RollbackCheck(FUZZ_FAMILIES);
  });
  afterAll(() => rollback[Symbol.dispose]());

  const steps = stepsOf(FUZZ_FAMILIES);
  const some = (maxLength: number, step = steps): fc.Arbitrary<FuzzStep[]> =>
    fc.array(step, { maxLength, size: 'max' });
  const rounds: fc.Arbitrary<RollbackRound> = fc.record({
    before: some(20),
    outer: some(10),
    inner: some(10),
    // What is drawn at random may differ afterwards.
    after: some(
      10,
      steps.filter(({ draws }) => draws === undefined),
    ),
  });

  it(
    'leaves no trace of any commands, and everything goes on as if they had never been',
    async () => {
      let changed = 0;
      let runs = 0;
      await checkProperty({
        cases: rounds,
        check: async round => {
          runs++;
          if (rollback.check(round)) changed++;
        },
        smaller: smallerRounds,
        describe: describeRound,
      });
      expect(changed).toBeGreaterThan(runs / 2);
    },
    TIMEOUT,
  );
});

const PARTS = ['before', 'outer', 'inner', 'after'] as const;

function smallerRounds(round: RollbackRound): RollbackRound[] {
  return PARTS.flatMap(part =>
    round[part].map((_, at) => ({ ...round, [part]: round[part].toSpliced(at, 1) })),
  );
}

function describeRound(round: RollbackRound): string {
  return PARTS.map(part => {
    const commands = round[part].flatMap(({ before = [], words }) => [...before, words]);
    return `# ${part}\n${cliLines(commands)}`;
  }).join('\n');
}
