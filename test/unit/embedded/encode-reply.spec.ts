import { describe, expect, it } from '@jest/globals';
import { encodeReply } from '../../../lib/embedded/reply/encode-reply.js';
import { formatDouble } from '../../../lib/embedded/reply/format-double.js';
import {
  BigNumberReply,
  BooleanReply,
  DoubleReply,
  ErrorReply,
  mapReply,
  NO_REPLY,
  NULL_ARRAY,
  PushReply,
  type Reply,
  ReplySequence,
  SetReply,
  StatusReply,
  VerbatimReply,
} from '../../../lib/embedded/reply/reply.js';

describe('encodeReply', () => {
  it.each<[string, Reply, string, string]>([
    ['a bulk string', 'a\xff', '$2\r\na\xff\r\n', '$2\r\na\xff\r\n'],
    ['an integer', 5, ':5\r\n', ':5\r\n'],
    ['a large integer', 2n ** 63n - 1n, ':9223372036854775807\r\n', ':9223372036854775807\r\n'],
    ['null', null, '$-1\r\n', '_\r\n'],
    ['the null array', NULL_ARRAY, '*-1\r\n', '_\r\n'],
    ['a status', new StatusReply('OK'), '+OK\r\n', '+OK\r\n'],
    ['an error', new ErrorReply('ERR x'), '-ERR x\r\n', '-ERR x\r\n'],
    ['an array', ['a', [1]], '*2\r\n$1\r\na\r\n*1\r\n:1\r\n', '*2\r\n$1\r\na\r\n*1\r\n:1\r\n'],
    ['a map', mapReply({ a: 1 }), '*2\r\n$1\r\na\r\n:1\r\n', '%1\r\n$1\r\na\r\n:1\r\n'],
    ['a set', new SetReply(['a']), '*1\r\n$1\r\na\r\n', '~1\r\n$1\r\na\r\n'],
    ['a push', new PushReply(['a']), '*1\r\n$1\r\na\r\n', '>1\r\n$1\r\na\r\n'],
    [
      'a double',
      new DoubleReply(0.1),
      '$19\r\n0.10000000000000001\r\n',
      ',0.10000000000000001\r\n',
    ],
    ['infinity', new DoubleReply(-Infinity), '$4\r\n-inf\r\n', ',-inf\r\n'],
    ['true', new BooleanReply(true), ':1\r\n', '#t\r\n'],
    ['false', new BooleanReply(false), ':0\r\n', '#f\r\n'],
    ['a big number', new BigNumberReply('12'), '$2\r\n12\r\n', '(12\r\n'],
    ['verbatim text', new VerbatimReply('txt', 'abc'), '$3\r\nabc\r\n', '=7\r\ntxt:abc\r\n'],
    ['several replies', new ReplySequence([1, 'a']), ':1\r\n$1\r\na\r\n', ':1\r\n$1\r\na\r\n'],
    ['no reply', NO_REPLY, '', ''],
  ])('encodes %s', (_, reply, resp2, resp3) => {
    expect(encodeReply(reply, 2)).toBe(resp2);
    expect(encodeReply(reply, 3)).toBe(resp3);
  });
});

describe('formatDouble', () => {
  it.each([
    [0, '0'],
    [-0, '-0'],
    [1, '1'],
    [3.14, '3.1400000000000001'],
    [1e16, '10000000000000000'],
    [1e17, '1e+17'],
    [123456789012345680000, '1.2345678901234568e+20'],
    [0.0001, '0.0001'],
    [0.00001, '1.0000000000000001e-05'],
    [5e-324, '4.9406564584124654e-324'],
    [1.5e300, '1.5000000000000001e+300'],
    [-2.5, '-2.5'],
    [Infinity, 'inf'],
    [Number.NaN, 'nan'],
  ])('prints %d as %%.17g does', (value, text) => {
    expect(formatDouble(value)).toBe(text);
  });
});
