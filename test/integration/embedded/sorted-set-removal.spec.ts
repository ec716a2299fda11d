import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';

const LETTERS = 'ZADD letters 0 a 0 b 0 c 0 d 0 e 0 f 0 "" 0 "\\xff" 0 aa';
const SCORES = 'ZADD scores -inf low 1 one 2 two 2.5 half 3 three inf high';

describe('removing from sorted sets as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('removes, and the key with the last member', () =>
    both.compare([
      SCORES,
      'ZREM scores one none one two',
      'ZREM missing a',
      'ZREMRANGEBYRANK scores -2 -2',
      'ZREMRANGEBYRANK scores 5 9',
      'ZREMRANGEBYRANK scores x 9',
      'ZREMRANGEBYSCORE scores (2 3',
      'ZREMRANGEBYSCORE scores a 3',
      'ZREMRANGEBYSCORE scores -inf inf',
      'EXISTS scores',
      LETTERS,
      'ZREMRANGEBYLEX letters [b (d',
      'ZREMRANGEBYLEX letters b d',
      'ZREMRANGEBYLEX letters - +',
      'EXISTS letters',
      'SET text x',
      'ZREM text a',
      'ZREMRANGEBYRANK text 0 1',
      'ZREMRANGEBYRANK text x 1',
      'ZADD z 1 a',
      'EXPIRE z 100',
      'ZREM z a',
      'ZADD z 1 a',
      'TTL z',
    ]));

  it('pops', () =>
    both.compare([
      SCORES,
      'SET text x',
      ...['ZPOPMIN', 'ZPOPMAX'].flatMap(name =>
        [
          'scores',
          'scores 0',
          'scores 1',
          'scores 2',
          'scores -1',
          'scores x',
          'scores 1 2',
          'missing',
          'missing 0',
          'text',
          'text 0',
          'text x',
        ].map(rest => `${name} ${rest}`),
      ),
      'ZPOPMIN scores 100',
      SCORES,
      ...[
        '1 scores MIN',
        '2 missing scores max',
        '1 scores MIN COUNT 2',
        '1 missing MIN',
        '1 text MIN',
        '2 scores text MIN',
        '0 scores MIN',
        'x scores MIN',
        '2 scores MIN',
        '1 scores',
        '1 scores FOO',
        '1 scores MIN COUNT',
        '1 scores MIN COUNT 0',
        '1 scores MIN COUNT 1 COUNT 1',
        '1 scores MIN FOO',
        '1 scores MAX COUNT 100',
      ].flatMap(rest => [`ZMPOP ${rest}`, `BZMPOP 0.01 ${rest}`]),
      SCORES,
      'BZPOPMIN scores 0',
      'BZPOPMAX missing scores 0',
      'BZPOPMIN text scores 0',
      'BZPOPMIN missing x',
      'BZPOPMIN missing -1',
      'BZMPOP x 1 scores MIN',
      'BZPOPMIN missing 0.01',
      'BZMPOP 0.01 1 missing MIN',
      'MULTI',
      'BZPOPMIN missing 0',
      'BZMPOP 0 1 missing MIN',
      'EXEC',
    ]));

  it('wakes who waits for a member', () =>
    both.compare([
      { send: 'BZPOPMIN a b 0', client: 'first', blocks: true },
      { send: 'BZMPOP 0 1 b MAX COUNT 2', client: 'second', blocks: true },
      { send: 'BZPOPMAX b 0', client: 'third', blocks: true },
      'SET a text',
      'ZADD b 1 x 2 y 3 z 4 w',
      'SADD c 1 2',
      'ZUNIONSTORE b 1 c',
      'EXISTS b',
    ]));
});
