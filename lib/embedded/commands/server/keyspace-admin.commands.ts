import type { Bytes } from '../../bytes.js';
import type { Database } from '../../keyspace/database.js';
import { OK, type Reply } from '../../reply/reply.js';
import { Blocked } from '../../session/blocked.js';
import { integerArgument, keyword, millisecondsArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';
import { databaseAt, databaseIndexArgument } from '../keys/database-argument.js';

type Args = readonly Bytes[];

export const KEYSPACE_ADMIN_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'flushdb',
    arity: -1,
    flags: ['write'],
    categories: ['keyspace', 'dangerous'],
    group: 'server',
    since: '1.0.0',
    summary: 'Remove all keys from the current database',
    syntax: '[ASYNC | SYNC]',
    handler: (context, args) => flush(context, args, [context.database]),
  },
  {
    name: 'flushall',
    arity: -1,
    flags: ['write'],
    categories: ['keyspace', 'dangerous'],
    group: 'server',
    since: '1.0.0',
    summary: 'Remove all keys from all databases',
    syntax: '[ASYNC | SYNC]',
    handler: (context, args) => flush(context, args, context.server.keyspace.databases),
  },
  {
    name: 'swapdb',
    arity: 3,
    flags: ['write', 'fast'],
    categories: ['keyspace', 'dangerous'],
    group: 'server',
    since: '4.0.0',
    summary: 'Swaps two Redis databases',
    syntax: 'index1 index2',
    handler: swapdb,
  },
  {
    name: 'wait',
    arity: 3,
    flags: ['noscript'],
    categories: ['connection'],
    group: 'generic',
    since: '3.0.0',
    summary:
      'Wait for the synchronous replication of all the write commands sent in the context of the current connection',
    syntax: 'numreplicas timeout',
    handler: wait,
  },
];

function flush(context: CommandContext, args: Args, databases: readonly Database[]): Reply {
  const mode = keyword(args[1]);
  if (args.length > 2 || (args.length === 2 && mode !== 'sync' && mode !== 'async')) {
    throw CommandError.syntax();
  }
  const { events } = context.server;
  for (const database of databases) events.dirty += database.flush();
  events.flushed();
  return OK;
}

function swapdb(context: CommandContext, [, first, second]: Args): Reply {
  const indexes = [
    databaseIndexArgument(first, 'ERR invalid first DB index'),
    databaseIndexArgument(second, 'ERR invalid second DB index'),
  ] as const;
  const a = databaseAt(context, indexes[0]);
  const b = databaseAt(context, indexes[1]);
  if (a !== b) a.swap(b);
  context.server.events.dirty++;
  return OK;
}

/** There are no replicas: to wait for any is to wait for the timeout. */
function wait(_: CommandContext, [, replicas, duration]: Args): Reply | Blocked {
  const wanted = integerArgument(replicas);
  const timeout = millisecondsArgument(duration);
  return wanted <= 0 ? 0 : new Blocked({ keys: [], timeout, timeoutReply: 0 });
}
