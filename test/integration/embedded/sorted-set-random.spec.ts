import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';
import { RandomSource } from '../../support/random-source.js';
import { SORTED_SET_SETUP, sortedSetCommand } from '../../support/sorted-set-commands.js';

const STEPS = 500;

describe('sorted sets as on a real server, at random', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it.each([1, 2, 3, 4])('agrees on every command, seed %i', seed => {
    const random = new RandomSource(seed);
    const commands = Array.from({ length: STEPS }, () => sortedSetCommand(random));
    return both.compare([...SORTED_SET_SETUP, ...commands]);
  });
});
