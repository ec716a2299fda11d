import type { Bytes } from '../../bytes.js';
import { SetValue } from '../../keyspace/set-value.js';
import { type Reply, SetReply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { cursorArgument, parseScanOptions } from '../scan-options.js';

type Args = readonly Bytes[];

export const SET_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'sadd',
    arity: -3,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'set',
    since: '1.0.0',
    summary: 'Add one or more members to a set',
    syntax: 'key member [member ...]',
    handler: sadd,
  },
  {
    name: 'srem',
    arity: -3,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'set',
    since: '1.0.0',
    summary: 'Remove one or more members from a set',
    syntax: 'key member [member ...]',
    handler: srem,
  },
  {
    name: 'smove',
    arity: 4,
    flags: ['write', 'fast'],
    keys: { first: 1, last: 2, step: 1 },
    group: 'set',
    since: '1.0.0',
    summary: 'Move a member from one set to another',
    syntax: 'source destination member',
    handler: smove,
  },
  {
    name: 'sismember',
    arity: 3,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'set',
    since: '1.0.0',
    summary: 'Determine if a given value is a member of a set',
    syntax: 'key member',
    handler: (context, [, key = '', member = '']) =>
      context.read(key, SetValue)?.has(member) ? 1 : 0,
  },
  {
    name: 'smismember',
    arity: -3,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'set',
    since: '6.2.0',
    summary: 'Returns the membership associated with the given elements for a set',
    syntax: 'key member [member ...]',
    handler: smismember,
  },
  {
    name: 'smembers',
    arity: 2,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'set',
    since: '1.0.0',
    summary: 'Get all the members in a set',
    syntax: 'key',
    handler: (context, [, key = '']) => new SetReply(context.read(key, SetValue)?.list() ?? []),
  },
  {
    name: 'scard',
    arity: 2,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'set',
    since: '1.0.0',
    summary: 'Get the number of members in a set',
    syntax: 'key',
    handler: (context, [, key = '']) => context.read(key, SetValue)?.size ?? 0,
  },
  {
    name: 'sscan',
    arity: -3,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'set',
    since: '2.8.0',
    summary: 'Incrementally iterate Set elements',
    syntax: 'key cursor [MATCH pattern] [COUNT count]',
    handler: sscan,
  },
];

function sadd(context: CommandContext, args: Args): Reply {
  const key = args[1] ?? '';
  const set = openSet(context, key, context.write(key, SetValue));
  let added = 0;
  for (let at = 2; at < args.length; at++) {
    if (set.add(args[at] ?? '', context.server.config.encoding, context.undo)) added++;
  }
  if (added > 0) context.modified(key, 'set', 'sadd');
  return added;
}

function srem(context: CommandContext, args: Args): Reply {
  const key = args[1] ?? '';
  const set = context.write(key, SetValue);
  if (!set) return 0;
  let removed = 0;
  for (let at = 2; at < args.length; at++) {
    if (set.delete(args[at] ?? '', context.undo)) removed++;
  }
  if (removed > 0) {
    context.modified(key, 'set', 'srem');
    context.deleteIfEmpty(key, set);
  }
  return removed;
}

function smove(context: CommandContext, [, from = '', to = '', member = '']: Args): Reply {
  if (!context.database.write(from)) return 0;
  const source = context.write(from, SetValue);
  const target = context.write(to, SetValue);
  if (source === target) return source?.has(member) ? 1 : 0;
  if (!source?.delete(member, context.undo)) return 0;
  context.modified(from, 'set', 'srem');
  context.deleteIfEmpty(from, source);
  const receiver = openSet(context, to, target);
  if (receiver.add(member, context.server.config.encoding, context.undo)) {
    context.modified(to, 'set', 'sadd');
  }
  return 1;
}

function smismember(context: CommandContext, args: Args): Reply {
  const set = context.read(args[1] ?? '', SetValue);
  return args.slice(2).map(member => (set?.has(member) ? 1 : 0));
}

function sscan(context: CommandContext, args: Args): Reply {
  const start = cursorArgument(args[2]);
  const set = context.read(args[1] ?? '', SetValue);
  if (!set) return ['0', []];
  const { count, matches } = parseScanOptions(args, 3);
  // Redis scans an intset in one go.
  if (set.encoding === 'intset') return ['0', set.list().filter(matches)];
  const { cursor, items } = context.server.scanCursors.next(set.members, start, count);
  return [cursor, items.filter(matches)];
}

/** The set that was found at a key, or a new one there. */
function openSet(context: CommandContext, key: Bytes, found: SetValue | undefined): SetValue {
  const set = found ?? new SetValue();
  if (!found) context.database.set(key, set);
  return set;
}
