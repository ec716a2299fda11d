import type { Bytes } from '../../bytes.js';
import type { Reply } from '../../reply/reply.js';
import { integerArgument, keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';
import { helpSpec } from '../help.js';
import type { Value } from '../../keyspace/value.js';

type Args = readonly Bytes[];

const SECOND_KEY = { first: 2, last: 2, step: 1 };

const OBJECT_SUBCOMMANDS: readonly CommandSpec[] = [
  objectSpec(
    'encoding',
    '2.2.3',
    'Inspect the internal encoding of a Redis object',
    value => value.encoding,
  ),
  objectSpec(
    'idletime',
    '2.2.3',
    'Get the time since a Redis object was last accessed',
    (value, { server }) => Math.floor(server.clock.sinceTick(value.lastUse) / 1000),
  ),
  objectSpec('refcount', '2.2.3', 'Get the number of references to the value of the key', () => 1),
  objectSpec(
    'freq',
    '4.0.0',
    'Get the logarithmic access frequency counter of a Redis object',
    () => {
      throw new CommandError(
        'ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.',
      );
    },
  ),
];

const MEMORY_SUBCOMMANDS: readonly CommandSpec[] = [
  {
    name: 'usage',
    arity: -3,
    flags: ['readonly'],
    keys: SECOND_KEY,
    group: 'server',
    since: '4.0.0',
    summary: 'Estimate the memory usage of a key',
    syntax: 'key [SAMPLES count]',
    handler: usage,
  },
];

export const OBJECT_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'object',
    arity: -2,
    flags: [],
    categories: [],
    group: 'generic',
    since: '2.2.3',
    summary: 'A container for object introspection commands',
    subcommands: [
      ...OBJECT_SUBCOMMANDS,
      helpSpec('object', 'generic', '6.2.0', OBJECT_SUBCOMMANDS),
    ],
  },
  {
    name: 'memory',
    arity: -2,
    flags: [],
    group: 'server',
    since: '4.0.0',
    summary: 'A container for memory diagnostics commands',
    subcommands: [...MEMORY_SUBCOMMANDS, helpSpec('memory', 'server', '4.0.0', MEMORY_SUBCOMMANDS)],
  },
];

function objectSpec(
  name: string,
  since: string,
  summary: string,
  look: (value: Value, context: CommandContext) => Reply,
): CommandSpec {
  return {
    name,
    arity: 3,
    flags: ['readonly'],
    keys: SECOND_KEY,
    group: 'generic',
    since,
    summary,
    syntax: 'key',
    handler: (context, [, , key = '']) => {
      const value = context.database.peek(key);
      return value ? look(value, context) : null;
    },
  };
}

function usage({ database }: CommandContext, args: Args): Reply {
  for (let at = 3; at < args.length; at += 2) {
    if (keyword(args[at]) !== 'samples' || at + 1 >= args.length) throw CommandError.syntax();
    if (integerArgument(args[at + 1]) < 0) throw CommandError.syntax();
  }
  const key = args[2] ?? '';
  return database.memoryOf(key) ?? null;
}
