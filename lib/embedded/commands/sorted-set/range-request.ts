import type { Bytes } from '../../bytes.js';
import type { ScoredMember } from '../../keyspace/sorted-set/scored-member.js';
import type { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import { integerArgument, keyword } from '../arguments.js';
import { CommandError } from '../command-error.js';
import { lexRange, type RangeOf, rankRange, scoreRange } from './range-arguments.js';

type RangeKind = 'rank' | 'score' | 'lex';

/** What a command of the ZRANGE family has in its name already, and takes no option for. */
export interface RangeForm {
  readonly by?: RangeKind;
  readonly isReverse?: boolean;
  readonly stores?: boolean;
}

/** Members that a command asks for. */
export interface RangeRequest {
  readonly withScores: boolean;
  select(value: SortedSetValue): readonly ScoredMember[];
}

interface RangeOptions {
  by: RangeKind | undefined;
  isReverse: boolean | undefined;
  withScores: boolean;
  offset: number;
  limit: number;
}

const PARSERS = { rank: rankRange, score: scoreRange, lex: lexRange };

/**
 * Parses what follows the key of a sorted set.
 *
 * @param start where the first bound stands
 * @throws CommandError
 */
export function parseRangeRequest(
  args: readonly Bytes[],
  start: number,
  form: RangeForm,
): RangeRequest {
  const options = parseOptions(args, start + 2, form);
  const { by = 'rank', isReverse = false, withScores, offset, limit } = options;
  if (limit !== -1 && by === 'rank') {
    throw new CommandError(
      'ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX',
    );
  }
  if (withScores && by === 'lex') {
    throw new CommandError('ERR syntax error, WITHSCORES not supported in combination with BYLEX');
  }
  const bounds = [args[start] ?? '', args[start + 1] ?? ''] as const;
  const [min, max] = isReverse && by !== 'rank' ? ([bounds[1], bounds[0]] as const) : bounds;
  const rangeOf = PARSERS[by](min, max);
  if (by === 'rank') return { withScores, select: value => byRank(value, rangeOf, isReverse) };
  return { withScores, select: value => limited(value, rangeOf, isReverse, offset, limit) };
}

function byRank(value: SortedSetValue, rangeOf: RangeOf, isReverse: boolean): ScoredMember[] {
  const { start, end } = rangeOf(value);
  if (!isReverse) return value.slice(start, end);
  return value.slice(Math.max(value.size - end, 0), value.size - start).toReversed();
}

function limited(
  value: SortedSetValue,
  rangeOf: RangeOf,
  isReverse: boolean,
  offset: number,
  limit: number,
): ScoredMember[] {
  if (offset < 0) return [];
  const { start, end } = rangeOf(value);
  if (isReverse) {
    const last = end - offset;
    return value.slice(limit < 0 ? start : Math.max(start, last - limit), last).toReversed();
  }
  const first = start + offset;
  return value.slice(first, limit < 0 ? end : Math.min(end, first + limit));
}

function parseOptions(args: readonly Bytes[], start: number, form: RangeForm): RangeOptions {
  const options: RangeOptions = {
    by: form.by,
    isReverse: form.isReverse,
    withScores: false,
    offset: 0,
    limit: -1,
  };
  for (let at = start; at < args.length; at++) {
    const option = keyword(args[at]);
    if (option === 'limit' && at + 2 < args.length) {
      options.offset = integerArgument(args[++at]);
      options.limit = integerArgument(args[++at]);
    } else if (!readFlag(options, option, form)) throw CommandError.syntax();
  }
  return options;
}

function readFlag(options: RangeOptions, option: string, form: RangeForm): boolean {
  if (option === 'withscores' && !form.stores) options.withScores = true;
  else if (option === 'rev' && options.isReverse === undefined) options.isReverse = true;
  else if (option === 'bylex' && options.by === undefined) options.by = 'lex';
  else if (option === 'byscore' && options.by === undefined) options.by = 'score';
  else return false;
  return true;
}
