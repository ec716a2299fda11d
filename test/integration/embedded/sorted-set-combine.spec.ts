import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';

describe('combining sorted sets as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('unites, intersects and subtracts', () =>
    both.compare([
      'ZADD a 1 x 2 y 3 z inf i',
      'ZADD b 10 y 20 z 30 w -inf i',
      'SADD s x z v',
      'SADD digits 1 2 3',
      'SET text x',
      ...[
        'a b',
        'a s',
        's a b',
        'a a',
        'a missing',
        'missing a',
        'digits s',
        'a text',
        'text a',
      ].flatMap(keys => {
        const operands = `${keys.split(' ').length} ${keys}`;
        const weights = keys
          .split(' ')
          .map((_, at) => [2, 0, -1.5][at])
          .join(' ');
        return ['ZUNION', 'ZINTER', 'ZDIFF'].flatMap(name => [
          `${name} ${operands}`,
          `${name} ${operands} WITHSCORES`,
          `${name} ${operands} WEIGHTS ${weights} WITHSCORES`,
          `${name} ${operands} AGGREGATE MIN WITHSCORES`,
          `${name} ${operands} WITHSCORES WEIGHTS ${weights} AGGREGATE max`,
          `${name}STORE d ${operands}`,
          'ZRANGE d 0 -1 WITHSCORES',
          `${name}STORE d ${operands} WEIGHTS ${weights} AGGREGATE SUM`,
          `${name}STORE d ${operands} WITHSCORES`,
          `ZINTERCARD ${operands}`,
          `ZINTERCARD ${operands} LIMIT 1`,
        ]);
      }),
    ]));

  it('keeps a negative zero where the result is too large for a listpack', () =>
    both.compare([
      'CONFIG SET zset-max-listpack-entries 2',
      'ZADD few 0 a 1 b',
      'ZADD many 0 a 1 b 2 c',
      'ZUNIONSTORE d 1 few WEIGHTS -1',
      'ZRANGE d 0 -1 WITHSCORES',
      'ZUNIONSTORE d 1 many WEIGHTS -1',
      'ZRANGE d 0 -1 WITHSCORES',
      // ZRANGESTORE begins with a listpack for as many members as fit one.
      'CONFIG SET zset-max-listpack-value 3',
      'ZADD long 0 long 1 b',
      'ZUNIONSTORE long 1 long WEIGHTS -1',
      'ZADD long -0 aa',
      'ZRANGESTORE d long 1 2',
      'ZRANGE d 0 -1 WITHSCORES',
      'CONFIG SET zset-max-listpack-entries 128 zset-max-listpack-value 64',
    ]));

  it('refuses what unions do not take', () =>
    both.compare([
      'ZADD a 1 x',
      'SET text x',
      ...[
        'ZUNION',
        'ZINTER',
        'ZDIFF',
        'ZUNIONSTORE d',
        'ZINTERSTORE d',
        'ZDIFFSTORE d',
        'ZINTERCARD',
      ].flatMap(name =>
        [
          '0 a',
          '-1 a',
          'x a',
          '2 a',
          '1 text',
          '1 text FOO',
          '1 a FOO',
          '1 a WEIGHTS',
          '1 a WEIGHTS x',
          '1 a WEIGHTS 1 2',
          '1 a AGGREGATE',
          '1 a AGGREGATE FOO',
          '1 a LIMIT 1',
          '1 a LIMIT -1',
          '1 a LIMIT x',
          '1 a LIMIT',
          '1 a LIMIT 0',
          '1 missing',
        ].map(rest => `${name} ${rest}`),
      ),
      'EXISTS d',
      'SET d x',
      'ZUNIONSTORE d 1 missing',
      'EXPIRE a 100',
      'ZUNIONSTORE a 1 a',
      'TTL a',
    ]));
});
