import type { Bytes } from '../../bytes.js';
import { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import type { Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { parseRangeRequest, type RangeForm } from './range-request.js';
import { membersOf, scoredReply } from './scored-reply.js';
import { storeSortedSet } from './store-sorted-set.js';

type Args = readonly Bytes[];

const LIMIT = '[LIMIT offset count]';

export const SORTED_SET_RANGE_COMMANDS: readonly CommandSpec[] = [
  {
    ...rangeSpec('zrange', '1.2.0', {}),
    summary: 'Return a range of members in a sorted set',
    syntax: `key start stop [BYSCORE | BYLEX] [REV] ${LIMIT} [WITHSCORES]`,
  },
  {
    ...rangeSpec('zrevrange', '1.2.0', { by: 'rank', isReverse: true }),
    summary:
      'Return a range of members in a sorted set, by index, with scores ordered from high to low',
    syntax: 'key start stop [WITHSCORES]',
  },
  {
    ...rangeSpec('zrangebyscore', '1.0.5', { by: 'score', isReverse: false }),
    summary: 'Return a range of members in a sorted set, by score',
    syntax: `key min max [WITHSCORES] ${LIMIT}`,
  },
  {
    ...rangeSpec('zrevrangebyscore', '2.2.0', { by: 'score', isReverse: true }),
    summary:
      'Return a range of members in a sorted set, by score, with scores ordered from high to low',
    syntax: `key max min [WITHSCORES] ${LIMIT}`,
  },
  {
    ...rangeSpec('zrangebylex', '2.8.9', { by: 'lex', isReverse: false }),
    summary: 'Return a range of members in a sorted set, by lexicographical range',
    syntax: `key min max ${LIMIT}`,
  },
  {
    ...rangeSpec('zrevrangebylex', '2.8.9', { by: 'lex', isReverse: true }),
    summary:
      'Return a range of members in a sorted set, by lexicographical range, ordered from higher to lower strings.',
    syntax: `key max min ${LIMIT}`,
  },
  {
    name: 'zrangestore',
    arity: -5,
    flags: ['write', 'denyoom'],
    keys: { first: 1, last: 2, step: 1 },
    group: 'sorted-set',
    since: '6.2.0',
    summary: 'Store a range of members from sorted set into another key',
    syntax: `dst src min max [BYSCORE | BYLEX] [REV] ${LIMIT}`,
    handler: rangeStore,
  },
];

function rangeSpec(
  name: string,
  since: string,
  form: RangeForm,
): Omit<CommandSpec, 'summary' | 'syntax'> {
  return {
    name,
    arity: -4,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'sorted-set',
    since,
    handler: (context, args) => range(context, args, form),
  };
}

function range(context: CommandContext, args: Args, form: RangeForm): Reply {
  const request = parseRangeRequest(args, 2, form);
  const value = context.read(args[1] ?? '', SortedSetValue);
  const entries = value ? request.select(value) : [];
  return request.withScores ? scoredReply(context, entries) : membersOf(entries);
}

function rangeStore(context: CommandContext, args: Args): Reply {
  const [, destination = '', source = ''] = args;
  const request = parseRangeRequest(args, 3, { stores: true });
  const value = context.read(source, SortedSetValue);
  const entries = value ? request.select(value) : [];
  return storeSortedSet(context, destination, entries, 'zrangestore', true);
}
