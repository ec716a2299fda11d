import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';

const TIMEOUTS = [
  ...'0, 0.0000001, -0, -0.0000000001, -0.0001, .5, 5., +1, 0x10, 0x1p-2, 1e-320, 1e-400'.split(
    ', ',
  ),
  ...'inf, -inf, +inf, Infinity, nan, -nan, 1e300, -1e300, 1e400, -1e400, 1e4932, 1e5000'.split(
    ', ',
  ),
  ...'9223372036854774, 9223372036854775.8, 9223372036854776, 9223372036854775807'.split(', '),
  ...'1e-5000, -1e-400, x, "", " 1", "1 ", 1e, --1, 1_0, 0x, 1e3x'.split(', '),
];
const KEY_COUNTS = [
  ...'0 1 2 3 4 5 -1 x 9223372036854775807 9223372036854775808'.split(' '),
  // Redis keeps 32 bits of them.
  ...'2147483648 4294967296 4294967297 4294967298'.split(' '),
];
/** Which Redis reads in another way than the rest; it then has the destination last. */
const ODD_KEY_COUNTS = ['1.5', '2x', '-4294967295'];

describe('arguments that many commands take, as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('takes a timeout for one that does not fit its integer, or refuses it', () =>
    both.compare([
      ['RPUSH', 'list', ...Array.from({ length: 200 }, (_, at) => String(at))],
      ...TIMEOUTS.flatMap(timeout => [
        `BLPOP list ${timeout}`,
        `BLMOVE list other LEFT LEFT ${timeout}`,
        `BLMPOP ${timeout} 1 list LEFT`,
        `WAIT 0 ${timeout}`,
      ]),
    ]));

  it.each([
    'BLMPOP 0 N a b LEFT',
    'LMPOP N a b LEFT',
    'ZMPOP N a b MIN',
    'BZMPOP 0 N a b MIN',
    'SINTERCARD N a b',
    'ZINTERCARD N a b',
    'ZUNION N a b WEIGHTS 1 1',
    'ZINTER N a b',
    'ZDIFF N a b',
    'EVAL x N a b',
    'EVALSHA_RO x N a b',
    'FCALL x N a b',
  ])('finds the keys after their number, or none: %s', command =>
    both.compare(
      [...KEY_COUNTS, ...ODD_KEY_COUNTS].map(
        count => `COMMAND GETKEYS ${command.replace('N', count)}`,
      ),
      [3],
    ),
  );

  it.each(['ZUNIONSTORE', 'ZINTERSTORE', 'ZDIFFSTORE'])(
    'finds the destination and the keys after their number, or none: %s',
    command =>
      both.compare(
        KEY_COUNTS.map(count => `COMMAND GETKEYS ${command} destination ${count} a b`),
        [3],
      ),
  );

  it('prints an argument in an error up to its first NUL, as C does', () =>
    both.compare([
      'EXPIRE key 100 "A\\x00B"',
      'CONFIG SET "A\\x00B" 1',
      'CLIENT LIST TYPE "A\\x00B"',
      'CLIENT KILL USER "A\\x00B"',
      'HELLO 3 "A\\x00B"',
      'DEBUG "A\\x00B"',
      'OBJECT "A\\x00B" key',
      '"A\\x00B" "C\\x00D"',
      'PFADD p a',
      'PFDEBUG "A\\x00B" p',
      'FUNCTION LIST "A\\x00B"',
      'FUNCTION LOAD "A\\x00B" x',
      'XREADGROUP GROUP "A\\x00B" alice STREAMS "C\\x00D" >',
      'XACK key "A\\x00B" 1-1',
      'XCLAIM "C\\x00D" "A\\x00B" alice 0 1-1',
      'XADD s 1-1 a 1',
      'XGROUP CREATE s g 0',
      'XGROUP SETID s "A\\x00B" 0',
      'XCLAIM s g alice 0 1-1 "A\\x00B"',
    ]));
});
