import type { Bytes } from '../../bytes.js';
import { globMatcher } from '../../keyspace/glob.js';
import { type Reply, StatusReply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { ALL_KEYS, type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { cursorArgument, parseScanOptions } from '../scan-options.js';

type Args = readonly Bytes[];

const RANDOM_ATTEMPTS = 100;

export const KEYS_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'del',
    arity: -2,
    flags: ['write'],
    keys: ALL_KEYS,
    group: 'generic',
    since: '1.0.0',
    summary: 'Delete a key',
    syntax: 'key [key ...]',
    handler: del,
  },
  {
    name: 'unlink',
    arity: -2,
    flags: ['write', 'fast'],
    keys: ALL_KEYS,
    group: 'generic',
    since: '4.0.0',
    summary: 'Delete a key asynchronously in another thread',
    syntax: 'key [key ...]',
    handler: del,
  },
  {
    name: 'exists',
    arity: -2,
    flags: ['readonly', 'fast'],
    keys: ALL_KEYS,
    group: 'generic',
    since: '1.0.0',
    summary: 'Determine if a key exists',
    syntax: 'key [key ...]',
    handler: (context, args) => countKeys(args, key => context.database.inspect(key)),
  },
  {
    name: 'touch',
    arity: -2,
    flags: ['readonly', 'fast'],
    keys: ALL_KEYS,
    group: 'generic',
    since: '3.2.1',
    summary: 'Alters the last access time of a key(s)',
    syntax: 'key [key ...]',
    handler: (context, args) => countKeys(args, key => context.database.read(key)),
  },
  {
    name: 'type',
    arity: 2,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'generic',
    since: '1.0.0',
    summary: 'Determine the type stored at key',
    syntax: 'key',
    handler: (context, [, key = '']) =>
      new StatusReply(context.database.inspect(key)?.type ?? 'none'),
  },
  {
    name: 'keys',
    arity: 2,
    flags: ['readonly'],
    categories: ['keyspace', 'dangerous'],
    group: 'generic',
    since: '1.0.0',
    summary: 'Find all keys matching the given pattern',
    syntax: 'pattern',
    handler: keys,
  },
  {
    name: 'scan',
    arity: -2,
    flags: ['readonly'],
    group: 'generic',
    since: '2.8.0',
    summary: 'Incrementally iterate the keys space',
    syntax: 'cursor [MATCH pattern] [COUNT count] [TYPE type]',
    handler: scan,
  },
  {
    name: 'randomkey',
    arity: 1,
    flags: ['readonly'],
    group: 'generic',
    since: '1.0.0',
    summary: 'Return a random key from the keyspace',
    handler: randomkey,
  },
  {
    name: 'dbsize',
    arity: 1,
    flags: ['readonly', 'fast'],
    categories: ['keyspace'],
    group: 'server',
    since: '1.0.0',
    summary: 'Return the number of keys in the selected database',
    handler: context => context.database.size,
  },
];

function del(context: CommandContext, args: Args): Reply {
  return countKeys(args, key => {
    if (!context.database.peek(key)) return undefined;
    context.database.delete(key);
    context.modified(key, 'generic', 'del');
    return key;
  });
}

function countKeys(args: Args, find: (key: Bytes) => unknown): number {
  let count = 0;
  for (let at = 1; at < args.length; at++) {
    if (find(args[at] ?? '') !== undefined) count++;
  }
  return count;
}

function keys({ database }: CommandContext, [, pattern = '']: Args): Reply {
  const matches = globMatcher(pattern);
  const found: Bytes[] = [];
  for (const key of database.keys()) {
    if (matches(key) && !database.isExpired(key)) found.push(key);
  }
  return found;
}

function scan({ database, server }: CommandContext, args: Args): Reply {
  const start = cursorArgument(args[1]);
  const { count, matches, type } = parseScanOptions(args, 2, true);
  const { cursor, items } = server.scanCursors.next(database.values, start, count);
  const found: Bytes[] = [];
  for (const [key] of items) {
    if (!matches(key)) continue;
    if (type === undefined) {
      if (database.peek(key)) found.push(key);
    } else if ((database.inspect(key)?.type ?? 'none') === type) found.push(key);
  }
  return [cursor, found];
}

function randomkey({ database }: CommandContext): Reply {
  // Where nearly all are past their time, a few attempts find none: then the first that is not.
  for (let attempt = 0; attempt < RANDOM_ATTEMPTS; attempt++) {
    const key = database.sample.random();
    if (key === undefined) return null;
    if (database.peek(key)) return key;
  }
  for (const key of database.keys()) if (database.peek(key)) return key;
  return null;
}
