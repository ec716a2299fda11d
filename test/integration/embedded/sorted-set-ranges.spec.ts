import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';

const LETTERS = 'ZADD letters 0 a 0 b 0 c 0 d 0 e 0 f 0 "" 0 "\\xff" 0 aa';
const SCORES = 'ZADD scores -inf low 1 one 2 two 2.5 half 3 three inf high';

describe('ranges of sorted sets as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('reads', () =>
    both.compare([
      SCORES,
      'SET text x',
      ...['ZCARD', 'ZSCORE', 'ZMSCORE', 'ZRANK', 'ZREVRANK', 'ZCOUNT', 'ZLEXCOUNT'].flatMap(
        name => {
          const rest = { ZCARD: '', ZCOUNT: '1 2', ZLEXCOUNT: '- +' }[name] ?? 'two';
          return [`${name} scores ${rest}`, `${name} missing ${rest}`, `${name} text ${rest}`];
        },
      ),
      'ZMSCORE missing a b',
      'ZMSCORE scores none one',
      'ZRANK scores none',
      ...[
        '-inf inf',
        '(1 3',
        '1 (3',
        '(1 (1',
        '3 1',
        '"" (1',
        '" 2" 3',
        '1e999 inf',
        'x 1',
        '1 nan',
        '( 3',
      ].flatMap(range => [`ZCOUNT scores ${range}`, `ZCOUNT missing ${range}`]),
      LETTERS,
      ...[
        '- +',
        '+ -',
        '[b [d',
        '(b [d',
        '(b (d',
        '[b (b',
        '- [c',
        '(c +',
        'b d',
        '-x +',
        '[ +',
        '( +',
      ].flatMap(range => [`ZLEXCOUNT letters ${range}`, `ZREMRANGEBYLEX missing ${range}`]),
    ]));

  it('answers ranges by rank', () =>
    both.compare([
      SCORES,
      'SET text x',
      ...[
        '0 -1',
        '1 2',
        '-2 -1',
        '5 10',
        '6 10',
        '3 1',
        '-100 1',
        '-100 -50',
        '0 99999999999',
        'x 1',
        '1 x',
      ].flatMap(range => [
        `ZRANGE scores ${range}`,
        `ZRANGE scores ${range} WITHSCORES`,
        `ZRANGE scores ${range} REV WITHSCORES`,
        `ZREVRANGE scores ${range}`,
        `ZREVRANGE scores ${range} WITHSCORES`,
        `ZRANGESTORE copy scores ${range}`,
        `ZRANGESTORE copy scores ${range} REV`,
        'ZRANGE copy 0 -1 WITHSCORES',
      ]),
      'ZRANGE scores 0 1 LIMIT 0 -1',
      'ZRANGE scores 0 1 LIMIT 0 1',
      'ZRANGE scores 0 1 LIMIT x 1',
      'ZRANGE scores 0 1 LIMIT 1',
      'ZRANGE scores 0 1 FOO',
      'ZREVRANGE scores 0 1 REV',
      'ZREVRANGE scores 0 1 BYSCORE',
      'ZRANGE text 0 1',
      'ZRANGE text x 1',
      'ZRANGE missing 0 1',
      'ZRANGESTORE copy text 0 1',
      'ZRANGESTORE text missing 0 1',
      'ZRANGESTORE copy scores 0 1 WITHSCORES',
      'ZRANGESTORE scores scores 0 1',
    ]));

  it('answers ranges by score and by member', () =>
    both.compare([
      SCORES,
      LETTERS,
      ...['-inf +inf', '(1 3', '1 (3', '3 1', '(2 (2', '2 2', 'x 1'].flatMap(range =>
        [
          '',
          'LIMIT 0 2',
          'LIMIT 1 -1',
          'LIMIT 2 0',
          'LIMIT -1 2',
          'LIMIT 9 9',
          'LIMIT 1 1',
        ].flatMap(limit => [
          `ZRANGE scores ${range} BYSCORE ${limit}`,
          `ZRANGE scores ${range} REV BYSCORE WITHSCORES ${limit}`,
          `ZRANGEBYSCORE scores ${range} ${limit} WITHSCORES`,
          `ZREVRANGEBYSCORE scores ${range} ${limit}`,
          `ZREVRANGEBYSCORE scores ${range.split(' ').toReversed().join(' ')} ${limit}`,
          `ZRANGESTORE copy scores ${range} BYSCORE ${limit}`,
          'ZRANGE copy 0 -1 WITHSCORES',
        ]),
      ),
      ...['- +', '[b (e', '+ -', '(a [d', 'a +', '[ [b'].flatMap(range =>
        ['', 'LIMIT 0 2', 'LIMIT 1 -1', 'LIMIT -1 2', 'WITHSCORES'].flatMap(limit => [
          `ZRANGE letters ${range} BYLEX ${limit}`,
          `ZRANGE letters ${range} BYLEX REV ${limit}`,
          `ZRANGEBYLEX letters ${range} ${limit}`,
          `ZREVRANGEBYLEX letters ${range} ${limit}`,
          `ZREVRANGEBYLEX letters ${range.split(' ').toReversed().join(' ')} ${limit}`,
          `ZRANGESTORE copy letters ${range} BYLEX ${limit}`,
        ]),
      ),
      'ZRANGEBYSCORE scores 1 2 REV',
      'ZRANGE scores 1 2 BYSCORE BYLEX',
      'ZRANGEBYLEX scores - + BYSCORE',
    ]));
});
