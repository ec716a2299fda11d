import type { Bytes } from '../../bytes.js';
import { type Reply, VerbatimReply } from '../../reply/reply.js';
import { infoText } from '../../server/info.js';
import { integerArgument, keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
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
    name: 'lolwut',
    arity: -1,
    flags: ['readonly', 'fast'],
    group: 'server',
    since: '5.0.0',
    summary: 'Display some computer art and the Redis version',
    syntax: '[VERSION version]',
    handler: lolwut,
  },
];

/** The art is left out. */
function lolwut({ server }: CommandContext, args: Args): Reply {
  if (keyword(args[1]) === 'version' && args.length > 2) integerArgument(args[2]);
  return new VerbatimReply('txt', `Redis ver. ${server.version}\n`);
}
