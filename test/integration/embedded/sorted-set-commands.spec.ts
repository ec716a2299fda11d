import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';

const LONG = 'm'.repeat(65);
const MANY = Array.from({ length: 300 }, (_, at) => [String(at % 7), `member:${at}`]).flat();

describe('sorted sets as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('adds members under conditions', () =>
    both.compare([
      'ZADD z 1 a 2 b 3 c',
      'ZADD z 1 a 5 b 6 d 6 d',
      'ZADD z CH 1 a 9 b 6 e',
      'ZADD z NX 7 a 7 new',
      'ZADD z XX 8 a 8 absent',
      'ZADD z GT 1 a 100 b 5 gt',
      'ZADD z LT CH 1 a 100 b 5 lt',
      'ZADD z XX GT CH 50 a 1 b 1 absent',
      'ZADD z NX XX 1 a',
      'ZADD z NX GT 1 a',
      'ZADD z GT LT 1 a',
      'ZADD z INCR 1 a 2 b',
      'ZADD z INCR 1.5 a',
      'ZADD z NX INCR 1.5 a',
      'ZADD z XX INCR 1.5 absent',
      'ZADD z GT INCR -1 a',
      'ZADD z LT INCR -1 a',
      'ZADD missing XX 1 a',
      'ZADD missing XX INCR 1 a',
      'ZADD z 1',
      'ZADD z NX',
      'ZADD z 1 a 2',
      'ZADD z FOO 1 a',
      'ZADD z NX CH',
      ...['x', 'nan', '""', '" 1"', '1e999', '0x10', '1e-400', '+inf', '-Infinity', '1.', '.5'].map(
        score => `ZADD z 1 kept ${score} tried`,
      ),
      'ZADD z INCR nan a',
      'SET text x',
      'ZADD text 1 a',
      'ZADD text XX 1 a',
      'ZADD text x a',
    ]));

  it('prints scores as C does', () =>
    both.compare(
      [
        '0',
        '-0',
        '0.1',
        '1e17',
        '123456789012345678',
        '-1e300',
        '5e-324',
        '3.0',
        '1e16',
        'inf',
        // Its shortest form is another number than its digits.
        '-18146183178626470',
        // Half way between two of 17 digits.
        '110723278845129.625',
        '110723278845129.375',
      ].flatMap((score, at) => [
        `ZADD z ${score} m${at}`,
        `ZADD z INCR ${score} i${at}`,
        `ZSCORE z m${at}`,
        `ZADD big ${score} m${at} 1 ${LONG}`,
        `ZMSCORE big m${at} none ${LONG}`,
        'ZSCAN z 0',
        `ZSCAN big 0 COUNT 100 MATCH m${at}`,
      ]),
    ));

  it('increments', () =>
    both.compare([
      'ZINCRBY z 1 a',
      'ZINCRBY z 0.1 a',
      'ZINCRBY z 0.2 a',
      'ZINCRBY z -inf a',
      'ZINCRBY z inf a',
      'ZINCRBY z inf b',
      'ZINCRBY z -0 zero',
      'ZINCRBY z x a',
      'ZINCRBY z nx a',
      'SET text x',
      'ZINCRBY text 1 a',
    ]));

  it('draws at random', () =>
    both.compare([
      'ZADD one 1 a',
      'ZADD three 1 a 2 b 3 c',
      'SET text x',
      'ZRANDMEMBER one',
      'ZRANDMEMBER one -3',
      'ZRANDMEMBER one -3 WITHSCORES',
      'ZRANDMEMBER three 3',
      'ZRANDMEMBER three 10 WITHSCORES',
      { send: 'ZRANDMEMBER three 2 WITHSCORES', as: 'type' },
      'ZRANDMEMBER three 0',
      'ZRANDMEMBER three x',
      'ZRANDMEMBER three 1 FOO',
      'ZRANDMEMBER three 1 WITHSCORES x',
      'ZRANDMEMBER three -9223372036854775808',
      'ZRANDMEMBER three 9223372036854775807 WITHSCORES',
      'ZRANDMEMBER missing',
      'ZRANDMEMBER missing 1',
      'ZRANDMEMBER text',
      'ZRANDMEMBER text 1',
    ]));

  it('scans', () =>
    both.compare([
      'ZADD z 1 a 2.5 b 3 ab',
      'SET text x',
      'ZSCAN z 0',
      'ZSCAN z 7',
      'ZSCAN z 0 MATCH a*',
      'ZSCAN z 0 COUNT 1',
      'ZSCAN z 0 COUNT 0',
      'ZSCAN z 0 TYPE zset',
      'ZSCAN z x',
      'ZSCAN missing 0',
      'ZSCAN missing 0 FOO',
      'ZSCAN text 0',
      ['ZADD', 'large', ...MANY],
      'ZSCAN large 0 COUNT 1000 MATCH *:77',
    ]));

  it('changes its encoding with the thresholds', () =>
    both.compare([
      ['ZADD', 'many', ...MANY.slice(0, 256)],
      'OBJECT ENCODING many',
      'ZADD many 1 another',
      'OBJECT ENCODING many',
      'ZREM many another',
      'OBJECT ENCODING many',
      `ZADD long 1 ${LONG.slice(1)}`,
      'OBJECT ENCODING long',
      `ZADD long 1 ${LONG}`,
      'OBJECT ENCODING long',
      'ZUNIONSTORE stored 1 many',
      `ZREM long ${LONG}`,
      'ZUNIONSTORE stored2 1 long',
      'ZRANGESTORE ranged many 0 126',
      'COPY many copied',
    ]));
});
