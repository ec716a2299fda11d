import type { Bytes } from '../../bytes.js';
import { StreamId } from '../../keyspace/stream/stream-id.js';
import { StreamValue } from '../../keyspace/stream/stream-value.js';
import { NULL_ARRAY, type Reply } from '../../reply/reply.js';
import { Blocked } from '../../session/blocked.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';
import { BLOCKED_COUNT, parseRead, READ_KEYS, type RequestedStream } from './read-request.js';
import { streamIdArgument } from './stream-id-argument.js';
import { entryReply, readReply } from './stream-reply.js';

export const STREAM_READ_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'xread',
    arity: -4,
    flags: ['readonly', 'blocking'],
    keys: READ_KEYS,
    group: 'stream',
    since: '5.0.0',
    summary:
      'Return never seen elements in multiple streams, with IDs greater than the ones reported by the caller for each stream. Can block.',
    syntax: '[COUNT count] [BLOCK milliseconds] STREAMS key [key ...] id [id ...]',
    handler: xread,
  },
];

/** A stream with the ID after which it is read. */
interface ReadPlace {
  readonly key: Bytes;
  readonly after: StreamId;
}

function xread(context: CommandContext, args: readonly Bytes[]): Reply | Blocked {
  const { streams, count, timeout } = parseRead(context, args);
  const places = streams.map(stream => placeOf(context, stream));
  const replies = places.flatMap(({ key, after }) => {
    const stream = context.read(key, StreamValue);
    const last = stream?.lastEntryId;
    if (!stream || !last || last.compare(after) <= 0) return [];
    return [[key, entriesAfter(stream, after, count)] as const];
  });
  if (replies.length > 0) return readReply(context.protocol, replies);
  return timeout === undefined ? NULL_ARRAY : waitFor(places, timeout, count ?? BLOCKED_COUNT);
}

function waitFor(places: readonly ReadPlace[], timeout: number, count: number): Blocked {
  // Of a stream that is named twice, the first place counts.
  const afters = new Map(places.toReversed().map(({ key, after }) => [key, after]));
  return new Blocked({
    keys: [...afters.keys()],
    timeout,
    timeoutReply: NULL_ARRAY,
    attempt: (context, key) => {
      const stream = context.database.write(key);
      const after = afters.get(key);
      if (!(stream instanceof StreamValue) || !after) return undefined;
      if (stream.history.lastId.compare(after) <= 0) return undefined;
      return readReply(context.protocol, [[key, entriesAfter(stream, after, count)]]);
    },
  });
}

function placeOf(context: CommandContext, { key, after }: RequestedStream): ReadPlace {
  const stream = context.read(key, StreamValue);
  if (after === '$') return { key, after: stream?.history.lastId ?? StreamId.MIN };
  if (after !== '>') return { key, after: streamIdArgument(after) };
  throw new CommandError(
    'ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.',
  );
}

function entriesAfter(stream: StreamValue, after: StreamId, count = Infinity): Reply {
  const start = after.next();
  return start ? stream.range(start, StreamId.MAX, count).map(entryReply) : [];
}
