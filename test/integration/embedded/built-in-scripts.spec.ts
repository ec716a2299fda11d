import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { lua as cacheScripts } from '../../../lib/cache/scripts/lua.generated.js';
import { lua as rateLimitScripts } from '../../../lib/rate-limit/scripts/lua.generated.js';
import { lua as libraryScripts } from '../../../lib/scripting/library/lua.generated.js';
import { Differential, type Step } from '../../support/differential.js';
import { RandomSource } from '../../support/random-source.js';

const ROUNDS = 60;
const KEYS = ['string', 'number', 'list', 'set', 'missing'];
// Long enough, as seconds and as milliseconds, not to pass while a test runs.
const NUMBERS = ['100000', '200000', '0', '-1', '1.5', '9007199254740993'];
const ARGS = [...NUMBERS, 'token', '', '\0\xff'];
const FILL: readonly Step[] = [
  'SET string token',
  'SET number 41 EX 100',
  'RPUSH list a b c',
  'SADD set a',
];

/** Calls in the way that is meant, and with too few, too many and senseless arguments. */
function calls(source: string, seed: number): Step[] {
  const random = new RandomSource(seed);
  const some = (items: readonly string[]): string[] =>
    Array.from({ length: random.below(5) }, () => random.pick(items));
  return Array.from({ length: ROUNDS }, (): Step => {
    const keys = some(KEYS);
    return { send: ['EVAL', source, String(keys.length), ...keys, ...some(ARGS)], as: 'times' };
  });
}

describe('the scripts of the library answer and leave what they do on redis-server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  const all = Object.entries({ ...libraryScripts, ...cacheScripts, ...rateLimitScripts });
  // Their keys hold moments of the server's clock.
  const isWindow = (name: string): boolean => /slidingWindow/i.test(name);

  it.each(all.filter(([name]) => !isWindow(name)))('%s', async (_, source) => {
    await both.compare([...FILL, ...calls(source, source.length)]);
  });

  it.each(all.filter(([name]) => isWindow(name)))('%s, but for the moments', async (_, source) => {
    const empty = ['DEL', ...KEYS];
    const call = (...args: string[]): Step => ({
      send: ['EVAL', source, '1', 'missing', ...args],
      as: 'times',
    });
    const meant = [call('2', '100000', '1'), call('2', '100000', '1'), call('2', '100000', '1')];
    await both.compare([...FILL, ...meant, ...calls(source, source.length), empty]);
  });
});
