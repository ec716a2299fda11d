import type { Bytes } from '../../bytes.js';
import { OK, type Reply } from '../../reply/reply.js';
import { keyword } from '../arguments.js';
import { cString } from '../c-string.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';
import { helpSpec } from '../help.js';
import { FUNCTION_DUMP_SUBCOMMANDS } from './function-dump.commands.js';
import { functionList, functionStats } from './function-replies.js';
import { kill } from './script.commands.js';

type Args = readonly Bytes[];

const GROUP = 'scripting';
const SINCE = '7.0.0';
const WRITE: readonly CommandFlag[] = ['write', 'noscript'];
const FILL: readonly CommandFlag[] = ['write', 'denyoom', 'noscript'];

const SUBCOMMANDS: readonly CommandSpec[] = [
  {
    name: 'delete',
    arity: 3,
    flags: WRITE,
    group: GROUP,
    since: SINCE,
    summary: 'Delete a library and its functions',
    syntax: 'library-name',
    handler: remove,
  },
  {
    name: 'flush',
    arity: -2,
    flags: WRITE,
    group: GROUP,
    since: SINCE,
    summary: 'Deleting all functions',
    syntax: '[ASYNC | SYNC]',
    handler: flush,
  },
  {
    name: 'kill',
    arity: 2,
    flags: ['noscript', 'allow_busy'],
    group: GROUP,
    since: SINCE,
    summary: 'Kill the function currently in execution',
    handler: kill,
  },
  {
    name: 'list',
    arity: -2,
    flags: ['noscript'],
    group: GROUP,
    since: SINCE,
    summary: 'List information about all the functions',
    syntax: '[LIBRARYNAME library-name-pattern] [WITHCODE]',
    handler: ({ server }, args) => functionList(server.scripting.libraries, args.slice(2)),
  },
  {
    name: 'load',
    arity: -3,
    flags: FILL,
    group: GROUP,
    since: SINCE,
    summary: 'Create the functions of a library',
    syntax: '[REPLACE] function-code',
    handler: load,
  },
  {
    name: 'stats',
    arity: 2,
    flags: ['noscript', 'allow_busy'],
    group: GROUP,
    since: SINCE,
    summary: 'Return information about the function currently running',
    handler: ({ server }) => functionStats(server.scripting.libraries),
  },
  ...FUNCTION_DUMP_SUBCOMMANDS,
];

export const FUNCTION_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'function',
    arity: -2,
    flags: [],
    categories: [],
    group: GROUP,
    since: SINCE,
    summary: 'A container for function commands',
    subcommands: [...SUBCOMMANDS, helpSpec('function', GROUP, SINCE, SUBCOMMANDS)],
  },
];

function load({ server }: CommandContext, args: Args): Reply {
  const options = args.slice(2, -1);
  const unknown = options.find(option => keyword(option) !== 'replace');
  if (unknown !== undefined)
    throw new CommandError(`ERR Unknown option given: ${cString(unknown)}`);
  const name = server.scripting.libraries.load(args.at(-1) ?? '', options.length > 0);
  server.events.dirty++;
  return name;
}

function remove({ server }: CommandContext, [, , name = '']: Args): Reply {
  if (!server.scripting.libraries.delete(name)) throw new CommandError('ERR Library not found');
  server.events.dirty++;
  return OK;
}

function flush({ server }: CommandContext, args: Args): Reply {
  if (args.length > 3) throw CommandError.badSubcommand('function', args[1] ?? '');
  if (args.length === 3 && !/^a?sync$/i.test(args[2] ?? '')) {
    throw new CommandError('ERR FUNCTION FLUSH only supports SYNC|ASYNC option');
  }
  server.scripting.libraries.flush();
  server.events.dirty++;
  return OK;
}
