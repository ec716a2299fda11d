import type { Bytes } from '../../bytes.js';
import { type ListEnd, ListValue } from '../../keyspace/list-value.js';
import { NULL_ARRAY, type Reply } from '../../reply/reply.js';
import { positiveArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { popMany, pushAll } from './list-access.js';

type Args = readonly Bytes[];

export const LIST_END_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'lpush',
    arity: -3,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'list',
    since: '1.0.0',
    summary: 'Prepend one or multiple elements to a list',
    syntax: 'key element [element ...]',
    handler: (context, args) => push(context, args, 'left'),
  },
  {
    name: 'rpush',
    arity: -3,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'list',
    since: '1.0.0',
    summary: 'Append one or multiple elements to a list',
    syntax: 'key element [element ...]',
    handler: (context, args) => push(context, args, 'right'),
  },
  {
    name: 'lpushx',
    arity: -3,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'list',
    since: '2.2.0',
    summary: 'Prepend an element to a list, only if the list exists',
    syntax: 'key element [element ...]',
    handler: (context, args) => pushExisting(context, args, 'left'),
  },
  {
    name: 'rpushx',
    arity: -3,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'list',
    since: '2.2.0',
    summary: 'Append an element to a list, only if the list exists',
    syntax: 'key element [element ...]',
    handler: (context, args) => pushExisting(context, args, 'right'),
  },
  {
    name: 'lpop',
    arity: -2,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'list',
    since: '1.0.0',
    summary: 'Remove and get the first elements in a list',
    syntax: 'key [count]',
    handler: (context, args) => pop(context, args, 'left'),
  },
  {
    name: 'rpop',
    arity: -2,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'list',
    since: '1.0.0',
    summary: 'Remove and get the last elements in a list',
    syntax: 'key [count]',
    handler: (context, args) => pop(context, args, 'right'),
  },
];

function push(context: CommandContext, args: Args, end: ListEnd): Reply {
  const key = args[1] ?? '';
  return pushAll(context, key, context.write(key, ListValue), end, args.slice(2));
}

function pushExisting(context: CommandContext, args: Args, end: ListEnd): Reply {
  const key = args[1] ?? '';
  const list = context.write(key, ListValue);
  return list ? pushAll(context, key, list, end, args.slice(2)) : 0;
}

function pop(context: CommandContext, args: Args, end: ListEnd): Reply {
  if (args.length > 3) throw CommandError.wrongArity(end === 'left' ? 'lpop' : 'rpop');
  const [, key = '', countText] = args;
  const count = countText === undefined ? undefined : positiveArgument(countText);
  const list = context.write(key, ListValue);
  if (count === undefined) return (list && popMany(context, key, list, end, 1)[0]) ?? null;
  if (!list) return NULL_ARRAY;
  return count === 0 ? [] : popMany(context, key, list, end, count);
}
