import type { Bytes } from '../../bytes.js';
import type { Consumer, ConsumerGroup } from '../../keyspace/stream/consumer-group.js';
import { GroupProgress } from '../../keyspace/stream/group-progress.js';
import { plus } from '../../keyspace/stream/integer64.js';
import { StreamId } from '../../keyspace/stream/stream-id.js';
import type { StreamValue } from '../../keyspace/stream/stream-value.js';
import { NULL_ARRAY, type Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import type { GroupReader } from './read-request.js';
import { entryReply } from './stream-reply.js';
import { unwatchedChange } from './unwatched-change.js';

/** A stream that a consumer reads. */
export interface Delivery {
  readonly key: Bytes;
  readonly stream: StreamValue;
  readonly group: ConsumerGroup;
  readonly reader: GroupReader;
  /** How many entries at most. */
  readonly count: number;
}

/** Delivers what nobody of the group has read. */
export function deliverNew(context: CommandContext, delivery: Delivery): Reply {
  const { key, stream, group, reader, count } = delivery;
  const { undo, now } = context;
  const consumer = consumerFor(context, key, group, reader.consumer);
  const start = group.position.lastId.next() ?? StreamId.MAX;
  const entries = stream.range(start, StreamId.MAX, count);
  const progress = new GroupProgress(stream);
  let { position } = group;
  for (const { id } of entries) {
    position = progress.after(position, id);
    if (!reader.isNoAck) {
      group.assign({ id, consumer, deliveryTime: now, deliveryCount: 1 }, undo);
    }
  }
  group.moveTo(position, undo);
  unwatchedChange(context, key);
  return entries.map(entryReply);
}

/** Delivers again what a consumer has not acknowledged; of deleted entries only their IDs. */
export function deliverHistory(
  context: CommandContext,
  delivery: Delivery,
  after: StreamId,
): Reply {
  const { key, stream, group, reader, count } = delivery;
  const consumer = consumerFor(context, key, group, reader.consumer);
  const replies: Reply[] = [];
  for (const pending of consumer.pending.from(after.next() ?? StreamId.MAX)) {
    if (replies.length >= count) break;
    const { id } = pending;
    const entry = stream.entry(id);
    if (entry) {
      const deliveryCount = plus(pending.deliveryCount, 1);
      group.assign({ id, consumer, deliveryTime: context.now, deliveryCount }, context.undo);
    }
    replies.push(entry ? entryReply(entry) : [id.toString(), NULL_ARRAY]);
  }
  unwatchedChange(context, key);
  return replies;
}

/** The consumer of a name, which comes into being, and is seen now. */
export function consumerFor(
  context: CommandContext,
  key: Bytes,
  group: ConsumerGroup,
  name: Bytes,
): Consumer {
  const known = group.consumer(name);
  if (!known) return createConsumer(context, key, group, name);
  known.see(context.now, context.undo);
  return known;
}

export function createConsumer(
  context: CommandContext,
  key: Bytes,
  group: ConsumerGroup,
  name: Bytes,
): Consumer {
  const consumer = group.addConsumer(name, context.now, context.undo);
  unwatchedChange(context, key, 'xgroup-createconsumer');
  return consumer;
}
