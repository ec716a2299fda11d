import type { Bytes } from '../../bytes.js';
import { OK, type Reply } from '../../reply/reply.js';
import { rangeArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';
import { helpSpec } from '../help.js';

type Args = readonly Bytes[];

const ADMIN: readonly CommandFlag[] = ['admin', 'loading', 'stale'];
const DEFAULT_COUNT = 10;
const ALL = -1;

const SUBCOMMANDS: readonly CommandSpec[] = [
  {
    name: 'get',
    arity: -2,
    flags: ADMIN,
    group: 'server',
    since: '2.2.12',
    summary: "Get the slow log's entries",
    syntax: '[count]',
    handler: get,
  },
  {
    name: 'len',
    arity: 2,
    flags: ADMIN,
    group: 'server',
    since: '2.2.12',
    summary: "Get the slow log's length",
    handler: ({ server }) => server.slowLog.entries.length,
  },
  {
    name: 'reset',
    arity: 2,
    flags: ADMIN,
    group: 'server',
    since: '2.2.12',
    summary: 'Clear all entries from the slow log',
    handler: ({ server }) => {
      server.slowLog.reset();
      return OK;
    },
  },
];

export const SLOWLOG_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'slowlog',
    arity: -2,
    flags: [],
    group: 'server',
    since: '2.2.12',
    summary: 'A container for slow log commands',
    subcommands: [...SUBCOMMANDS, helpSpec('slowlog', 'server', '6.2.0', SUBCOMMANDS)],
  },
];

function get({ server: { slowLog } }: CommandContext, args: Args): Reply {
  if (args.length > 3) throw CommandError.badSubcommand('slowlog', args[1] ?? '');
  const error = 'ERR count should be greater than or equal to -1';
  const count =
    args.length === 3 ? rangeArgument(args[2], ALL, Number.MAX_VALUE, error) : DEFAULT_COUNT;
  return slowLog.entries
    .slice(0, count === ALL ? undefined : count)
    .map(({ id, time, duration, args: words, address, clientName }) => [
      id,
      time,
      duration,
      words,
      address,
      clientName,
    ]);
}
