import type { Bytes } from '../../bytes.js';
import { HashValue } from '../../keyspace/hash-value.js';
import { OK, type Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';

type Args = readonly Bytes[];

export const HASH_WRITE_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'hset',
    arity: -4,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '2.0.0',
    summary: 'Set the string value of a hash field',
    syntax: 'key field value [field value ...]',
    handler: (context, args) => hset(context, args, 'hset'),
  },
  {
    name: 'hmset',
    arity: -4,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '2.0.0',
    summary: 'Set multiple hash fields to multiple values',
    syntax: 'key field value [field value ...]',
    handler: (context, args) => {
      hset(context, args, 'hmset');
      return OK;
    },
  },
  {
    name: 'hsetnx',
    arity: 4,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '2.0.0',
    summary: 'Set the value of a hash field, only if the field does not exist',
    syntax: 'key field value',
    handler: hsetnx,
  },
  {
    name: 'hdel',
    arity: -3,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '2.0.0',
    summary: 'Delete one or more hash fields',
    syntax: 'key field [field ...]',
    handler: hdel,
  },
];

function hset(context: CommandContext, args: Args, command: string): number {
  if (args.length % 2 === 1) throw CommandError.wrongArity(command);
  const key = args[1] ?? '';
  const { undo } = context;
  const { encoding } = context.server.config;
  const hash = openHash(context, key);
  // All are looked at before the first is set.
  for (let at = 2; at < args.length; at++) hash.fit(args[at]?.length ?? 0, encoding, undo);
  let added = 0;
  for (let at = 2; at < args.length; at += 2) {
    if (hash.set(args[at] ?? '', args[at + 1] ?? '', encoding, undo)) added++;
  }
  context.modified(key, 'hash', 'hset');
  return added;
}

function hsetnx(context: CommandContext, [, key = '', field = '', value = '']: Args): Reply {
  if (context.write(key, HashValue)?.get(field) !== undefined) return 0;
  openHash(context, key).set(field, value, context.server.config.encoding, context.undo);
  context.modified(key, 'hash', 'hset');
  return 1;
}

function hdel(context: CommandContext, args: Args): Reply {
  const key = args[1] ?? '';
  const hash = context.write(key, HashValue);
  if (!hash) return 0;
  let deleted = 0;
  for (let at = 2; at < args.length; at++) {
    if (hash.delete(args[at] ?? '', context.undo)) deleted++;
  }
  if (deleted > 0) {
    context.modified(key, 'hash', 'hdel');
    context.deleteIfEmpty(key, hash);
  }
  return deleted;
}

/** The hash of a key, a new one where there is none. */
function openHash(context: CommandContext, key: Bytes): HashValue {
  const found = context.write(key, HashValue);
  if (found) return found;
  const hash = new HashValue();
  context.database.set(key, hash);
  return hash;
}
