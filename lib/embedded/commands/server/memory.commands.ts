import type { Bytes } from '../../bytes.js';
import { DoubleReply, mapReply, OK, type Reply, VerbatimReply } from '../../reply/reply.js';
import type { Server } from '../../server/server.js';
import { integerArgument, keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';
import { helpSpec } from '../help.js';

type Args = readonly Bytes[];

const NO_FLAGS: readonly CommandFlag[] = [];
/** Less than that says nothing about an instance. */
const TOO_LITTLE_TO_TELL = 5 * 1024 * 1024;

const SUBCOMMANDS: readonly CommandSpec[] = [
  {
    name: 'doctor',
    arity: 2,
    flags: NO_FLAGS,
    group: 'server',
    since: '4.0.0',
    summary: 'Outputs memory problems report',
    handler: ({ server }) => new VerbatimReply('txt', diagnosis(server)),
  },
  {
    name: 'malloc-stats',
    arity: 2,
    flags: NO_FLAGS,
    group: 'server',
    since: '4.0.0',
    summary: 'Show allocator internal stats',
    handler: () => 'Stats not supported for the current allocator',
  },
  {
    name: 'purge',
    arity: 2,
    flags: NO_FLAGS,
    group: 'server',
    since: '4.0.0',
    summary: 'Ask the allocator to release memory',
    handler: () => OK,
  },
  {
    name: 'stats',
    arity: 2,
    flags: NO_FLAGS,
    group: 'server',
    since: '4.0.0',
    summary: 'Show memory usage details',
    handler: ({ server }) => statistics(server),
  },
  {
    name: 'usage',
    arity: -3,
    flags: ['readonly'],
    keys: { first: 2, last: 2, step: 1 },
    group: 'server',
    since: '4.0.0',
    summary: 'Estimate the memory usage of a key',
    syntax: 'key [SAMPLES count]',
    handler: usage,
  },
];

export const MEMORY_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'memory',
    arity: -2,
    flags: NO_FLAGS,
    group: 'server',
    since: '4.0.0',
    summary: 'A container for memory diagnostics commands',
    subcommands: [...SUBCOMMANDS, helpSpec('memory', 'server', '4.0.0', SUBCOMMANDS)],
  },
];

function diagnosis({ memory }: Server): Bytes {
  return memory.used < TOO_LITTLE_TO_TELL
    ? "Hi Sam, this instance is empty or is using very little memory, my issues detector can't be used in these conditions. Please, leave for your mission on Earth and fill it with some data. The new Sam and I will be back to our programming as soon as I finished rebooting.\n"
    : "Hi Sam, I can't find any memory issue in your instance. I can only account for what occurs on this base.\n";
}

/** All that counts as memory are the keys with their values: there are no buffers and no allocator. */
function statistics({ keyspace, memory }: Server): Reply {
  const keys = keyspace.databases.reduce((count, { size }) => count + size, 0);
  return mapReply({
    'peak.allocated': memory.peak,
    'total.allocated': memory.used,
    'startup.allocated': 0,
    'replication.backlog': 0,
    'clients.slaves': 0,
    'clients.normal': 0,
    'cluster.links': 0,
    'aof.buffer': 0,
    'overhead.total': 0,
    'keys.count': keys,
    'keys.bytes-per-key': keys === 0 ? 0 : Math.floor(memory.used / keys),
    'dataset.bytes': memory.used,
    'dataset.percentage': new DoubleReply(100),
    'peak.percentage': new DoubleReply(memory.peak === 0 ? 100 : (100 * memory.used) / memory.peak),
  });
}

function usage({ database }: CommandContext, args: Args): Reply {
  for (let at = 3; at < args.length; at += 2) {
    if (keyword(args[at]) !== 'samples' || at + 1 >= args.length) throw CommandError.syntax();
    if (integerArgument(args[at + 1]) < 0) throw CommandError.syntax();
  }
  return database.memoryOf(args[2] ?? '') ?? null;
}
