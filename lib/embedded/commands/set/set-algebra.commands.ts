import type { Bytes } from '../../bytes.js';
import { SetValue } from '../../keyspace/set-value.js';
import { type Reply, SetReply } from '../../reply/reply.js';
import { keyword, positiveArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { ALL_KEYS, type CommandSpec } from '../command-spec.js';
import { countedKeys, numberOfKeysArgument } from '../number-of-keys.js';
import { difference, intersection, type SetOperation, union } from './set-operations.js';

type Args = readonly Bytes[];

export const SET_ALGEBRA_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'sinter',
    arity: -2,
    flags: ['readonly'],
    keys: ALL_KEYS,
    group: 'set',
    since: '1.0.0',
    summary: 'Intersect multiple sets',
    syntax: 'key [key ...]',
    handler: (context, args) => answer(context, args, intersection),
  },
  {
    name: 'sinterstore',
    arity: -3,
    flags: ['write', 'denyoom'],
    keys: ALL_KEYS,
    group: 'set',
    since: '1.0.0',
    summary: 'Intersect multiple sets and store the resulting set in a key',
    syntax: 'destination key [key ...]',
    handler: (context, args) => store(context, args, intersection, 'sinterstore'),
  },
  {
    name: 'sintercard',
    arity: -3,
    flags: ['readonly'],
    keys: countedKeys(1),
    group: 'set',
    since: '7.0.0',
    summary: 'Intersect multiple sets and return the cardinality of the result',
    syntax: 'numkeys key [key ...] [LIMIT limit]',
    handler: sintercard,
  },
  {
    name: 'sunion',
    arity: -2,
    flags: ['readonly'],
    keys: ALL_KEYS,
    group: 'set',
    since: '1.0.0',
    summary: 'Add multiple sets',
    syntax: 'key [key ...]',
    handler: (context, args) => answer(context, args, union),
  },
  {
    name: 'sunionstore',
    arity: -3,
    flags: ['write', 'denyoom'],
    keys: ALL_KEYS,
    group: 'set',
    since: '1.0.0',
    summary: 'Add multiple sets and store the resulting set in a key',
    syntax: 'destination key [key ...]',
    handler: (context, args) => store(context, args, union, 'sunionstore'),
  },
  {
    name: 'sdiff',
    arity: -2,
    flags: ['readonly'],
    keys: ALL_KEYS,
    group: 'set',
    since: '1.0.0',
    summary: 'Subtract multiple sets',
    syntax: 'key [key ...]',
    handler: (context, args) => answer(context, args, difference),
  },
  {
    name: 'sdiffstore',
    arity: -3,
    flags: ['write', 'denyoom'],
    keys: ALL_KEYS,
    group: 'set',
    since: '1.0.0',
    summary: 'Subtract multiple sets and store the resulting set in a key',
    syntax: 'destination key [key ...]',
    handler: (context, args) => store(context, args, difference, 'sdiffstore'),
  },
];

function answer(context: CommandContext, args: Args, operation: SetOperation): Reply {
  const sets = args.slice(1).map(key => context.read(key, SetValue));
  return new SetReply(operation(sets, context.server.config.encoding).list());
}

function store(context: CommandContext, args: Args, operation: SetOperation, event: string): Reply {
  const { database } = context;
  const key = args[1] ?? '';
  const sets = args.slice(2).map(source => context.read(source, SetValue));
  const result = operation(sets, context.server.config.encoding);
  // A key past its time must go with its notification before it is written again.
  database.peek(key);
  if (result.isEmpty) {
    if (database.delete(key)) context.modified(key, 'generic', 'del');
    return 0;
  }
  database.persist(key);
  database.set(key, result);
  context.modified(key, 'set', event);
  return result.size;
}

function sintercard(context: CommandContext, args: Args): Reply {
  const count = numberOfKeysArgument(args[1]);
  if (count > args.length - 2) {
    throw new CommandError("ERR Number of keys can't be greater than number of args");
  }
  let limit = 0;
  for (let at = 2 + count; at < args.length; at += 2) {
    if (keyword(args[at]) !== 'limit' || at + 1 >= args.length) throw CommandError.syntax();
    limit = positiveArgument(args[at + 1], "ERR LIMIT can't be negative");
  }
  const sets = args.slice(2, 2 + count).map(key => context.read(key, SetValue));
  return intersection(sets, context.server.config.encoding, limit || Infinity).size;
}
