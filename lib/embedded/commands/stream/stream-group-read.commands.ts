import type { Bytes } from '../../bytes.js';
import type { ConsumerGroup } from '../../keyspace/stream/consumer-group.js';
import { StreamId } from '../../keyspace/stream/stream-id.js';
import { StreamValue } from '../../keyspace/stream/stream-value.js';
import { ErrorReply, NULL_ARRAY, type Reply } from '../../reply/reply.js';
import { Blocked } from '../../session/blocked.js';
import { cString } from '../c-string.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';
import { deliverHistory, deliverNew, type Delivery } from './delivery.js';
import {
  BLOCKED_COUNT,
  type GroupReader,
  parseRead,
  READ_KEYS,
  type RequestedStream,
} from './read-request.js';
import { streamIdArgument } from './stream-id-argument.js';
import { readReply } from './stream-reply.js';

export const STREAM_GROUP_READ_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'xreadgroup',
    arity: -7,
    flags: ['write', 'blocking'],
    keys: READ_KEYS,
    group: 'stream',
    since: '5.0.0',
    summary:
      'Return new entries from a stream using a consumer group, or access the history of the pending entries for a given consumer. Can block.',
    syntax:
      'GROUP group consumer [COUNT count] [BLOCK milliseconds] [NOACK] STREAMS key [key ...] id [id ...]',
    handler: xreadgroup,
  },
];

/** A group of a stream with the ID after which a consumer's history is read. */
interface GroupPlace {
  readonly key: Bytes;
  readonly group: ConsumerGroup;
  /** The greatest ID stands for `>`, what nobody has read. */
  readonly after: StreamId;
}

function xreadgroup(context: CommandContext, args: readonly Bytes[]): Reply | Blocked {
  const { streams, count = Infinity, timeout, reader } = parseRead(context, args);
  if (!reader) throw CommandError.syntax();
  const places = streams.map(stream => placeOf(context, stream, reader));
  const replies = places.flatMap(({ key, group, after }) => {
    const stream = context.read(key, StreamValue);
    if (!stream) return [];
    const delivery = { key, stream, group, reader, count };
    if (!after.equals(StreamId.MAX)) {
      return [[key, deliverHistory(context, delivery, after)] as const];
    }
    const last = stream.lastEntryId;
    if (!last || last.compare(group.position.lastId) <= 0) return [];
    return [[key, deliverNew(context, delivery)] as const];
  });
  if (replies.length > 0) return readReply(context.protocol, replies);
  if (timeout === undefined) return NULL_ARRAY;
  return new Blocked({
    keys: [...new Set(streams.map(({ key }) => key))],
    timeout,
    timeoutReply: NULL_ARRAY,
    attempt: (later, key) =>
      attempt(later, key, reader, Number.isFinite(count) ? count : BLOCKED_COUNT),
  });
}

/** Serves a consumer that waits; undefined while there is nothing new. */
function attempt(
  context: CommandContext,
  key: Bytes,
  reader: GroupReader,
  count: number,
): Reply | undefined {
  const stream = context.database.write(key);
  if (!(stream instanceof StreamValue)) {
    return new ErrorReply('UNBLOCKED the stream key no longer exists');
  }
  const group = stream.group(reader.group);
  if (!group) {
    return new ErrorReply('NOGROUP the consumer group this client was blocked on no longer exists');
  }
  if (stream.history.lastId.compare(group.position.lastId) <= 0) return undefined;
  const delivery: Delivery = { key, stream, group, reader, count };
  return readReply(context.protocol, [[key, deliverNew(context, delivery)]]);
}

function placeOf(
  context: CommandContext,
  { key, after }: RequestedStream,
  reader: GroupReader,
): GroupPlace {
  const group = context.read(key, StreamValue)?.group(reader.group);
  if (!group) {
    throw new CommandError(
      `NOGROUP No such key '${cString(key)}' or consumer group '${cString(reader.group)}' in XREADGROUP with GROUP option`,
    );
  }
  if (after === '>') return { key, group, after: StreamId.MAX };
  if (after !== '$') return { key, group, after: streamIdArgument(after) };
  throw new CommandError(
    'ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty result set.',
  );
}
