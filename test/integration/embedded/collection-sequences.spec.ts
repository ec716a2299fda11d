import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';
import { type Endpoint, repliesOf } from '../../support/differential-endpoint.js';
import { comparable } from '../../support/differential-reply.js';
import {
  COLLECTION_KEYS,
  randomCollectionCommand,
} from '../../support/random-collection-commands.js';
import { RandomSource } from '../../support/random-source.js';

const LENGTH = 700;

describe('random sequences over hashes, lists and sets', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it.each([1, 2, 3, 4, 5, 6])('answer and end as on a real server (seed %i)', async seed => {
    const random = new RandomSource(seed);
    const commands = Array.from({ length: LENGTH }, () => randomCollectionCommand(random));
    const look = COLLECTION_KEYS.flatMap(key => lookAt(key));
    const [real, embedded] = await both.endpoints();

    const steps = [['FLUSHALL'], ['HELLO', seed % 2 === 0 ? '2' : '3'], ...commands, ...look];
    expect(await outcome(embedded, steps)).toEqual(await outcome(real, steps));
  });
});

/** Of the reads only that of the right type answers with something else than an error. */
function lookAt(key: string): string[][] {
  return [
    ['OBJECT', 'ENCODING', key],
    ['HGETALL', key],
    ['LRANGE', key, '0', '-1'],
    ['SMEMBERS', key],
    ['PTTL', key],
  ];
}

async function outcome(endpoint: Endpoint, steps: readonly string[][]): Promise<unknown[]> {
  const before = endpoint.replies.length;
  for (const step of steps) endpoint.send(step);
  const replies = await repliesOf(endpoint, before + steps.length);
  return steps.map((step, at) => {
    const isRandom = step[0] === 'HELLO';
    const reply = replies[before + at] ?? '';
    const as = step[0] === 'SPOP' ? 'unordered' : undefined;
    return [at, ...step.slice(0, 8), isRandom ? 'ignored' : comparable(reply, step, as)];
  });
}
