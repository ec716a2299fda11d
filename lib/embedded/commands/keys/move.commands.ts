import type { Bytes } from '../../bytes.js';
import type { Database } from '../../keyspace/database.js';
import type { Value } from '../../keyspace/value.js';
import { OK, type Reply } from '../../reply/reply.js';
import { keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { databaseArgument } from './database-argument.js';

type Args = readonly Bytes[];

const TWO_KEYS = { first: 1, last: 2, step: 1 };

export const MOVE_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'rename',
    arity: 3,
    flags: ['write'],
    keys: TWO_KEYS,
    group: 'generic',
    since: '1.0.0',
    summary: 'Rename a key',
    syntax: 'key newkey',
    handler: (context, args) => {
      rename(context, args, false);
      return OK;
    },
  },
  {
    name: 'renamenx',
    arity: 3,
    flags: ['write', 'fast'],
    keys: TWO_KEYS,
    group: 'generic',
    since: '1.0.0',
    summary: 'Rename a key, only if the new key does not exist',
    syntax: 'key newkey',
    handler: (context, args) => (rename(context, args, true) ? 1 : 0),
  },
  {
    name: 'copy',
    arity: -3,
    flags: ['write', 'denyoom'],
    keys: TWO_KEYS,
    group: 'generic',
    since: '6.2.0',
    summary: 'Copy a key',
    syntax: 'source destination [DB destination-db] [REPLACE]',
    handler: copy,
  },
  {
    name: 'move',
    arity: 3,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'generic',
    since: '1.0.0',
    summary: 'Move a key to another database',
    syntax: 'key db',
    handler: move,
  },
];

function rename(context: CommandContext, [, from = '', to = '']: Args, onlyNew: boolean): boolean {
  const { database } = context;
  const value = database.write(from);
  if (!value) throw CommandError.noSuchKey();
  if (from === to) return false;
  if (database.write(to) && onlyNew) return false;
  const expiry = database.expiry(from);
  database.delete(to);
  database.delete(from);
  database.set(to, value);
  if (expiry !== undefined) database.expireAt(to, expiry);
  database.changed(from);
  database.changed(to);
  context.notify(from, 'generic', 'rename_from');
  context.notify(to, 'generic', 'rename_to');
  context.server.events.dirty++;
  return true;
}

function copy(context: CommandContext, args: Args): Reply {
  const [, from = '', to = ''] = args;
  const source = context.database;
  let target = source;
  let replaces = false;
  for (let at = 3; at < args.length; at++) {
    const option = keyword(args[at]);
    if (option === 'replace') replaces = true;
    else if (option === 'db' && at + 1 < args.length) {
      target = databaseArgument(context, args[++at]);
    } else throw CommandError.syntax();
  }
  if (source === target && from === to) throw sameObjects();
  const value = source.read(from);
  if (!value) return 0;
  const expiry = source.expiry(from);
  if (target.write(to)) {
    if (!replaces) return 0;
    target.delete(to);
  }
  place(target, to, value.clone(), expiry);
  target.changed(to);
  context.server.events.notify('generic', 'copy_to', target.index, to);
  context.server.events.dirty++;
  return 1;
}

function move(context: CommandContext, [, key = '', index]: Args): Reply {
  const source = context.database;
  const target = databaseArgument(context, index);
  if (source === target) throw sameObjects();
  const value = source.write(key);
  if (!value || target.write(key)) return 0;
  const expiry = source.expiry(key);
  source.delete(key);
  place(target, key, value, expiry);
  source.changed(key);
  target.changed(key);
  context.server.events.notify('generic', 'move_from', source.index, key);
  context.server.events.notify('generic', 'move_to', target.index, key);
  context.server.events.dirty++;
  return 1;
}

function place(database: Database, key: Bytes, value: Value, expiry: number | undefined): void {
  database.set(key, value);
  if (expiry !== undefined) database.expireAt(key, expiry);
}

function sameObjects(): CommandError {
  return new CommandError('ERR source and destination objects are the same');
}
