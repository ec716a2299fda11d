import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';
import { randomBitmapCommand } from '../../support/random-bitmap-commands.js';
import { RandomSource } from '../../support/random-source.js';

const LONG_SEQUENCE = 600;
const COUNTED_RANGES = [
  ...', 0 0, 1 1, 0 -1, -2 -1, 1 -2, 5 100, -100 1, 3 2, -1 -3, 0 0 BIT, 5 30 BIT'.split(', '),
  ...'-9 -1 BIT, -100 2 bit, 0 1000 BIT, 3 3 BIT, 40 2 BIT, 1 2 BYTE, 0, 0 1 BITS'.split(', '),
  ...'0 1 BIT 2, x 1, 0 x, -1 -3 BITS, x x BITS, 0 9223372036854775808'.split(', '),
  '-9223372036854775808 9223372036854775807',
];
const SEARCHED_RANGES = [
  ...', 0, 1, 2, -1, -2, 3, 100, 0 -1, 1 2, 2 1, 0 100, -2 -1, 0 -1 BIT, 7 9 BIT'.split(', '),
  ...'8 15 BIT, 9 14 BIT, 12 20 BIT, -3 -1 BIT, 16 16 BIT, 20 19 BIT, 0 1000 BIT'.split(', '),
  ...'3 100 BIT, 1 1 BYTE, -100 -90 BIT'.split(', '),
];

describe('bitmap commands as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('sets and gets bits', () =>
    both.compare([
      'SETBIT b 7 1',
      'SETBIT b 7 1',
      'SETBIT b 7 0',
      'SETBIT b 0 1',
      'SETBIT b 100 0',
      'STRLEN b',
      'GETBIT b 0',
      'GETBIT b 1',
      'GETBIT b 100',
      'GETBIT b 4294967295',
      'GETBIT b 4294967296',
      'GETBIT missing 0',
      'SETBIT b -1 1',
      'SETBIT b x 1',
      'SETBIT b #1 1',
      'SETBIT b 4294967296 1',
      'SETBIT b 9223372036854775808 1',
      'SETBIT b 1 2',
      'SETBIT b 1 -1',
      'SETBIT b 1 x',
      'SETBIT b x x',
      'SETBIT b 1',
      'GETBIT b x',
      'GETBIT b -1',
      'SET n 12345',
      'GETBIT n 3',
      'OBJECT ENCODING n',
      'SETBIT n 3 1',
      'OBJECT ENCODING n',
      'GET n',
      'INCR n',
      'SET short abc',
      'SETBIT short 2 1',
      'OBJECT ENCODING short',
      'EXPIRE short 1000',
      'SETBIT short 2 0',
      'TTL short',
      'CONFIG SET proto-max-bulk-len 1048576',
      'SETBIT b 8388608 1',
      'GETBIT b 8388607',
      'CONFIG SET proto-max-bulk-len 536870912',
    ]));

  it('counts bits', () =>
    both.compare([
      'SET s foobar',
      ...COUNTED_RANGES.map(range => `BITCOUNT s ${range}`),
      'BITCOUNT missing',
      'BITCOUNT missing x',
      'SET n 12345',
      'BITCOUNT n',
      'SET empty ""',
      'BITCOUNT empty',
      'BITCOUNT empty 0 -1',
      'BITCOUNT empty 0 -1 BIT',
      'SETBIT big 100000 1',
      'BITCOUNT big 100 100001 BIT',
      'BITCOUNT big',
    ]));

  it('finds bits', () =>
    both.compare([
      'SET ones "\\xff\\xff\\xff"',
      'SET zeros "\\x00\\x00\\x00"',
      'SET mixed "\\x00\\xff\\xf0\\x0f"',
      'SET empty ""',
      ...['ones', 'zeros', 'mixed', 'empty', 'missing'].flatMap(key =>
        ['0', '1'].flatMap(bit => SEARCHED_RANGES.map(range => `BITPOS ${key} ${bit} ${range}`)),
      ),
      'BITPOS mixed 2',
      'BITPOS mixed -1',
      'BITPOS mixed x',
      'BITPOS mixed 1 x',
      'BITPOS mixed 1 0 x',
      'BITPOS mixed 1 0 x BITS',
      'BITPOS mixed 1 0 1 BITS',
      'BITPOS mixed 1 0 1 BIT x',
      'BITPOS mixed 1 x 1 BITS',
      'BITPOS missing 1 x',
      'BITPOS missing x',
      'SET n 12345',
      'BITPOS n 1',
    ]));

  it('combines strings', () =>
    both.compare([
      'SET a "\\x0f\\xf0\\xaa long enough for words of 64 bits, four at a time"',
      'SET b "\\xff\\x00"',
      'SET n 12345',
      'SET empty ""',
      ...['AND', 'or', 'Xor'].flatMap(operation => [
        `BITOP ${operation} ${operation}1 a`,
        `BITOP ${operation} ${operation}2 a b`,
        `BITOP ${operation} ${operation}3 b a n`,
        `BITOP ${operation} ${operation}4 a missing b`,
        `BITOP ${operation} ${operation}5 missing missing`,
        `BITOP ${operation} ${operation}6 empty`,
      ]),
      'BITOP NOT not1 a',
      'BITOP NOT not2 n',
      'BITOP NOT not3 missing',
      'BITOP NOT not4 a b',
      'BITOP NAND x a b',
      'BITOP AND a',
      'EXPIRE n 1000',
      'BITOP OR n n',
      'TTL n',
      'OBJECT ENCODING n',
      'BITOP AND b missing',
      'EXISTS b',
      'LPUSH list x',
      'BITOP OR target a list',
      'BITOP OR list a',
      'TYPE list',
      'BITOP OR list missing',
    ]));

  it('notifies of each change', () =>
    both.compare([
      'CONFIG SET notify-keyspace-events KEAmn',
      { client: 'subscriber', send: 'PSUBSCRIBE __keyspace*' },
      'SETBIT b 7 1',
      'SETBIT b 7 1',
      'SETBIT b 7 0',
      'SETBIT b 30 0',
      'GETBIT missing 1',
      'BITCOUNT missing',
      'BITPOS missing 1',
      'BITFIELD b SET u8 0 0',
      'BITFIELD b SET u8 0 1 SET u8 8 1',
      'BITFIELD b OVERFLOW FAIL SET u8 0 1000',
      'BITFIELD b GET u8 0',
      'BITFIELD fresh OVERFLOW FAIL SET u8 0 1000',
      'BITFIELD b OVERFLOW FAIL SET u8 100 1000',
      'BITFIELD missing GET u8 0',
      'BITOP OR c b missing',
      'BITOP NOT c c',
      'BITOP AND c missing',
      'BITOP AND c missing',
      { client: 'subscriber', messages: 17 },
    ]));

  it.each([
    'SETBIT b 7 1',
    'SETBIT b 7 0',
    'SETBIT b 40 0',
    'GETBIT b 7',
    'BITFIELD b SET u8 0 1',
    'BITFIELD b SET u8 0 2',
    'BITFIELD b GET u8 0',
    'BITFIELD b OVERFLOW FAIL SET u8 0 256',
    'BITFIELD fresh OVERFLOW FAIL SET u8 0 256',
    'BITOP OR c b',
    'BITOP OR c missing',
    'BITOP OR other b',
  ])('fails a WATCH, or does not: %s', change =>
    both.compare([
      'SETBIT b 7 1',
      'SET c text',
      'WATCH b c fresh',
      { client: 'other', send: change },
      'MULTI',
      'PING',
      'EXEC',
    ]),
  );

  it('refuses other types', () =>
    both.compare([
      'LPUSH list x',
      ...'SETBIT list 1 1, SETBIT list x 1, GETBIT list 1, GETBIT list x, BITCOUNT list'.split(
        ', ',
      ),
      ...'BITCOUNT list x, BITPOS list 1, BITPOS list 2, BITPOS list 1 x'.split(', '),
    ]));

  it.each([1, 2, 3, 4])('answers and ends the same after a random sequence (seed %i)', seed => {
    const random = new RandomSource(seed);
    const steps = Array.from({ length: LONG_SEQUENCE }, () => randomBitmapCommand(random));
    return both.compare(steps, [seed % 2 === 0 ? 2 : 3]);
  });
});
