import type { Bytes } from '../bytes.js';
import { globMatcher } from '../keyspace/glob.js';
import { integerArgument, keyword } from './arguments.js';
import { CommandError } from './command-error.js';

const DEFAULT_COUNT = 10;
const MAX_CURSOR = 2n ** 64n - 1n;
const CURSOR = /^[+-]?\d+$/;

/** What SCAN, HSCAN, SSCAN and ZSCAN take after their cursor. */
export interface ScanOptions {
  readonly count: number;
  readonly matches: (text: Bytes) => boolean;
  readonly type: string | undefined;
}

/** @param allowsType of SCAN only */
export function parseScanOptions(
  args: readonly Bytes[],
  start: number,
  allowsType = false,
): ScanOptions {
  let count = DEFAULT_COUNT;
  let pattern = '*';
  let type: string | undefined;
  for (let at = start; at < args.length; at += 2) {
    const option = keyword(args[at]);
    const value = args[at + 1];
    if (value === undefined) throw CommandError.syntax();
    if (option === 'count') {
      count = integerArgument(value);
      if (count < 1) throw CommandError.syntax();
    } else if (option === 'match') pattern = value;
    else if (option === 'type' && allowsType) type = keyword(value);
    else throw CommandError.syntax();
  }
  return { count, matches: globMatcher(pattern), type };
}

/** @throws CommandError unless it is an unsigned integer of 64 bits, as `strtoul` reads it */
export function cursorArgument(text: Bytes | undefined): string {
  if (text === '') return '0';
  if (text === undefined || !CURSOR.test(text) || BigInt(text.replace(/^[+-]/, '')) > MAX_CURSOR) {
    throw new CommandError('ERR invalid cursor');
  }
  return text.replace(/^\+?0*(?=\d)/, '');
}
