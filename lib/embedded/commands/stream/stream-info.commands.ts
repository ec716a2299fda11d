import type { Bytes } from '../../bytes.js';
import { GroupProgress } from '../../keyspace/stream/group-progress.js';
import { StreamValue } from '../../keyspace/stream/stream-value.js';
import { mapReply, type Reply } from '../../reply/reply.js';
import { integerArgument, keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';
import { helpSpec } from '../help.js';
import { noSuchGroup } from './group-errors.js';
import { fullStreamInfo, streamInfo } from './stream-info.js';

type Args = readonly Bytes[];

const SECOND_KEY = { first: 2, last: 2, step: 1 };
const DEFAULT_COUNT = 10;

const SUBCOMMANDS: readonly CommandSpec[] = [
  {
    name: 'consumers',
    arity: 4,
    flags: ['readonly'],
    keys: SECOND_KEY,
    group: 'stream',
    since: '5.0.0',
    summary: 'List the consumers in a consumer group',
    syntax: 'key group',
    handler: listConsumers,
  },
  {
    name: 'groups',
    arity: 3,
    flags: ['readonly'],
    keys: SECOND_KEY,
    group: 'stream',
    since: '5.0.0',
    summary: 'List the consumer groups of a stream',
    syntax: 'key',
    handler: listGroups,
  },
  {
    name: 'stream',
    arity: -3,
    flags: ['readonly'],
    keys: SECOND_KEY,
    group: 'stream',
    since: '5.0.0',
    summary: 'Get information about a stream',
    syntax: 'key [FULL [COUNT count]]',
    handler: describeStream,
  },
];

export const STREAM_INFO_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'xinfo',
    arity: -2,
    flags: [],
    categories: [],
    group: 'stream',
    since: '5.0.0',
    summary: 'A container for stream introspection commands',
    subcommands: [...SUBCOMMANDS, helpSpec('xinfo', 'stream', '5.0.0', SUBCOMMANDS)],
  },
];

function listConsumers(context: CommandContext, args: Args): Reply {
  const [, , key = '', name = ''] = args;
  const group = streamAt(context, args).group(name);
  if (!group) throw noSuchGroup(key, name);
  return group.consumers.map(consumer =>
    mapReply({
      name: consumer.name,
      pending: consumer.pending.size,
      idle: Math.max(context.now - consumer.seenTime, 0),
    }),
  );
}

function listGroups(context: CommandContext, args: Args): Reply {
  const stream = streamAt(context, args);
  const progress = new GroupProgress(stream);
  return stream.groups.map(({ name, consumerCount, pending, position }) =>
    mapReply({
      name,
      consumers: consumerCount,
      pending: pending.size,
      'last-delivered-id': position.lastId.toString(),
      'entries-read': position.entriesRead ?? null,
      lag: progress.lag(position) ?? null,
    }),
  );
}

function describeStream(context: CommandContext, args: Args): Reply {
  const stream = streamAt(context, args);
  const [name = '', subcommand = '', , form, option, countText] = args;
  if (form === undefined) return streamInfo(stream);
  const isFull = keyword(form) === 'full' && (args.length === 4 || args.length === 6);
  if (!isFull || (option !== undefined && keyword(option) !== 'count')) {
    throw CommandError.badSubcommand(name, subcommand);
  }
  const count = countText === undefined ? DEFAULT_COUNT : integerArgument(countText);
  return fullStreamInfo(stream, limitOf(count));
}

/** 0 is all. */
function limitOf(count: number): number {
  if (count === 0) return Infinity;
  return count < 0 ? DEFAULT_COUNT : count;
}

function streamAt(context: CommandContext, [, , key = '']: Args): StreamValue {
  const value = context.read(key, StreamValue);
  if (!value) throw CommandError.noSuchKey();
  return value;
}
