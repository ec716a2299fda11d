import type { Bytes } from '../../bytes.js';
import { keyword, rangeArgument } from '../arguments.js';
import { CommandError } from '../command-error.js';
import { numberOfKeysArgument } from '../number-of-keys.js';

/** Which end of a sorted set is popped. */
export type PopEnd = 'min' | 'max';

export interface MultiPop {
  readonly keys: readonly Bytes[];
  readonly end: PopEnd;
  readonly count: number;
}

/**
 * Parses what ZMPOP and BZMPOP take: `numkeys key [key ...] <MIN | MAX> [COUNT count]`.
 *
 * @throws CommandError
 */
export function parseMultiPop(args: readonly Bytes[], start: number): MultiPop {
  const keyCount = numberOfKeysArgument(args[start]);
  const endAt = start + keyCount + 1;
  const end = keyword(args[endAt]);
  if (end !== 'min' && end !== 'max') throw CommandError.syntax();
  let count: number | undefined;
  for (let at = endAt + 1; at < args.length; at += 2) {
    const isCount = keyword(args[at]) === 'count' && at + 1 < args.length;
    if (!isCount || count !== undefined) throw CommandError.syntax();
    count = rangeArgument(args[at + 1], 1, Number.MAX_VALUE, 'ERR count should be greater than 0');
  }
  return { keys: args.slice(start + 1, endAt), end, count: count ?? 1 };
}
