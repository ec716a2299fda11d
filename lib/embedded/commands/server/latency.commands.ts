import type { Bytes } from '../../bytes.js';
import { MapReply, type Reply, VerbatimReply } from '../../reply/reply.js';
import { cString } from '../c-string.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';
import { helpSpec } from '../help.js';

type Args = readonly Bytes[];

const ADMIN: readonly CommandFlag[] = ['admin', 'noscript', 'loading', 'stale'];

/** There are no samples: nothing in the engine is watched for its latency. */
const SUBCOMMANDS: readonly CommandSpec[] = [
  {
    name: 'doctor',
    arity: 2,
    flags: ADMIN,
    group: 'server',
    since: '2.8.13',
    summary: 'Return a human readable latency analysis report.',
    handler: context => new VerbatimReply('txt', diagnosis(context)),
  },
  {
    name: 'graph',
    arity: 3,
    flags: ADMIN,
    group: 'server',
    since: '2.8.13',
    summary: 'Return a latency graph for the event.',
    syntax: 'event',
    handler: (_, [, , event = '']: Args): Reply => {
      throw new CommandError(`ERR No samples available for event '${cString(event)}'`);
    },
  },
  {
    name: 'histogram',
    arity: -2,
    flags: ADMIN,
    group: 'server',
    since: '7.0.0',
    summary: 'Return the cumulative distribution of latencies of a subset of commands or all.',
    syntax: '[command [command ...]]',
    handler: () => new MapReply([]),
  },
  {
    name: 'history',
    arity: 3,
    flags: ADMIN,
    group: 'server',
    since: '2.8.13',
    summary: 'Return timestamp-latency samples for the event.',
    syntax: 'event',
    handler: () => [],
  },
  {
    name: 'latest',
    arity: 2,
    flags: ADMIN,
    group: 'server',
    since: '2.8.13',
    summary: 'Return the latest latency samples for all events.',
    handler: () => [],
  },
  {
    name: 'reset',
    arity: -2,
    flags: ADMIN,
    group: 'server',
    since: '2.8.13',
    summary: 'Reset latency data for one or more events.',
    syntax: '[event [event ...]]',
    handler: () => 0,
  },
];

export const LATENCY_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'latency',
    arity: -2,
    flags: [],
    group: 'server',
    since: '2.8.13',
    summary: 'A container for latency diagnostics commands',
    subcommands: [...SUBCOMMANDS, helpSpec('latency', 'server', '2.8.13', SUBCOMMANDS)],
  },
];

function diagnosis({ server }: CommandContext): Bytes {
  return server.config.number('latency-monitor-threshold') === 0
    ? "I'm sorry, Dave, I can't do that. Latency monitoring is disabled in this Redis instance. You may use \"CONFIG SET latency-monitor-threshold <milliseconds>.\" in order to enable it. If we weren't in a deep space mission I'd suggest to take a look at https://redis.io/topics/latency-monitor.\n"
    : 'Dave, no latency spike was observed during the lifetime of this Redis instance, not in the slightest bit. I honestly think you ought to sit down calmly, take a stress pill, and think things over.\n';
}
