import type { Bytes } from '../../bytes.js';
import { keyspaceDigest, valueDigest } from '../../digest/value-digest.js';
import { dumpValue, PAYLOAD_OVERHEAD, restoreValue } from '../../dump/payload.js';
import { StringValue } from '../../keyspace/string-value.js';
import type { Value } from '../../keyspace/value.js';
import { OK, type Reply, StatusReply } from '../../reply/reply.js';
import { keyword, positiveArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { DebugSpec } from './debug-spec.js';

type Args = readonly Bytes[];

const RELOAD_OPTIONS: ReadonlySet<string> = new Set(['merge', 'noflush', 'nosave']);

/** The subcommands of DEBUG about keys and what they hold. */
export const DEBUG_CONTENT_COMMANDS: readonly DebugSpec[] = [
  {
    name: 'digest',
    words: [2, 2],
    summary: 'Output a hex signature representing the current DB content.',
    handler: ({ server }) => new StatusReply(keyspaceDigest(server.keyspace)),
  },
  {
    name: 'digest-value',
    words: [2, Infinity],
    syntax: 'key [key ...]',
    summary: 'Output a hex signature of the values of all the specified keys.',
    handler: ({ database }, [, , ...keys]) =>
      keys.map(key => new StatusReply(valueDigest(database, key))),
  },
  {
    name: 'listpack',
    words: [3, 3],
    syntax: 'key',
    summary: 'Tell whether a key holds a listpack.',
    handler: (context, [, , key]) => checkEncoding(context, key, 'listpack'),
  },
  {
    name: 'loadaof',
    words: [2, 2],
    summary: 'Do as RELOAD does: there is no append-only file.',
    handler: reload,
  },
  {
    name: 'object',
    words: [3, 4],
    syntax: 'key',
    summary: 'Show low level info about a key and associated value.',
    handler: describeObject,
  },
  {
    name: 'populate',
    words: [3, 5],
    syntax: 'count [prefix] [size]',
    summary: 'Create string keys named key:<num>.',
    handler: populate,
  },
  {
    name: 'quicklist',
    words: [3, 4],
    syntax: 'key [<0 | 1>]',
    summary: 'Tell whether a key holds a quicklist.',
    handler: (context, [, , key]) => checkEncoding(context, key, 'quicklist'),
  },
  {
    name: 'reload',
    words: [2, Infinity],
    syntax: '[option ...]',
    summary: 'Replace each value by what its DUMP is restored to.',
    handler: reload,
  },
];

function checkEncoding(context: CommandContext, key: Bytes | undefined, encoding: string): Reply {
  if (find(context, key).encoding !== encoding) {
    throw new CommandError(`ERR Not a ${encoding} encoded object.`);
  }
  const name = `${encoding.charAt(0).toUpperCase()}${encoding.slice(1)}`;
  return new StatusReply(`${name} structure printed on stdout`);
}

function describeObject(context: CommandContext, [, , key]: Args): Reply {
  const { clock, config } = context.server;
  const value = find(context, key);
  const length = dumpValue(value, config.encoding).length - PAYLOAD_OVERHEAD;
  const idle = Math.floor(clock.sinceTick(value.lastUse) / 1000);
  return new StatusReply(
    `Value at:0x0 refcount:1 encoding:${value.encoding} serializedlength:${length} lru:${value.lastUse} lru_seconds_idle:${idle}`,
  );
}

/** A test of the serialisation: nothing is kept on disk. */
function reload({ server }: CommandContext, args: Args): Reply {
  if (args.slice(2).some(option => !RELOAD_OPTIONS.has(keyword(option)))) {
    throw new CommandError('ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.');
  }
  const limits = server.config.encoding;
  for (const database of server.keyspace.databases) {
    for (const key of database.keys()) {
      const value = database.peek(key);
      if (value) database.set(key, restoreValue(dumpValue(value, limits), limits));
    }
  }
  return OK;
}

function populate(context: CommandContext, [, , count, prefix = 'key', size]: Args): Reply {
  const length = size === undefined ? 0 : positiveArgument(size);
  const keys = positiveArgument(count);
  for (let at = 0; at < keys; at++) {
    const key = `${prefix}:${at}`;
    if (context.database.peek(key)) continue;
    const content = `value:${at}`;
    const padded = length === 0 ? content : content.slice(0, length).padEnd(length, '\0');
    context.database.set(key, new StringValue(padded));
    context.database.changed(key);
  }
  return OK;
}

/** A key past its time, too. */
function find({ database }: CommandContext, key = ''): Value {
  const value = database.values.get(key);
  if (!value) throw CommandError.noSuchKey();
  return value;
}
