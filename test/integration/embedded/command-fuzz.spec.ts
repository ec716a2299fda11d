import { afterAll, beforeAll, describe, it } from '@jest/globals';
import * as fc from 'fast-check';
import { checkProperty } from '../../support/fuzz/check-property.js';
import { cliLines } from '../../support/fuzz/cli-lines.js';
import { FUZZ_FAMILIES } from '../../support/fuzz/families.js';
import { FuzzTargets } from '../../support/fuzz/fuzz-target.js';
import { stepsOf } from '../../support/fuzz/fuzz-steps.js';
import { checkSequence, commandsOf, type FuzzSequence } from '../../support/fuzz/sequence-check.js';

const LONGEST = 50;
const TIMEOUT = 1_200_000;

describe('random commands', () => {
  let targets: FuzzTargets;
  beforeAll(async () => {
    targets = await FuzzTargets.start();
  });
  afterAll(() => targets[Symbol.asyncDispose]());

  const sequences: fc.Arbitrary<FuzzSequence> = fc.record({
    protocol: fc.constantFrom(2, 3),
    steps: fc.array(stepsOf(FUZZ_FAMILIES), { minLength: 1, maxLength: LONGEST, size: 'max' }),
  });

  it(
    'are answered, told and kept as by a real server',
    () =>
      checkProperty({
        cases: sequences,
        check: sequence => checkSequence(targets, sequence),
        smaller: ({ protocol, steps }) =>
          steps.map((_, at) => ({ protocol, steps: steps.toSpliced(at, 1) })),
        describe: sequence => cliLines(commandsOf(sequence).map(({ words }) => words)),
      }),
    TIMEOUT,
  );
});
