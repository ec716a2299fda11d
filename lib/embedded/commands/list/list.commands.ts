import type { Bytes } from '../../bytes.js';
import { ListValue } from '../../keyspace/list-value.js';
import { OK, type Reply } from '../../reply/reply.js';
import { integerArgument, keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { lpos } from './list-position.js';

type Args = readonly Bytes[];

export const LIST_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'llen',
    arity: 2,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'list',
    since: '1.0.0',
    summary: 'Get the length of a list',
    syntax: 'key',
    handler: (context, [, key = '']) => context.read(key, ListValue)?.length ?? 0,
  },
  {
    name: 'lrange',
    arity: 4,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'list',
    since: '1.0.0',
    summary: 'Get a range of elements from a list',
    syntax: 'key start stop',
    handler: lrange,
  },
  {
    name: 'lindex',
    arity: 3,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'list',
    since: '1.0.0',
    summary: 'Get an element from a list by its index',
    syntax: 'key index',
    handler: lindex,
  },
  {
    name: 'lpos',
    arity: -3,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'list',
    since: '6.0.6',
    summary: 'Return the index of matching elements on a list',
    syntax: 'key element [RANK rank] [COUNT num-matches] [MAXLEN len]',
    handler: lpos,
  },
  {
    name: 'lset',
    arity: 4,
    flags: ['write', 'denyoom'],
    keys: FIRST_KEY,
    group: 'list',
    since: '1.0.0',
    summary: 'Set the value of an element in a list by its index',
    syntax: 'key index element',
    handler: lset,
  },
  {
    name: 'linsert',
    arity: 5,
    flags: ['write', 'denyoom'],
    keys: FIRST_KEY,
    group: 'list',
    since: '2.2.0',
    summary: 'Insert an element before or after another element in a list',
    syntax: 'key <BEFORE | AFTER> pivot element',
    handler: linsert,
  },
  {
    name: 'lrem',
    arity: 4,
    flags: ['write'],
    keys: FIRST_KEY,
    group: 'list',
    since: '1.0.0',
    summary: 'Remove elements from a list',
    syntax: 'key count element',
    handler: lrem,
  },
  {
    name: 'ltrim',
    arity: 4,
    flags: ['write'],
    keys: FIRST_KEY,
    group: 'list',
    since: '1.0.0',
    summary: 'Trim a list to the specified range',
    syntax: 'key start stop',
    handler: ltrim,
  },
];

function lrange(context: CommandContext, [, key = '', startText, stopText]: Args): Reply {
  const start = integerArgument(startText);
  const stop = integerArgument(stopText);
  const list = context.read(key, ListValue);
  return list?.slice(...range(list, start, stop)) ?? [];
}

function lindex(context: CommandContext, [, key = '', indexText]: Args): Reply {
  const list = context.read(key, ListValue);
  return list?.at(fromStart(list, integerArgument(indexText))) ?? null;
}

function lset(context: CommandContext, [, key = '', indexText, item = '']: Args): Reply {
  const list = context.write(key, ListValue);
  if (!list) throw CommandError.noSuchKey();
  const index = fromStart(list, integerArgument(indexText));
  if (list.at(index) === undefined) throw new CommandError('ERR index out of range');
  list.set(index, item, context.undo);
  context.modified(key, 'list', 'lset');
  return OK;
}

function linsert(context: CommandContext, [, key = '', whereText, pivot, item = '']: Args): Reply {
  const where = keyword(whereText);
  if (where !== 'before' && where !== 'after') throw CommandError.syntax();
  const list = context.write(key, ListValue);
  if (!list) return 0;
  let place = 0;
  while (place < list.length && list.at(place) !== pivot) place++;
  if (place === list.length) return -1;
  list.insert(where === 'before' ? place : place + 1, item, context.undo);
  context.modified(key, 'list', 'linsert');
  return list.length;
}

function lrem(context: CommandContext, [, key = '', countText, item = '']: Args): Reply {
  const count = integerArgument(countText);
  const list = context.write(key, ListValue);
  if (!list) return 0;
  const end = count < 0 ? 'right' : 'left';
  const removed = list.remove(item, end, Math.abs(count) || Infinity, context.undo);
  if (removed > 0) {
    context.modified(key, 'list', 'lrem');
    context.deleteIfEmpty(key, list);
  }
  return removed;
}

function ltrim(context: CommandContext, [, key = '', startText, stopText]: Args): Reply {
  const start = integerArgument(startText);
  const stop = integerArgument(stopText);
  const list = context.write(key, ListValue);
  if (list) {
    list.trim(...range(list, start, stop), context.undo);
    context.modified(key, 'list', 'ltrim');
    context.deleteIfEmpty(key, list);
  }
  return OK;
}

function fromStart(list: ListValue, index: number): number {
  return index < 0 ? list.length + index : index;
}

/** Where a range of Redis begins and ends, the end not included; empty as 0, 0. */
function range(list: ListValue, start: number, stop: number): [start: number, end: number] {
  const from = Math.max(fromStart(list, start), 0);
  const end = Math.min(fromStart(list, stop) + 1, list.length);
  return from < end ? [from, end] : [0, 0];
}
