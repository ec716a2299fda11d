import type { Bytes } from '../../bytes.js';
import { ErrorReply, OK, type Reply } from '../../reply/reply.js';
import { keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';
import { helpSpec } from '../help.js';

type Args = readonly Bytes[];

const GROUP = 'scripting';

const SUBCOMMANDS: readonly CommandSpec[] = [
  {
    name: 'debug',
    arity: 3,
    flags: ['noscript'],
    group: GROUP,
    since: '3.2.0',
    summary: 'Set the debug mode for executed scripts',
    syntax: 'YES | SYNC | NO',
    handler: debug,
  },
  {
    name: 'exists',
    arity: -3,
    flags: ['noscript'],
    group: GROUP,
    since: '2.6.0',
    summary: 'Check existence of scripts in the script cache',
    syntax: 'sha1 [sha1 ...]',
    handler: ({ server }, args) =>
      args.slice(2).map(sha1 => (server.scripting.scripts.find(sha1) ? 1 : 0)),
  },
  {
    name: 'flush',
    arity: -2,
    flags: ['noscript'],
    group: GROUP,
    since: '2.6.0',
    summary: 'Remove all the scripts from the script cache',
    syntax: '[ASYNC | SYNC]',
    handler: flush,
  },
  {
    name: 'kill',
    arity: 2,
    flags: ['noscript', 'allow_busy'],
    group: GROUP,
    since: '2.6.0',
    summary: 'Kill the script currently in execution',
    handler: kill,
  },
  {
    name: 'load',
    arity: 3,
    flags: ['noscript', 'stale'],
    group: GROUP,
    since: '2.6.0',
    summary: 'Load the specified Lua script into the script cache',
    syntax: 'script',
    handler: load,
  },
];

export const SCRIPT_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'script',
    arity: -2,
    flags: [],
    categories: [],
    group: GROUP,
    since: '2.6.0',
    summary: 'A container for Lua scripts management commands',
    subcommands: [...SUBCOMMANDS, helpSpec('script', GROUP, '5.0.0', SUBCOMMANDS)],
  },
];

function load({ server }: CommandContext, [, , source = '']: Args): Reply {
  const script = server.scripting.scripts.load(source);
  return script instanceof ErrorReply ? script : script.loaded.sha1;
}

function flush({ server }: CommandContext, args: Args): Reply {
  if (args.length > 3 || (args.length === 3 && !/^a?sync$/i.test(args[2] ?? ''))) {
    throw new CommandError('ERR SCRIPT FLUSH only support SYNC|ASYNC option');
  }
  server.scripting.scripts.flush();
  return OK;
}

/** Scripts run to their end, or to a limit, before another command does. */
export function kill(): Reply {
  throw new CommandError('NOTBUSY No scripts in execution right now.');
}

function debug(_context: CommandContext, [, , mode]: Args): Reply {
  switch (keyword(mode)) {
    case 'no':
      return OK;
    case 'yes':
    case 'sync':
      throw new CommandError('ERR The embedded engine has no script debugger');
    default:
      throw new CommandError('ERR Use SCRIPT DEBUG YES/SYNC/NO');
  }
}
