import type { Bytes } from '../../bytes.js';
import type { StreamEntry } from '../../keyspace/stream/stream-node.js';
import type { Protocol } from '../../reply/encode-reply.js';
import { MapReply, type Reply } from '../../reply/reply.js';

/** An ID with names and values in turn. */
export function entryReply({ id, fields }: StreamEntry): Reply {
  return [id.toString(), fields];
}

/** What was read of each of several streams. */
export function readReply(
  protocol: Protocol,
  streams: readonly (readonly [key: Bytes, entries: Reply])[],
): Reply {
  return protocol === 3 ? new MapReply(streams.flat()) : streams;
}
