import * as fc from 'fast-check';
import type { Vocabulary } from './phrase.ts';

/** More than fits the smallest encodings, of which the limits are lowered for the fuzzing. */
const LONG = 'long'.repeat(20);
const TEXTS = ['a', 'b', 'c', '', '1', '2', '-3', '10', '1.5', '01', 'x\0\xff\r\n', LONG];
const MANY = Array.from({ length: 20 }, (_, at) => String(at));
/** So far away that it does not matter when exactly it was set. */
const FAR_SECONDS = '33177117420';

/** Words that all families know. `{k}` and `{key}` come from the families themselves. */
export const COMMON_WORDS: Vocabulary = {
  text: fc.constantFrom(...TEXTS),
  member: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', '1', '2', '', LONG),
  many: fc.nat(MANY.length).map(length => MANY.slice(0, 1 + length)),
  index: fc.constantFrom('0', '1', '2', '5', '-1', '-2', '-7', '100', 'x', '9223372036854775807'),
  count: fc.constantFrom('1', '2', '0', '3', '-1', '100', 'x', '9223372036854775807'),
  integer: fc.oneof(
    fc.constantFrom('1', '0', '-1', '10', '9223372036854775807', '-9223372036854775808', '1.5'),
    fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String),
  ),
  float: fc.oneof(
    fc.constantFrom('1', '0.1', '-2.5', '1e10', '3.0e-7', 'inf', '-inf', 'nan', ' 1', '0x10'),
    fc.integer({ min: -1_000_000, max: 1_000_000 }).map(hundredths => String(hundredths / 100)),
  ),
  seconds: fc.constantFrom('100', '1000', '100000', '0', '-1', 'x', '9223372036854775807'),
  milliseconds: fc.constantFrom('100000', '1000000', '0', '-1', 'x', '9223372036854775807'),
  // Moments long past among them: those keys are found gone.
  second: fc.constantFrom(FAR_SECONDS, '33177117999', '1', '-1', 'x'),
  millisecond: fc.constantFrom(`${FAR_SECONDS}000`, `${FAR_SECONDS}001`, '1', '-1', 'x'),
  db: fc.constantFrom('0', '1', '2', '99', '-1', 'x'),
  pattern: fc.constantFrom('*', '?', 'a*', '[a-c]', '[^a]*', '\\a', '1', ''),
  type: fc.constantFrom('string', 'list', 'set', 'zset', 'hash', 'stream', 'none'),
  // Long enough to be a wait, short enough not to be noticed.
  wait: fc.constant('0.001'),
};
