import type { Bytes } from '../../bytes.js';
import { integerArgument, keyword } from '../arguments.js';
import { CommandError } from '../command-error.js';

export interface SortOptions {
  isDescending: boolean;
  isAlphabetic: boolean;
  offset: number;
  /** Negative: no limit. */
  count: number;
  by: Bytes | undefined;
  readonly get: Bytes[];
  store: Bytes | undefined;
}

/** @param allowsStore not of SORT_RO */
export function parseSortOptions(args: readonly Bytes[], allowsStore: boolean): SortOptions {
  const options: SortOptions = {
    isDescending: false,
    isAlphabetic: false,
    offset: 0,
    count: -1,
    by: undefined,
    get: [],
    store: undefined,
  };
  for (let at = 2; at < args.length; at++) {
    const option = keyword(args[at]);
    const next = args[at + 1];
    if (option === 'asc' || option === 'desc') options.isDescending = option === 'desc';
    else if (option === 'alpha') options.isAlphabetic = true;
    else if (option === 'limit' && at + 2 < args.length) {
      options.offset = integerArgument(next);
      options.count = integerArgument(args[at + 2]);
      at += 2;
    } else if (next !== undefined && readPattern(options, option, next, allowsStore)) at++;
    else throw CommandError.syntax();
  }
  return options;
}

function readPattern(
  options: SortOptions,
  option: string,
  value: Bytes,
  allowsStore: boolean,
): boolean {
  if (option === 'by') options.by = value;
  else if (option === 'get') options.get.push(value);
  else if (option === 'store' && allowsStore) options.store = value;
  else return false;
  return true;
}
