import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';

describe('list commands as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('pushes and pops', () =>
    both.compare([
      'RPUSH l a b c',
      'LPUSH l d e',
      'LPUSHX l f',
      'RPUSHX l g h',
      'LPUSHX missing a',
      'RPUSHX missing a',
      'LRANGE l 0 -1',
      'LPOP l',
      'RPOP l',
      'LPOP l 2',
      'RPOP l 0',
      'RPOP l -1',
      'RPOP l x',
      'LPOP l 9223372036854775808',
      'LPOP missing',
      'LPOP missing 1',
      'LPOP missing 0',
      'LPOP l 1 2',
      'RPOP l 1 2',
      'LLEN l',
      'LLEN missing',
      'RPOP l 100',
      'EXISTS l',
      'LPUSH l',
      'LPUSH "" ""',
    ]));

  it('reads and writes by index', () =>
    both.compare([
      'RPUSH l a b c d e',
      ...['0 -1', '1 2', '-2 -1', '-100 1', '3 100', '4 2', '5 9', '-1 -2', '0 x', 'x 0'].map(
        range => `LRANGE l ${range}`,
      ),
      'LRANGE missing 0 -1',
      'LRANGE l -9223372036854775808 9223372036854775807',
      ...['0', '4', '5', '-1', '-5', '-6', 'x'].map(index => `LINDEX l ${index}`),
      'LINDEX missing 0',
      'LINDEX missing x',
      'LSET l 0 A',
      'LSET l -1 E',
      'LSET l 5 x',
      'LSET l -6 x',
      'LSET l x x',
      'LSET missing 0 x',
      'LSET missing x x',
      'LINSERT l BEFORE A first',
      'LINSERT l after E last',
      'LINSERT l AFTER c between',
      'LINSERT l BEFORE missing x',
      'LINSERT l NEAR c x',
      'LINSERT missing BEFORE c x',
      'LRANGE l 0 -1',
    ]));

  it('removes and trims', () =>
    both.compare([
      'RPUSH l a b a c a d a',
      'LREM l 1 a',
      'LREM l -1 a',
      'LREM l 5 missing',
      'LREM l x a',
      'LREM l -9223372036854775808 missing',
      'LREM l -9223372036854775809 a',
      'LREM missing x a',
      'LREM missing 1 a',
      'LREM l 0 a',
      'LRANGE l 0 -1',
      'LREM l -9 b',
      'LREM l 0 c',
      'LREM l 0 d',
      'EXISTS l',
      'RPUSH t a b c d e f',
      'LTRIM t 1 -2',
      'LTRIM t -100 100',
      'LTRIM t x 1',
      'LTRIM missing 0 1',
      'LTRIM t 1 1',
      'LRANGE t 0 -1',
      'LTRIM t 5 9',
      'EXISTS t',
    ]));

  it('finds places', () =>
    both.compare([
      'RPUSH l a b c 1 2 3 c c',
      ...[
        ...'c, missing, c RANK 2, c RANK -1, c RANK -2, c RANK 4, c RANK 0'.split(', '),
        ...'c RANK x, c RANK -9223372036854775808, c RANK -9223372036854775807'.split(', '),
        ...'c COUNT 0, c COUNT 2, c COUNT -1, c COUNT x, missing COUNT 0'.split(', '),
        ...'c COUNT 0 MAXLEN 3, c COUNT 0 MAXLEN 1, c MAXLEN -1, c RANK -1 MAXLEN 1'.split(', '),
        ...'c COUNT 0 RANK -2 MAXLEN 7, c COUNT, c BOGUS 1, c COUNT 1 COUNT 2'.split(', '),
      ].map(options => `LPOS l ${options}`),
      'LPOS missing a',
      'LPOS missing a COUNT 1',
      'LPOS missing a COUNT x',
    ]));

  it('moves between lists', () =>
    both.compare([
      'RPUSH a 1 2 3 4',
      'RPOPLPUSH a b',
      'RPOPLPUSH a a',
      'RPOPLPUSH missing a',
      'LMOVE a b LEFT RIGHT',
      'LMOVE a b right left',
      'LMOVE a a LEFT LEFT',
      'LMOVE a b UP LEFT',
      'LMOVE a b LEFT UP',
      'LMOVE a c LEFT LEFT',
      'EXISTS a',
      'LMOVE c c RIGHT LEFT',
      'SET s text',
      'RPOPLPUSH b s',
      'RPOPLPUSH s b',
      'RPOPLPUSH missing s',
      'LRANGE b 0 -1',
    ]));

  it('pops of several lists', () =>
    both.compare([
      'RPUSH a 1 2 3 4',
      'LMPOP 2 missing a LEFT',
      'LMPOP 1 a RIGHT COUNT 2',
      'LMPOP 1 missing LEFT',
      'LMPOP 1 missing LEFT COUNT 2',
      'LMPOP 0 a LEFT',
      'LMPOP -1 a LEFT',
      'LMPOP x a LEFT',
      'LMPOP 3 a b LEFT',
      'LMPOP 1 a b LEFT',
      'LMPOP 1 a LEFT COUNT 0',
      'LMPOP 1 a LEFT COUNT x',
      'LMPOP 1 a LEFT COUNT',
      'LMPOP 1 a LEFT COUNT 1 COUNT 1',
      'LMPOP 1 a LEFT BOGUS 1',
      'LMPOP 1 a LEFT COUNT 100',
      'SET s text',
      'LMPOP 2 missing s LEFT',
    ]));

  it('pops at once where there is something', () =>
    both.compare([
      'RPUSH a 1 2 3 4 5 6 7 8',
      'BLPOP missing a 0',
      'BRPOP a 1',
      'BRPOPLPUSH a b 0',
      'BLMOVE a b LEFT RIGHT 0',
      'BLMPOP 0 2 missing a LEFT COUNT 2',
      'BLMPOP 0 1 a RIGHT',
      'BLPOP a x',
      'BLPOP a -1',
      'BLMOVE a b UP LEFT x',
      'BLMOVE a b LEFT RIGHT x',
      'BRPOPLPUSH a b -1',
      'BLMPOP x 1 a LEFT',
      'BLMPOP x 0 a LEFT',
      'BLMPOP 0 1 a LEFT COUNT 0',
      'SET s text',
      'BLPOP s a 0',
      'BLPOP missing s 0',
      'BLMOVE s b LEFT LEFT 0',
      'BLMOVE a s LEFT LEFT 0',
      'MULTI',
      'BLPOP missing 0',
      'BRPOPLPUSH missing b 0',
      'BLMOVE missing b LEFT LEFT 0',
      'BLMPOP 0 1 missing LEFT',
      'BLPOP a 0',
      'EXEC',
    ]));

  it('refuses other types', () =>
    both.compare([
      'SET s text',
      ...'LPUSH s a, RPUSHX s a, LPOP s, RPOP s 1, RPOP s x, LLEN s, LRANGE s 0 1'.split(', '),
      ...'LRANGE s x 1, LINDEX s 0, LINDEX s x, LSET s 0 a, LSET s x a, LREM s 0 a'.split(', '),
      ...'LINSERT s BEFORE a b, LINSERT s X a b, LTRIM s 0 1, LTRIM s x 1, LPOS s a'.split(', '),
      ...'LPOS s a RANK 0, LMOVE s a LEFT LEFT, LMPOP 1 s LEFT'.split(', '),
    ]));
});
