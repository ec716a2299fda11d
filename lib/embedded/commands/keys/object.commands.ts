import type { Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';
import { helpSpec } from '../help.js';
import { StringValue } from '../../keyspace/string-value.js';
import type { Value } from '../../keyspace/value.js';

const SECOND_KEY = { first: 2, last: 2, step: 1 };
const SHARED_INTEGERS = 10_000;
const SHARED_REFERENCES = 2 ** 31 - 1;

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
  objectSpec(
    'refcount',
    '2.2.3',
    'Get the number of references to the value of the key',
    referenceCount,
  ),
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
      const value = context.database.inspect(key, false);
      return value ? look(value, context) : null;
    },
  };
}

/** Redis shares its small integers. */
function referenceCount(value: Value): Reply {
  if (!(value instanceof StringValue) || value.encoding !== 'int') return 1;
  const integer = Number(value.bytes);
  return integer >= 0 && integer < SHARED_INTEGERS ? SHARED_REFERENCES : 1;
}
