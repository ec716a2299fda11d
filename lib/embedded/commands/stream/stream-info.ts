import type {
  Consumer,
  ConsumerGroup,
  PendingEntry,
} from '../../keyspace/stream/consumer-group.js';
import { GroupProgress } from '../../keyspace/stream/group-progress.js';
import type { IdIndex } from '../../keyspace/stream/id-index.js';
import { radixTreeSize } from '../../keyspace/stream/radix-tree-size.js';
import { StreamId } from '../../keyspace/stream/stream-id.js';
import type { StreamValue } from '../../keyspace/stream/stream-value.js';
import { mapReply, type Reply } from '../../reply/reply.js';
import { entryReply } from './stream-reply.js';

/** XINFO STREAM. */
export function streamInfo(stream: StreamValue): Reply {
  const [first] = stream.range(StreamId.MIN, StreamId.MAX, 1);
  const [last] = stream.rangeReversed(StreamId.MAX, StreamId.MIN, 1);
  return mapReply({
    ...state(stream),
    groups: stream.groupCount,
    'first-entry': first ? entryReply(first) : null,
    'last-entry': last ? entryReply(last) : null,
  });
}

/**
 * XINFO STREAM FULL.
 *
 * @param limit how many entries, and how many pending ones of each group and consumer
 */
export function fullStreamInfo(stream: StreamValue, limit: number): Reply {
  const progress = new GroupProgress(stream);
  return mapReply({
    ...state(stream),
    entries: stream.range(StreamId.MIN, StreamId.MAX, limit).map(entryReply),
    groups: stream.groups.map(group => groupInfo(group, progress, limit)),
  });
}

function state(stream: StreamValue): Record<string, Reply> {
  const { history, length, nodes } = stream;
  const nodeIds = Array.from(nodes, ({ firstId }) => firstId);
  return {
    length,
    'radix-tree-keys': nodeIds.length,
    'radix-tree-nodes': radixTreeSize(nodeIds),
    'last-generated-id': history.lastId.toString(),
    'max-deleted-entry-id': history.maxDeletedId.toString(),
    'entries-added': history.entriesAdded,
    'recorded-first-entry-id': (stream.firstEntryId ?? StreamId.MIN).toString(),
  };
}

function groupInfo(group: ConsumerGroup, progress: GroupProgress, limit: number): Reply {
  const { name, pending, position } = group;
  return mapReply({
    name,
    'last-delivered-id': position.lastId.toString(),
    'entries-read': position.entriesRead ?? null,
    lag: progress.lag(position) ?? null,
    'pel-count': pending.size,
    pending: take(pending, limit, entry => [
      entry.id.toString(),
      entry.consumer.name,
      entry.deliveryTime,
      entry.deliveryCount,
    ]),
    consumers: group.consumers.map(consumer => consumerInfo(consumer, limit)),
  });
}

function consumerInfo({ name, pending, seenTime }: Consumer, limit: number): Reply {
  return mapReply({
    name,
    'seen-time': seenTime,
    'pel-count': pending.size,
    pending: take(pending, limit, ({ id, deliveryTime, deliveryCount }) => [
      id.toString(),
      deliveryTime,
      deliveryCount,
    ]),
  });
}

function take(
  pending: IdIndex<PendingEntry>,
  limit: number,
  describe: (entry: PendingEntry) => Reply,
): Reply {
  const replies: Reply[] = [];
  for (const entry of pending) {
    if (replies.length >= limit) break;
    replies.push(describe(entry));
  }
  return replies;
}
