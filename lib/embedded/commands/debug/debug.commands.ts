import type { Bytes } from '../../bytes.js';
import { OK, type Reply } from '../../reply/reply.js';
import { keyword, parseFloat64 } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';
import { helpReply } from '../help.js';
import { DEBUG_CONTENT_COMMANDS } from './debug-content.commands.js';
import type { DebugSpec } from './debug-spec.js';
import { protocolExample } from './protocol-example.js';

type Args = readonly Bytes[];

const SUBCOMMANDS: readonly DebugSpec[] = [
  ...DEBUG_CONTENT_COMMANDS,
  withoutEffect('change-repl-id', [2, 2]),
  {
    name: 'error',
    words: [3, 3],
    syntax: 'message',
    summary: 'Return a Redis protocol error with <string> as message.',
    handler: (_, [, , message = '']) => {
      throw new CommandError(message);
    },
  },
  withoutEffect('log', [3, 3], 'message'),
  withoutEffect('pause-cron', [3, 3], '<0 | 1>'),
  {
    name: 'protocol',
    words: [3, 3],
    syntax: 'type',
    summary: 'Reply with a test value of the specified type.',
    handler: ({ protocol }, [, , type]) => protocolExample(type, protocol),
  },
  withoutEffect('quicklist-packed-threshold', [3, 3], 'size'),
  withoutEffect('replybuffer', [4, 4], 'option value'),
  {
    name: 'set-active-expire',
    words: [3, 3],
    syntax: '<0 | 1>',
    summary: 'Whether keys past their time are deleted that nobody asks for.',
    handler: ({ server }, [, , value = '']) => {
      if (value === '0') server.expiryCycle.stop();
      else server.expiryCycle.start();
      return OK;
    },
  },
  {
    name: 'set-disable-deny-scripts',
    words: [3, 3],
    syntax: '<0 | 1>',
    summary: 'Whether scripts may call commands that are flagged noscript, too.',
    handler: ({ server }, [, , value]) => {
      server.scripting.allowsAllCommands = value !== '0';
      return OK;
    },
  },
  {
    name: 'sleep',
    words: [3, 3],
    syntax: 'seconds',
    summary: 'Hold up the commands of all clients, but not the process.',
    handler: ({ server }, [, , seconds]) => {
      server.pause.begin((parseFloat64(seconds) ?? 0) * 1000, 'all');
      return OK;
    },
  },
];

export const DEBUG_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'debug',
    arity: -2,
    flags: ['admin', 'noscript', 'loading', 'stale', 'protected'],
    group: 'server',
    since: '1.0.0',
    summary: 'A container for debugging commands',
    syntax: 'subcommand [arg [arg ...]]',
    handler: debug,
  },
];

function debug(context: CommandContext, args: Args): Reply {
  const name = keyword(args[1]);
  if (name === 'help' && args.length === 2) return helpReply('debug', SUBCOMMANDS);
  const spec = SUBCOMMANDS.find(known => known.name === name);
  const isWhole = spec && args.length >= spec.words[0] && args.length <= spec.words[1];
  if (!isWhole) throw CommandError.badSubcommand('debug', args[1] ?? '');
  return spec.handler(context, args);
}

/** For test suites that set what does not exist here. */
function withoutEffect(name: string, words: DebugSpec['words'], syntax?: string): DebugSpec {
  return {
    name,
    words,
    ...(syntax !== undefined && { syntax }),
    summary: 'Do nothing.',
    handler: () => OK,
  };
}
