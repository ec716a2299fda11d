import type { Bytes } from '../../bytes.js';
import type { Integer64 } from '../../keyspace/stream/integer64.js';
import { MAX_SEQUENCE, StreamId } from '../../keyspace/stream/stream-id.js';
import { CommandError } from '../command-error.js';
import { parseUnsigned } from './unsigned-argument.js';

const MAX_LENGTH = 127;

/** An ID; of one without a sequence number, that is 0. */
export function parseStreamId(text: Bytes, missingSequence: Integer64 = 0): StreamId | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const dash = text.indexOf('-');
  const ms = parseUnsigned(dash < 0 ? text : text.slice(0, dash));
  const seq = dash < 0 ? missingSequence : parseUnsigned(text.slice(dash + 1));
  return ms === undefined || seq === undefined ? undefined : new StreamId(ms, seq);
}

/** @throws CommandError */
export function streamIdArgument(text: Bytes | undefined, missingSequence?: Integer64): StreamId {
  const id = parseStreamId(text ?? '', missingSequence);
  if (id) return id;
  throw new CommandError('ERR Invalid stream ID specified as stream command argument');
}

/** An ID, or `-` and `+` for the least and the greatest. */
export function boundaryArgument(text: Bytes | undefined, missingSequence?: Integer64): StreamId {
  if (text === '-') return StreamId.MIN;
  return text === '+' ? StreamId.MAX : streamIdArgument(text, missingSequence);
}

/** Where a range begins; after `(` the ID itself is not part of it. */
export function rangeStartArgument(text: Bytes = ''): StreamId {
  if (!isExclusive(text)) return boundaryArgument(text);
  const start = streamIdArgument(text.slice(1)).next();
  if (start) return start;
  throw new CommandError('ERR invalid start ID for the interval');
}

/** Where a range ends. */
export function rangeEndArgument(text: Bytes = ''): StreamId {
  if (!isExclusive(text)) return boundaryArgument(text, MAX_SEQUENCE);
  const end = streamIdArgument(text.slice(1), MAX_SEQUENCE).previous();
  if (end) return end;
  throw new CommandError('ERR invalid end ID for the interval');
}

function isExclusive(text: Bytes): boolean {
  return text.length > 1 && text.startsWith('(');
}
