import type { Bytes } from '../../bytes.js';
import { StringValue } from '../../keyspace/string-value.js';
import { OK, type Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { ALL_KEYS, type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { expiryTime, parseSetOptions, type SetOptions } from './set-options.js';
import { storeString } from './store-string.js';

const EVERY_OTHER = { first: 1, last: -1, step: 2 };

type Args = readonly Bytes[];

export const STRING_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'get',
    arity: 2,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'string',
    since: '1.0.0',
    summary: 'Get the value of a key',
    syntax: 'key',
    handler: (context, [, key = '']) => context.readString(key) ?? null,
  },
  {
    name: 'set',
    arity: -3,
    flags: ['write', 'denyoom'],
    keys: FIRST_KEY,
    group: 'string',
    since: '1.0.0',
    summary: 'Set the string value of a key',
    syntax:
      'key value [NX | XX] [GET] [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | KEEPTTL]',
    handler: set,
  },
  {
    name: 'setnx',
    arity: 3,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'string',
    since: '1.0.0',
    summary: 'Set the value of a key, only if the key does not exist',
    syntax: 'key value',
    handler: setnx,
  },
  {
    name: 'setex',
    arity: 4,
    flags: ['write', 'denyoom'],
    keys: FIRST_KEY,
    group: 'string',
    since: '2.0.0',
    summary: 'Set the value and expiration of a key',
    syntax: 'key seconds value',
    handler: (context, args) => setWithExpiry(context, args, 'ex', 'setex'),
  },
  {
    name: 'psetex',
    arity: 4,
    flags: ['write', 'denyoom'],
    keys: FIRST_KEY,
    group: 'string',
    since: '2.6.0',
    summary: 'Set the value and expiration in milliseconds of a key',
    syntax: 'key milliseconds value',
    handler: (context, args) => setWithExpiry(context, args, 'px', 'psetex'),
  },
  {
    name: 'getex',
    arity: -2,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'string',
    since: '6.2.0',
    summary: 'Get the value of a key and optionally set its expiration',
    syntax:
      'key [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | PERSIST]',
    handler: getex,
  },
  {
    name: 'getdel',
    arity: 2,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'string',
    since: '6.2.0',
    summary: 'Get the value of a key and delete the key',
    syntax: 'key',
    handler: getdel,
  },
  {
    name: 'getset',
    arity: 3,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'string',
    since: '1.0.0',
    summary: 'Set the string value of a key and return its old value',
    syntax: 'key value',
    handler: getset,
  },
  {
    name: 'mget',
    arity: -2,
    flags: ['readonly', 'fast'],
    keys: ALL_KEYS,
    group: 'string',
    since: '1.0.0',
    summary: 'Get the values of all the given keys',
    syntax: 'key [key ...]',
    handler: mget,
  },
  {
    name: 'mset',
    arity: -3,
    flags: ['write', 'denyoom'],
    keys: EVERY_OTHER,
    group: 'string',
    since: '1.0.1',
    summary: 'Set multiple keys to multiple values',
    syntax: 'key value [key value ...]',
    handler: mset,
  },
  {
    name: 'msetnx',
    arity: -3,
    flags: ['write', 'denyoom'],
    keys: EVERY_OTHER,
    group: 'string',
    since: '1.0.1',
    summary: 'Set multiple keys to multiple values, only if none of the keys exist',
    syntax: 'key value [key value ...]',
    handler: msetnx,
  },
];

function set(context: CommandContext, args: Args): Reply {
  const [, key = '', value = ''] = args;
  if (args.length > 3) {
    return setWithOptions(context, args, parseSetOptions(args, 3, 'set'));
  }
  storeString(context, key, value);
  return OK;
}

function setWithOptions(context: CommandContext, args: Args, options: SetOptions): Reply {
  const [, key = '', value = ''] = args;
  const { condition, expiry } = options;
  const time = expiry && expiryTime(context, expiry.unit, expiry.value, 'set');
  const previous = options.get ? (context.readString(key) ?? null) : undefined;
  const exists = context.database.write(key) !== undefined;
  if ((condition === 'nx' && exists) || (condition === 'xx' && !exists)) return previous ?? null;
  storeString(context, key, value, 'set', options.keepTtl);
  if (time !== undefined) {
    context.database.expireAt(key, time);
    context.notify(key, 'generic', 'expire');
  }
  return previous === undefined ? OK : previous;
}

function setnx(context: CommandContext, [, key = '', value = '']: Args): Reply {
  if (context.database.write(key)) return 0;
  storeString(context, key, value);
  return 1;
}

function setWithExpiry(
  context: CommandContext,
  [, key = '', duration = '', value = '']: Args,
  unit: 'ex' | 'px',
  command: string,
): Reply {
  const time = expiryTime(context, unit, duration, command);
  storeString(context, key, value);
  context.database.expireAt(key, time);
  context.notify(key, 'generic', 'expire');
  return OK;
}

function getex(context: CommandContext, args: Args): Reply {
  const [, key = ''] = args;
  const { database } = context;
  const { expiry, persist } = parseSetOptions(args, 2, 'getex');
  const bytes = context.readString(key);
  if (bytes === undefined) return null;
  if (persist && database.persist(key)) context.modified(key, 'generic', 'persist');
  if (!expiry) return bytes;
  const time = expiryTime(context, expiry.unit, expiry.value, 'getex');
  if (expiry.unit.endsWith('at') && time <= context.now) {
    database.delete(key);
    context.modified(key, 'generic', 'del');
  } else {
    database.expireAt(key, time);
    context.modified(key, 'generic', 'expire');
  }
  return bytes;
}

function getdel(context: CommandContext, [, key = '']: Args): Reply {
  const bytes = context.readString(key);
  if (bytes === undefined) return null;
  context.database.delete(key);
  context.modified(key, 'generic', 'del');
  return bytes;
}

function getset(context: CommandContext, [, key = '', value = '']: Args): Reply {
  const previous = context.readString(key) ?? null;
  storeString(context, key, value);
  return previous;
}

function mget(context: CommandContext, args: Args): Reply {
  return args.slice(1).map(key => {
    const value = context.database.read(key);
    return value instanceof StringValue ? value.bytes : null;
  });
}

function mset(context: CommandContext, args: Args): Reply {
  if (args.length % 2 === 0) throw CommandError.wrongArity('mset');
  for (let at = 1; at < args.length; at += 2) {
    storeString(context, args[at] ?? '', args[at + 1] ?? '');
  }
  return OK;
}

function msetnx(context: CommandContext, args: Args): Reply {
  if (args.length % 2 === 0) throw CommandError.wrongArity('msetnx');
  for (let at = 1; at < args.length; at += 2) {
    if (context.database.write(args[at] ?? '')) return 0;
  }
  mset(context, args);
  return 1;
}
