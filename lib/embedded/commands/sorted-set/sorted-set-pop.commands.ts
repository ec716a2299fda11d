import type { Bytes } from '../../bytes.js';
import type { ScoredMember } from '../../keyspace/sorted-set/scored-member.js';
import { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import { DoubleReply, NULL_ARRAY, type Reply } from '../../reply/reply.js';
import { Blocked } from '../../session/blocked.js';
import { positiveArgument, timeoutArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { countedKeys } from '../number-of-keys.js';
import { parseMultiPop, type PopEnd } from './pop-arguments.js';
import { scoredPairs, scoredReply } from './scored-reply.js';

type Args = readonly Bytes[];

/** Pops from one key; undefined where there is nothing to pop. */
type Attempt = (context: CommandContext, key: Bytes) => Reply | undefined;

export const SORTED_SET_POP_COMMANDS: readonly CommandSpec[] = [
  popSpec('min', 'Remove and return members with the lowest scores in a sorted set'),
  popSpec('max', 'Remove and return members with the highest scores in a sorted set'),
  blockingPopSpec('min', 'lowest'),
  blockingPopSpec('max', 'highest'),
  {
    name: 'zmpop',
    arity: -4,
    flags: ['write'],
    keys: countedKeys(1),
    group: 'sorted-set',
    since: '7.0.0',
    summary: 'Remove and return members with scores in a sorted set',
    syntax: 'numkeys key [key ...] <MIN | MAX> [COUNT count]',
    handler: (context, args) => {
      const { keys, end, count } = parseMultiPop(args, 1);
      return popFirst(context, keys, popSeveral(end, count)) ?? NULL_ARRAY;
    },
  },
  {
    name: 'bzmpop',
    arity: -5,
    flags: ['write', 'blocking'],
    keys: countedKeys(2),
    group: 'sorted-set',
    since: '7.0.0',
    summary:
      'Remove and return members with scores in a sorted set or block until one is available',
    syntax: 'timeout numkeys key [key ...] <MIN | MAX> [COUNT count]',
    handler: (context, args) => {
      const { keys, end, count } = parseMultiPop(args, 2);
      return popOrBlock(context, keys, args[1], popSeveral(end, count));
    },
  },
];

function popSpec(end: PopEnd, summary: string): CommandSpec {
  return {
    name: `zpop${end}`,
    arity: -2,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'sorted-set',
    since: '5.0.0',
    summary,
    syntax: 'key [count]',
    handler: (context, args) => zpop(context, args, end),
  };
}

function blockingPopSpec(end: PopEnd, which: string): CommandSpec {
  return {
    name: `bzpop${end}`,
    arity: -3,
    flags: ['write', 'noscript', 'blocking', 'fast'],
    keys: { first: 1, last: -2, step: 1 },
    group: 'sorted-set',
    since: '5.0.0',
    summary: `Remove and return the member with the ${which} score from one or more sorted sets, or block until one is available`,
    syntax: 'key [key ...] timeout',
    handler: (context, args) => popOrBlock(context, args.slice(1, -1), args.at(-1), popOne(end)),
  };
}

function zpop(context: CommandContext, args: Args, end: PopEnd): Reply {
  const [, key = '', countText] = args;
  if (args.length > 3) throw CommandError.syntax();
  const count = countText === undefined ? 1 : positiveArgument(countText);
  const entries = pop(context, key, end, count) ?? [];
  return countText === undefined ? scoredPairs(entries).flat() : scoredReply(context, entries);
}

function popOne(end: PopEnd): Attempt {
  return (context, key) => {
    const [entry] = pop(context, key, end, 1) ?? [];
    return entry && [key, entry.member, new DoubleReply(entry.score)];
  };
}

function popSeveral(end: PopEnd, count: number): Attempt {
  return (context, key) => {
    const entries = pop(context, key, end, count);
    return entries && [key, scoredPairs(entries)];
  };
}

function popFirst(
  context: CommandContext,
  keys: readonly Bytes[],
  attempt: Attempt,
): Reply | undefined {
  for (const key of keys) {
    const reply = attempt(context, key);
    if (reply !== undefined) return reply;
  }
  return undefined;
}

function popOrBlock(
  context: CommandContext,
  keys: readonly Bytes[],
  timeoutText: Bytes | undefined,
  popFrom: Attempt,
): Reply | Blocked {
  const timeout = timeoutArgument(timeoutText);
  return (
    popFirst(context, keys, popFrom) ??
    new Blocked({
      keys,
      timeout,
      timeoutReply: NULL_ARRAY,
      // A key that holds something else by now is not worth an error to who waits.
      attempt: (waiting, key) =>
        waiting.database.peek(key) instanceof SortedSetValue ? popFrom(waiting, key) : undefined,
    })
  );
}

function pop(
  context: CommandContext,
  key: Bytes,
  end: PopEnd,
  count: number,
): readonly ScoredMember[] | undefined {
  const value = context.write(key, SortedSetValue);
  if (!value) return undefined;
  const entries =
    end === 'min'
      ? value.slice(0, count)
      : value.slice(Math.max(value.size - count, 0), value.size).toReversed();
  if (entries.length === 0) return entries;
  for (const { member } of entries) value.delete(member, context.undo);
  context.modified(key, 'zset', `zpop${end}`);
  context.deleteIfEmpty(key, value);
  return entries;
}
