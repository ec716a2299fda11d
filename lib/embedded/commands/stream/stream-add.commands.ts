import type { Bytes } from '../../bytes.js';
import { MAX_SEQUENCE, StreamId } from '../../keyspace/stream/stream-id.js';
import type { StreamTrim } from '../../keyspace/stream/stream-entries.js';
import { MAX_LISTPACK_BYTES, textBytesOf } from '../../keyspace/stream/stream-node.js';
import { StreamValue } from '../../keyspace/stream/stream-value.js';
import type { Reply } from '../../reply/reply.js';
import { keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { streamIdArgument } from './stream-id-argument.js';
import { TrimOptions } from './trim-options.js';

type Args = readonly Bytes[];

export const STREAM_ADD_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'xadd',
    arity: -5,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'stream',
    since: '5.0.0',
    summary: 'Appends a new entry to a stream',
    syntax:
      'key [NOMKSTREAM] [<MAXLEN | MINID> [= | ~] threshold [LIMIT count]] <* | id> field value [field value ...]',
    handler: xadd,
  },
  {
    name: 'xtrim',
    arity: -4,
    flags: ['write'],
    keys: FIRST_KEY,
    group: 'stream',
    since: '5.0.0',
    summary: "Trims the stream to (approximately if '~' is passed) a certain size",
    syntax: 'key <MAXLEN | MINID> [= | ~] threshold [LIMIT count]',
    handler: xtrim,
  },
];

/** The ID that XADD asks for. */
interface WantedId {
  readonly id: StreamId;
  /** `ms-*`: the sequence number is for the stream to give. */
  readonly isPartial: boolean;
}

interface Addition {
  /** Undefined: `*`. */
  readonly wanted: WantedId | undefined;
  readonly isNoMkStream: boolean;
  readonly trim: StreamTrim | undefined;
  readonly fields: readonly Bytes[];
}

function xadd(context: CommandContext, args: Args): Reply {
  const { wanted, isNoMkStream, trim, fields } = parseAddition(context, args);
  const key = args[1] ?? '';
  const found = context.write(key, StreamValue);
  if (!found && isNoMkStream) return null;
  const stream = found ?? new StreamValue();
  const id = nextId(stream, wanted, context.now);
  if (textBytesOf(fields) > MAX_LISTPACK_BYTES) throw tooLarge();
  if (!found) context.database.set(key, stream);
  stream.append(id, fields, context.server.config.encoding, context.undo);
  const trimmed = trim ? stream.trim(trim, context.undo) : 0;
  context.modified(key, 'stream', 'xadd');
  if (trimmed > 0) context.notify(key, 'stream', 'xtrim');
  context.server.events.ready(context.database.index, key);
  return id.toString();
}

function xtrim(context: CommandContext, args: Args): Reply {
  const options = new TrimOptions(true);
  for (let at: number | undefined = 2; at < args.length; at++) {
    at = options.read(args, at);
    if (at === undefined) throw CommandError.syntax();
  }
  const trim = options.trim(context.server.config.encoding.streamNodeMaxEntries);
  const key = args[1] ?? '';
  const stream = context.write(key, StreamValue);
  const trimmed = (trim && stream?.trim(trim, context.undo)) ?? 0;
  if (trimmed > 0) context.modified(key, 'stream', 'xtrim');
  return trimmed;
}

function parseAddition(context: CommandContext, args: Args): Addition {
  const options = new TrimOptions(false);
  let isNoMkStream = false;
  let wanted: WantedId | undefined;
  let at = 2;
  for (; at < args.length && args[at] !== '*'; at++) {
    const last = options.read(args, at);
    if (last !== undefined) at = last;
    else if (keyword(args[at]) === 'nomkstream') isNoMkStream = true;
    else {
      wanted = parseWanted(args[at] ?? '');
      break;
    }
  }
  const trim = options.trim(context.server.config.encoding.streamNodeMaxEntries);
  const fields = args.slice(at + 1);
  if (fields.length === 0 || fields.length % 2 === 1) throw CommandError.wrongArity('xadd');
  if (wanted?.id.isZero && !wanted.isPartial) {
    throw new CommandError('ERR The ID specified in XADD must be greater than 0-0');
  }
  return { wanted, isNoMkStream, trim, fields };
}

function parseWanted(text: Bytes): WantedId {
  const dash = text.indexOf('-');
  const isPartial = dash >= 0 && text.slice(dash + 1) === '*';
  return { id: streamIdArgument(isPartial ? `${text.slice(0, dash)}-0` : text), isPartial };
}

/** The ID of an entry that is added now. */
function nextId({ history }: StreamValue, wanted: WantedId | undefined, now: number): StreamId {
  const { lastId } = history;
  const following = lastId.next();
  if (!following) {
    throw new CommandError(
      'ERR The stream has exhausted the last possible ID, unable to add more items',
    );
  }
  if (!wanted) return lastId.ms < now ? new StreamId(now, 0) : following;
  const { id, isPartial } = wanted;
  if (isPartial && id.ms === lastId.ms) {
    // The text is beside the point: in Redis this failure sets no cause.
    if (lastId.seq === MAX_SEQUENCE) throw tooLarge();
    return following;
  }
  if (id.compare(lastId) > 0) return id;
  throw new CommandError(
    'ERR The ID specified in XADD is equal or smaller than the target stream top item',
  );
}

function tooLarge(): CommandError {
  return new CommandError('ERR Elements are too large to be stored');
}
