import type { Bytes } from '../../bytes.js';
import { OK, type Reply, VerbatimReply } from '../../reply/reply.js';
import { infoText } from '../../server/info.js';
import { keyword, parseFloat64 } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';

type Args = readonly Bytes[];

export const SERVER_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'info',
    arity: -1,
    flags: ['loading', 'stale'],
    categories: ['dangerous'],
    group: 'server',
    since: '1.0.0',
    summary: 'Get information and statistics about the server',
    syntax: '[section [section ...]]',
    handler: ({ server }, args) =>
      new VerbatimReply('txt', infoText(server, args.length > 1 ? args.slice(1) : ['default'])),
  },
  {
    name: 'time',
    arity: 1,
    flags: ['loading', 'stale', 'fast'],
    group: 'server',
    since: '2.6.0',
    summary: 'Return the current server time',
    handler: ({ server }) => {
      const microseconds = server.clock.microseconds();
      const seconds = Math.floor(microseconds / 1e6);
      return [String(seconds), String(microseconds - seconds * 1e6)];
    },
  },
  {
    name: 'debug',
    arity: -2,
    flags: ['admin', 'noscript', 'loading', 'stale', 'protected'],
    group: 'server',
    since: '1.0.0',
    summary: 'A container for debugging commands',
    syntax: 'SLEEP seconds | SET-ACTIVE-EXPIRE 0 | 1 | ERROR message',
    handler: debug,
  },
  {
    name: 'lastsave',
    arity: 1,
    flags: ['loading', 'stale', 'fast'],
    categories: ['admin', 'dangerous'],
    group: 'server',
    since: '1.0.0',
    summary: 'Get the UNIX time stamp of the last successful save to disk',
    handler: ({ server }) => Math.floor(server.clock.startedAt / 1000),
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
];

function debug(context: CommandContext, args: Args): Reply {
  const { server } = context;
  const [, subcommand = '', value = ''] = args;
  switch (keyword(subcommand)) {
    case 'sleep':
      if (args.length !== 3) break;
      sleep(context, parseFloat64(value) ?? 0);
      return OK;
    case 'set-active-expire':
      if (args.length !== 3) break;
      if (value === '0') server.expiryCycle.stop();
      else server.expiryCycle.start();
      return OK;
    case 'error':
      if (args.length !== 3) break;
      throw new CommandError(value);
    default:
  }
  throw CommandError.badSubcommand('debug', subcommand);
}

/** Holds up the commands that follow, of all clients, but not the process. */
function sleep({ server }: CommandContext, seconds: number): void {
  server.pause.begin(seconds * 1000, 'all');
}
