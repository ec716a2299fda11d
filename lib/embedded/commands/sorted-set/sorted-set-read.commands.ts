import type { Bytes } from '../../bytes.js';
import { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import { DoubleReply, type Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { lexRange, type RangeParser, scoreRange } from './range-arguments.js';

type Args = readonly Bytes[];

export const SORTED_SET_READ_COMMANDS: readonly CommandSpec[] = [
  {
    ...readSpec('zcard', 2, '1.2.0', 'key'),
    summary: 'Get the number of members in a sorted set',
    handler: (context, [, key = '']) => context.read(key, SortedSetValue)?.size ?? 0,
  },
  {
    ...readSpec('zscore', 3, '1.2.0', 'key member'),
    summary: 'Get the score associated with the given member in a sorted set',
    handler: (context, [, key = '', member = '']) =>
      scoreReply(context.read(key, SortedSetValue), member),
  },
  {
    ...readSpec('zmscore', -3, '6.2.0', 'key member [member ...]'),
    summary: 'Get the score associated with the given members in a sorted set',
    handler: (context, args) => {
      const value = context.read(args[1] ?? '', SortedSetValue);
      return args.slice(2).map(member => scoreReply(value, member));
    },
  },
  {
    ...readSpec('zrank', 3, '2.0.0', 'key member'),
    summary: 'Determine the index of a member in a sorted set',
    handler: (context, args) => rank(context, args, false),
  },
  {
    ...readSpec('zrevrank', 3, '2.0.0', 'key member'),
    summary:
      'Determine the index of a member in a sorted set, with scores ordered from high to low',
    handler: (context, args) => rank(context, args, true),
  },
  {
    ...readSpec('zcount', 4, '2.0.0', 'key min max'),
    summary: 'Count the members in a sorted set with scores within the given values',
    handler: (context, args) => count(context, args, scoreRange),
  },
  {
    ...readSpec('zlexcount', 4, '2.8.9', 'key min max'),
    summary: 'Count the number of members in a sorted set between a given lexicographical range',
    handler: (context, args) => count(context, args, lexRange),
  },
];

function readSpec(
  name: string,
  arity: number,
  since: string,
  syntax: string,
): Omit<CommandSpec, 'handler' | 'summary'> {
  return {
    name,
    arity,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'sorted-set',
    since,
    syntax,
  };
}

function scoreReply(value: SortedSetValue | undefined, member: Bytes): Reply {
  const score = value?.score(member);
  return score === undefined ? null : new DoubleReply(score);
}

function rank(context: CommandContext, [, key = '', member = '']: Args, isReverse: boolean): Reply {
  const value = context.read(key, SortedSetValue);
  const found = value?.rank(member);
  if (!value || found === undefined) return null;
  return isReverse ? value.size - 1 - found : found;
}

function count(
  context: CommandContext,
  [, key = '', min = '', max = '']: Args,
  parse: RangeParser,
): Reply {
  const rangeOf = parse(min, max);
  const value = context.read(key, SortedSetValue);
  if (!value) return 0;
  const { start, end } = rangeOf(value);
  return Math.max(end - start, 0);
}
