import type { Bytes } from '../../bytes.js';
import { NO_REPLY, type Reply } from '../../reply/reply.js';
import { keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';

type Args = readonly Bytes[];

const ADMIN: readonly CommandFlag[] = ['no_async_loading', 'admin', 'noscript'];
const SHUTDOWN_OPTIONS: ReadonlySet<string> = new Set(['nosave', 'save', 'now', 'force', 'abort']);

/** Nobody is told that data are safe that are in memory only. */
export const PERSISTENCE_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'save',
    arity: 1,
    flags: [...ADMIN, 'no_multi'],
    group: 'server',
    since: '1.0.0',
    summary: 'Synchronously save the dataset to disk',
    handler: refuseToSave,
  },
  {
    name: 'bgsave',
    arity: -1,
    flags: ADMIN,
    group: 'server',
    since: '1.0.0',
    summary: 'Asynchronously save the dataset to disk',
    syntax: '[SCHEDULE]',
    handler: (_, args) => {
      const isScheduled = args.length === 2 && keyword(args[1]) === 'schedule';
      if (args.length > 1 && !isScheduled) throw CommandError.syntax();
      return refuseToSave();
    },
  },
  {
    name: 'bgrewriteaof',
    arity: 1,
    flags: ADMIN,
    group: 'server',
    since: '1.0.0',
    summary: 'Asynchronously rewrite the append-only file',
    handler: refuseToSave,
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
    name: 'shutdown',
    arity: -1,
    flags: ['admin', 'noscript', 'loading', 'stale', 'no_multi', 'allow_busy'],
    group: 'server',
    since: '1.0.0',
    summary: 'Synchronously save the dataset to disk and then shut down the server',
    syntax: '[<NOSAVE | SAVE>] [NOW] [FORCE] [ABORT]',
    handler: shutdown,
  },
];

function refuseToSave(): Reply {
  throw new CommandError('ERR The embedded engine keeps its data in memory only');
}

/** Closes the engine, with all its clients; none is answered. */
function shutdown({ server }: CommandContext, args: Args): Reply {
  const options = new Set(args.slice(1).map(keyword));
  const isKnown = [...options].every(option => SHUTDOWN_OPTIONS.has(option));
  const isAlone = !options.has('abort') || options.size === 1;
  if (!isKnown || !isAlone || (options.has('save') && options.has('nosave'))) {
    throw CommandError.syntax();
  }
  if (options.has('abort')) throw new CommandError('ERR No shutdown in progress.');
  if (options.has('save')) refuseToSave();
  server.unit.deferAfterReply(() => server.close());
  return NO_REPLY;
}
