import type { Bytes } from '../../bytes.js';
import type { ConsumerGroup, PendingEntry } from '../../keyspace/stream/consumer-group.js';
import type { StreamId } from '../../keyspace/stream/stream-id.js';
import { StreamValue } from '../../keyspace/stream/stream-value.js';
import { NULL_ARRAY, type Reply } from '../../reply/reply.js';
import { integerArgument, keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { noSuchKeyOrGroup } from './group-errors.js';
import { rangeEndArgument, rangeStartArgument, streamIdArgument } from './stream-id-argument.js';
import { unwatchedChange } from './unwatched-change.js';

type Args = readonly Bytes[];

export const STREAM_PENDING_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'xack',
    arity: -4,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'stream',
    since: '5.0.0',
    summary:
      'Marks a pending message as correctly processed, effectively removing it from the pending entries list of the consumer group',
    syntax: 'key group id [id ...]',
    handler: xack,
  },
  {
    name: 'xpending',
    arity: -3,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'stream',
    since: '5.0.0',
    summary:
      'Return information and entries from a stream consumer group pending entries list, that are messages fetched but never acknowledged.',
    syntax: 'key group [[IDLE min-idle-time] start end count [consumer]]',
    handler: xpending,
  },
];

interface PendingQuery {
  readonly start: StreamId;
  readonly end: StreamId;
  readonly count: number;
  /** Milliseconds since the delivery, at least. */
  readonly minIdle: number;
  readonly consumer: Bytes | undefined;
}

function xack(context: CommandContext, args: Args): Reply {
  const [, key = '', name = ''] = args;
  const group = context.read(key, StreamValue)?.group(name);
  if (!group) return 0;
  const ids = args.slice(3).map(text => streamIdArgument(text));
  const acknowledged = ids.filter(id => group.acknowledge(id, context.undo)).length;
  if (acknowledged > 0) unwatchedChange(context, key);
  return acknowledged;
}

function xpending(context: CommandContext, args: Args): Reply {
  if (args.length !== 3 && (args.length < 6 || args.length > 9)) throw CommandError.syntax();
  const query = args.length === 3 ? undefined : parseQuery(args);
  const [, key = '', name = ''] = args;
  const group = context.read(key, StreamValue)?.group(name);
  if (!group) throw noSuchKeyOrGroup(key, name);
  return query ? details(group, query, context.now) : summary(group);
}

function parseQuery(args: Args): PendingQuery {
  let at = 3;
  let minIdle = 0;
  if (keyword(args[at]) === 'idle') {
    minIdle = integerArgument(args[at + 1]);
    if (args.length < 8) throw CommandError.syntax();
    at += 2;
  }
  const count = integerArgument(args[at + 2]);
  return {
    start: rangeStartArgument(args[at]),
    end: rangeEndArgument(args[at + 1]),
    count,
    minIdle,
    consumer: args[at + 3],
  };
}

function summary({ pending, consumers }: ConsumerGroup): Reply {
  const { first, last } = pending;
  if (!first || !last) return [0, null, null, NULL_ARRAY];
  const shares = consumers
    .filter(consumer => consumer.pending.size > 0)
    .map(consumer => [consumer.name, String(consumer.pending.size)]);
  return [pending.size, first.id.toString(), last.id.toString(), shares];
}

function details(group: ConsumerGroup, query: PendingQuery, now: number): Reply {
  const { start, end, count, minIdle, consumer } = query;
  const pending = consumer === undefined ? group.pending : group.consumer(consumer)?.pending;
  const found: PendingEntry[] = [];
  for (const entry of pending?.from(start) ?? []) {
    if (found.length >= count || entry.id.compare(end) > 0) break;
    if (minIdle === 0 || now - entry.deliveryTime >= minIdle) found.push(entry);
  }
  return found.map(entry => [
    entry.id.toString(),
    entry.consumer.name,
    Math.max(now - entry.deliveryTime, 0),
    entry.deliveryCount,
  ]);
}
