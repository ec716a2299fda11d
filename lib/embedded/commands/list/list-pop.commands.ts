import type { Bytes } from '../../bytes.js';
import { type ListEnd, ListValue } from '../../keyspace/list-value.js';
import { NULL_ARRAY, type Reply } from '../../reply/reply.js';
import { Blocked } from '../../session/blocked.js';
import { keyword, rangeArgument, timeoutArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';
import { countedKeys, numberOfKeysArgument } from '../number-of-keys.js';
import { endArgument, popMany } from './list-access.js';

type Args = readonly Bytes[];

const KEYS_BEFORE_TIMEOUT = { first: 1, last: -2, step: 1 };

export const LIST_POP_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'lmpop',
    arity: -4,
    flags: ['write'],
    keys: countedKeys(1),
    group: 'list',
    since: '7.0.0',
    summary: 'Pop elements from a list',
    syntax: 'numkeys key [key ...] <LEFT | RIGHT> [COUNT count]',
    handler: (context, args) => popFirst(context, parsePop(args, 1)) ?? NULL_ARRAY,
  },
  {
    name: 'blmpop',
    arity: -5,
    flags: ['write', 'blocking'],
    keys: countedKeys(2),
    group: 'list',
    since: '7.0.0',
    summary: 'Pop elements from a list, or block until one is available',
    syntax: 'timeout numkeys key [key ...] <LEFT | RIGHT> [COUNT count]',
    handler: (context, args) => popOrWait(context, parsePop(args, 2), args[1]),
  },
  {
    name: 'blpop',
    arity: -3,
    flags: ['write', 'noscript', 'blocking'],
    keys: KEYS_BEFORE_TIMEOUT,
    group: 'list',
    since: '2.0.0',
    summary: 'Remove and get the first element in a list, or block until one is available',
    syntax: 'key [key ...] timeout',
    handler: (context, args) => popOne(context, args, 'left'),
  },
  {
    name: 'brpop',
    arity: -3,
    flags: ['write', 'noscript', 'blocking'],
    keys: KEYS_BEFORE_TIMEOUT,
    group: 'list',
    since: '2.0.0',
    summary: 'Remove and get the last element in a list, or block until one is available',
    syntax: 'key [key ...] timeout',
    handler: (context, args) => popOne(context, args, 'right'),
  },
];

interface Pop {
  readonly keys: readonly Bytes[];
  readonly end: ListEnd;
  /** Undefined: one, not in an array. */
  readonly count: number | undefined;
}

function popOne(context: CommandContext, args: Args, end: ListEnd): Reply | Blocked {
  return popOrWait(context, { keys: args.slice(1, -1), end, count: undefined }, args.at(-1));
}

function popOrWait(
  context: CommandContext,
  request: Pop,
  timeoutText: Bytes | undefined,
): Reply | Blocked {
  const timeout = timeoutArgument(timeoutText);
  const popped = popFirst(context, request);
  if (popped !== undefined) return popped;
  return new Blocked({
    keys: request.keys,
    timeout,
    timeoutReply: NULL_ARRAY,
    attempt: (later, key) => {
      const list = later.database.write(key);
      return list instanceof ListValue ? popFrom(later, key, list, request) : undefined;
    },
  });
}

/** Pops from the first of the lists that is there. */
function popFirst(context: CommandContext, request: Pop): Reply | undefined {
  for (const key of request.keys) {
    const list = context.write(key, ListValue);
    if (list) return popFrom(context, key, list, request);
  }
  return undefined;
}

function popFrom(context: CommandContext, key: Bytes, list: ListValue, { end, count }: Pop): Reply {
  const items = popMany(context, key, list, end, count ?? 1);
  return [key, count === undefined ? (items[0] ?? null) : items];
}

/** Number of keys, keys, end and count, from a place among the arguments on. */
function parsePop(args: Args, place: number): Pop {
  const first = place + 1;
  const last = first + numberOfKeysArgument(args[place]);
  const end = endArgument(args[last]);
  let count: number | undefined;
  for (let at = last + 1; at < args.length; at += 2) {
    const isCount = keyword(args[at]) === 'count' && at + 1 < args.length;
    if (!isCount || count !== undefined) throw CommandError.syntax();
    count = rangeArgument(args[at + 1], 1, Number.MAX_VALUE, 'ERR count should be greater than 0');
  }
  return { keys: args.slice(first, last), end, count: count ?? 1 };
}
