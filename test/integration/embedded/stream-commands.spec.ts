import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';

const MAX = '18446744073709551615';

describe('stream commands as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('adds entries after those that are there', () =>
    both.compare([
      'XADD s 1-1 a 1 b 2',
      'XADD s 1-1 a 1',
      'XADD s 1-0 a 1',
      'XADD s 1-* a 2',
      'XADD s 1 a 2',
      'XADD s 5 a 3',
      'XADD s 5-* a 4',
      'XADD s 7-* "" ""',
      'XADD s 3-* a 4',
      'XADD s 0-0 a 1',
      'XADD s 0 a 1',
      'XADD s 0-* a 1',
      'XADD new 0-* a 1',
      'XADD s - a 1',
      'XADD s + a 1',
      'XADD s x a 1',
      'XADD s 9-x a 1',
      'XADD s 9-** a 1',
      'XADD s *-1 a 1',
      'XADD s 9-1-1 a 1',
      'XADD s 8 a',
      'XADD s 8 a 1 b',
      'XADD s NOMKSTREAM 8',
      'XADD s * a',
      'XADD missing NOMKSTREAM 8 a 1',
      'XADD s nomkstream 8 a 1',
      { send: 'XADD s * a 1', as: 'type' },
      'EXISTS missing',
      'XLEN s',
      'XLEN missing',
      'TYPE s',
      'OBJECT ENCODING s',
      'SET text 1',
      'XADD text * a 1',
      'XADD text NOMKSTREAM * a 1',
      'XADD text 0-0 a 1',
      'XLEN text',
      'DEL s',
    ]));

  it('adds no entry after the last possible ID', () =>
    both.compare([
      `XADD s ${MAX}-${MAX} a 1`,
      'XADD s * a 1',
      `XADD s ${MAX}-* a 1`,
      'XADD s 1-1 a 1',
      `XADD t 5-${MAX} a 1`,
      'XADD t 5-* a 1',
      'XADD t 6-* a 1',
      `XADD u ${MAX}-5 a 1`,
      'XADD u * a 1',
      `XADD u ${MAX}-* a 1`,
      'XADD v 9007199254740993-9007199254740993 a 1',
      'XADD v 9007199254740993-* a 1',
      'XADD w 9007199254740991-9007199254740991 a 1',
      'XADD w 9007199254740991-* a 1',
      'XADD w 9007199254740992-* a 1',
      `XADD w ${MAX}0 a 1`,
      'XADD w 18446744073709551616-0 a 1',
    ]));

  it('reads IDs as leniently as C does', () =>
    both.compare([
      ['XADD', 's', ' 1-1', 'a', '1'],
      'XADD s +1-+2 a 1',
      'XADD s 01-03 a 1',
      ['XADD', 's', '1- 4', 'a', '1'],
      'XADD s 1--5 a 1',
      'XADD s 2--05 a 1',
      'XADD s 3--0 a 1',
      ['XADD', 's', '4- -5', 'a', '1'],
      ['XADD', 's', '5 -1', 'a', '1'],
      'XADD s -1 a 1',
      'XADD s "" a 1',
      `XADD s ${'0'.repeat(126)}9 a 1`,
      `XADD s ${'0'.repeat(127)}9 a 1`,
      'XADD s 1e3 a 1',
    ]));

  it('lists ranges in both directions', () =>
    both.compare([
      ...['1-1', '1-2', '2-0', '3-1', '3-2', '10-0'].map(id => `XADD s ${id} id ${id}`),
      'XDEL s 2-0',
      ...[
        ...'- +, 1 3, 1-2 3-1, (1-1 +, - (3-2, (1-1 (10, (3 (3-2, 2 2, 4 9, 3 1'.split(', '),
        ...'- + COUNT 2, - + COUNT 0, - + COUNT -1, - + COUNT x, - + COUNT, - + BOGUS 1'.split(
          ', ',
        ),
        ...'- + COUNT 1 COUNT 3, - + COUNT 0 COUNT 1, ( +, - (, (- +, - (+, (+ -, x +, - x'.split(
          ', ',
        ),
        `(${MAX}-${MAX} +`,
        '- (0-0',
        `(${MAX}-${MAX} x`,
        '1-2-3 +',
        '(3-1 (3-1',
      ].flatMap(range => [`XRANGE s ${range}`, `XREVRANGE s ${range}`]),
      ...'+ -, 3 1, 3-1 1-2, + (1-1, (3-2 -, (10 (1-1, + - COUNT 2'
        .split(', ')
        .map(range => `XREVRANGE s ${range}`),
      'XRANGE missing - +',
      'XRANGE missing - + COUNT 0',
      'XRANGE missing x +',
      'SET text 1',
      'XRANGE text - +',
      'XRANGE text - x',
      'XREVRANGE text + - COUNT 0',
    ]));

  it('deletes entries, and remembers the greatest', () =>
    both.compare([
      ...[1, 2, 3, 4, 5].map(id => `XADD s ${id} a ${id}`),
      'XDEL s 2 2-0 9 1-1',
      'XINFO STREAM s',
      'XDEL s 1',
      'XINFO STREAM s',
      'XDEL s x',
      'XDEL s 3 x',
      'XDEL s -',
      'XDEL s 3 4 5 6',
      'XINFO STREAM s',
      'XLEN s',
      'EXISTS s',
      'XADD s 5 a 1',
      'XADD s 6 a 1',
      'XINFO STREAM s',
      'XDEL missing x',
      'XDEL missing 1',
      'SET text 1',
      'XDEL text 1',
    ]));

  it('trims to a length or to an ID', () =>
    both.compare([
      ...Array.from({ length: 20 }, (_, at) => `XADD s ${at + 1} a ${at}`),
      'XTRIM s MAXLEN 15',
      'XTRIM s MAXLEN = 14',
      'XTRIM s MINID 10',
      'XTRIM s MINID = 11-1',
      'XTRIM s MAXLEN ~ 2',
      'XTRIM s MINID ~ 15',
      'XTRIM s MAXLEN ~ 0',
      'XINFO STREAM s',
      'XADD s MAXLEN 2 30 a 1',
      'XADD s MAXLEN = 0 31 a 1',
      'XINFO STREAM s',
      'XADD s MINID 40 40 a 1',
      'XADD s MINID 41 40-1 a 1',
      'XLEN s',
      'XINFO STREAM s',
      'XTRIM missing MAXLEN 1',
      'SET text 1',
      'XTRIM text MAXLEN 1',
    ]));

  it('refuses options of trimming that make no sense', () =>
    both.compare([
      'XADD s 1 a 1',
      ...[
        ...'MAXLEN, MAXLEN x, MAXLEN -1, MAXLEN ~, MAXLEN ~ x, MAXLEN = -1, MINID x'.split(', '),
        ...'MINID - , MINID ~ +, MAXLEN 1 MINID 1, MAXLEN 1 MAXLEN 1, MINID 1 MAXLEN 1'.split(', '),
        ...'LIMIT 1, LIMIT 0, LIMIT -1, LIMIT x, MAXLEN 1 LIMIT 1, MAXLEN 1 LIMIT 0'.split(', '),
        ...'MAXLEN = 1 LIMIT 1, MAXLEN ~ 1 LIMIT 1, MAXLEN ~ 1 LIMIT 0, LIMIT 5 MINID ~ 1'.split(
          ', ',
        ),
        ...'MAXLEN ~ 1 LIMIT, MAXLEN 5 BOGUS, BOGUS 5, NOMKSTREAM, = 5'.split(', '),
      ].flatMap(options => [`XTRIM s ${options}`, `XADD s ${options} 0-1 a 1`]),
      'XTRIM s LIMIT 0 LIMIT 0',
      'XTRIM s LIMIT 1 LIMIT 1',
      'XADD s MAXLEN 10',
      'XADD s MAXLEN 10 NOMKSTREAM LIMIT',
      'XADD s MAXLEN 10 NOMKSTREAM',
      'XADD s MAXLEN ~ NOMKSTREAM 10',
    ]));

  it('sets the IDs that a stream remembers', () =>
    both.compare([
      'XADD s 5 a 1',
      'XADD s 6 a 1',
      'XSETID s 10',
      'XINFO STREAM s',
      'XADD s 10 a 1',
      'XSETID s 5',
      'XSETID s 6',
      'XSETID s 20 ENTRIESADDED 1',
      'XSETID s 20 ENTRIESADDED 100 MAXDELETEDID 3',
      'XINFO STREAM s',
      'XSETID s 20 MAXDELETEDID 0-0',
      'XSETID s 20 MAXDELETEDID 21',
      'XSETID s 20 ENTRIESADDED -1',
      'XSETID s 20 ENTRIESADDED x',
      'XSETID s 20 ENTRIESADDED',
      'XSETID s 20 BOGUS 1',
      'XSETID s x',
      'XSETID s -',
      'XSETID s 30 ENTRIESADDED 9223372036854775807',
      'XINFO STREAM s',
      'XADD s 31 a 1',
      'XINFO STREAM s',
      'XDEL s 5 6 31',
      'XSETID s 1 ENTRIESADDED 0',
      'XINFO STREAM s',
      'XSETID missing 1',
      'XSETID missing x',
      'SET text 1',
      'XSETID text 1',
    ]));

  it('copies, renames and dumps a stream with its groups', () =>
    both.compare([
      ...[1, 2, 3, 4].map(id => `XADD s ${id} a ${id}`),
      'XDEL s 2',
      'XGROUP CREATE s g 0',
      'XREADGROUP GROUP g alice COUNT 1 STREAMS s >',
      'COPY s t',
      'XREADGROUP GROUP g bob STREAMS s >',
      'XPENDING t g',
      'XPENDING s g',
      'XADD t 9 a 1',
      'XINFO GROUPS t',
      'XACK t g 1',
      'XPENDING s g',
      'RENAME t u',
      'XINFO GROUPS u',
      'XINFO STREAM u',
    ]));
});
