import type { Bytes } from '../../bytes.js';
import { HashValue } from '../../keyspace/hash-value.js';
import { MapReply, type Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { cursorArgument, parseScanOptions } from '../scan-options.js';

type Args = readonly Bytes[];

export const HASH_READ_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'hget',
    arity: 3,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '2.0.0',
    summary: 'Get the value of a hash field',
    syntax: 'key field',
    handler: (context, [, key = '', field = '']) =>
      context.read(key, HashValue)?.get(field) ?? null,
  },
  {
    name: 'hmget',
    arity: -3,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '2.0.0',
    summary: 'Get the values of all the given hash fields',
    syntax: 'key field [field ...]',
    handler: hmget,
  },
  {
    name: 'hgetall',
    arity: 2,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '2.0.0',
    summary: 'Get all the fields and values in a hash',
    syntax: 'key',
    handler: (context, [, key = '']) =>
      new MapReply([...(context.read(key, HashValue)?.fields ?? [])].flat()),
  },
  {
    name: 'hexists',
    arity: 3,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '2.0.0',
    summary: 'Determine if a hash field exists',
    syntax: 'key field',
    handler: (context, [, key = '', field = '']) =>
      context.read(key, HashValue)?.get(field) === undefined ? 0 : 1,
  },
  {
    name: 'hlen',
    arity: 2,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '2.0.0',
    summary: 'Get the number of fields in a hash',
    syntax: 'key',
    handler: (context, [, key = '']) => context.read(key, HashValue)?.size ?? 0,
  },
  {
    name: 'hstrlen',
    arity: 3,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '3.2.0',
    summary: 'Get the length of the value of a hash field',
    syntax: 'key field',
    handler: (context, [, key = '', field = '']) =>
      context.read(key, HashValue)?.get(field)?.length ?? 0,
  },
  {
    name: 'hkeys',
    arity: 2,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '2.0.0',
    summary: 'Get all the fields in a hash',
    syntax: 'key',
    handler: (context, [, key = '']) => [...(context.read(key, HashValue)?.fields.keys() ?? [])],
  },
  {
    name: 'hvals',
    arity: 2,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '2.0.0',
    summary: 'Get all the values in a hash',
    syntax: 'key',
    handler: (context, [, key = '']) => [...(context.read(key, HashValue)?.fields.values() ?? [])],
  },
  {
    name: 'hscan',
    arity: -3,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '2.8.0',
    summary: 'Incrementally iterate hash fields and associated values',
    syntax: 'key cursor [MATCH pattern] [COUNT count]',
    handler: hscan,
  },
];

function hmget(context: CommandContext, args: Args): Reply {
  const hash = context.read(args[1] ?? '', HashValue);
  return args.slice(2).map(field => hash?.get(field) ?? null);
}

function hscan(context: CommandContext, args: Args): Reply {
  const start = cursorArgument(args[2]);
  const hash = context.read(args[1] ?? '', HashValue);
  if (!hash) return ['0', []];
  const { count, matches } = parseScanOptions(args, 3);
  // Redis scans what is small in one go.
  const size = hash.encoding === 'listpack' ? Infinity : count;
  const { cursor, items } = context.server.scanCursors.next(hash.fields, start, size);
  return [cursor, items.filter(([field]) => matches(field)).flat()];
}
