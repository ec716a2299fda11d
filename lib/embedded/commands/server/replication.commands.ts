import type { Bytes } from '../../bytes.js';
import { OK, type Reply } from '../../reply/reply.js';
import { keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';

type Args = readonly Bytes[];

const ADMIN: readonly CommandFlag[] = ['no_async_loading', 'admin', 'noscript', 'stale'];

/** An engine is a master without replicas, and stays it. */
export const REPLICATION_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'failover',
    arity: -1,
    flags: ['admin', 'noscript', 'stale'],
    group: 'server',
    since: '6.2.0',
    summary: 'Start a coordinated failover between this server and one of its replicas.',
    syntax: '[TO host port [FORCE]] [ABORT] [TIMEOUT milliseconds]',
    handler: (_, args) => {
      const isAbort = args.length === 2 && keyword(args[1]) === 'abort';
      throw new CommandError(
        isAbort ? 'ERR No failover in progress.' : 'ERR FAILOVER requires connected replicas.',
      );
    },
  },
  {
    name: 'replicaof',
    arity: 3,
    flags: ADMIN,
    group: 'server',
    since: '5.0.0',
    summary: 'Make the server a replica of another instance, or promote it as master.',
    syntax: '<host port | NO ONE>',
    handler: replicaOf,
  },
  {
    name: 'role',
    arity: 1,
    flags: ['noscript', 'loading', 'stale', 'fast'],
    categories: ['admin', 'dangerous'],
    group: 'server',
    since: '2.8.12',
    summary: 'Return the role of the instance in the context of replication',
    handler: () => ['master', 0, []],
  },
  {
    name: 'slaveof',
    arity: 3,
    flags: ADMIN,
    group: 'server',
    since: '1.0.0',
    summary: 'Make the server a replica of another instance, or promote it as master.',
    syntax: '<host port | NO ONE>',
    handler: replicaOf,
  },
];

function replicaOf(_: CommandContext, [, host, port]: Args): Reply {
  if (keyword(host) === 'no' && keyword(port) === 'one') return OK;
  throw new CommandError('ERR The embedded engine cannot be a replica');
}
