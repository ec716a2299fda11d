import type { Bytes } from '../../bytes.js';
import {
  type LexBound,
  LexRange,
  type ScoreBound,
  ScoreRange,
} from '../../keyspace/sorted-set/member-range.js';
import type { RankRange, SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import { integerArgument, parseFloat64 } from '../arguments.js';
import { CommandError } from '../command-error.js';

/** The members that a command means by its minimum and maximum. */
export type RangeOf = (value: SortedSetValue) => RankRange;

/** Parses a minimum and a maximum. */
export type RangeParser = (min: Bytes, max: Bytes) => RangeOf;

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** @throws CommandError */
export function scoreRange(min: Bytes, max: Bytes): RangeOf {
  const range = new ScoreRange(scoreBound(min), scoreBound(max));
  return value => value.ranks(range);
}

/** @throws CommandError */
export function lexRange(min: Bytes, max: Bytes): RangeOf {
  const range = new LexRange(lexBound(min), lexBound(max));
  return value => value.ranks(range);
}

/**
 * From one rank to another, which count from the end below 0.
 *
 * @throws CommandError
 */
export function rankRange(first: Bytes, last: Bytes): RangeOf {
  const start = integerArgument(first);
  const end = integerArgument(last);
  return ({ size }) => ({
    start: Math.max(start < 0 ? size + start : start, 0),
    end: Math.min(end < 0 ? size + end : end, size - 1) + 1,
  });
}

function scoreBound(text: Bytes): ScoreBound {
  const isExclusive = text.startsWith('(');
  const score = parseScore(isExclusive ? text.slice(1) : text);
  if (score === undefined) throw new CommandError('ERR min or max is not a float');
  return { score, isExclusive };
}

/** As `strtod` alone reads it, which takes more than the scores of ZADD may be. */
function parseScore(text: Bytes): number | undefined {
  const [terminated = ''] = text.split('\0', 1);
  if (terminated === '') return 0;
  const number = terminated.replace(/^[\t-\r ]+/, '');
  return DECIMAL.test(number) ? Number(number) : parseFloat64(number);
}

function lexBound(text: Bytes): LexBound {
  if (text === '-') return 'min';
  if (text === '+') return 'max';
  const mark = text.charAt(0);
  if (mark !== '(' && mark !== '[') {
    throw new CommandError('ERR min or max not valid string range item');
  }
  return { member: text.slice(1), isExclusive: mark === '(' };
}
