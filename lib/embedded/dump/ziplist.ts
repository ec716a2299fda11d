import type { Bytes } from '../bytes.js';
import { ByteReader } from './byte-reader.js';
import { CorruptPayload } from './corrupt-payload.js';

/** Before the entries: the length of all, where the last entry begins, how many there are. */
const HEADER_SIZE = 10;
const UNKNOWN_COUNT = 0xffff;
const END = 0xff;
const LONG_PREVIOUS_LENGTH = 0xfe;
const FIRST_SMALL_INTEGER = 0xf1;
const LAST_SMALL_INTEGER = 0xfd;

const INTEGER_SIZES: Readonly<Record<number, number>> = { 0xfe: 1, 0xc0: 2, 0xf0: 3, 0xd0: 4 };
const INTEGER_64 = 0xe0;

/** All entries of a ziplist, as Redis wrote them before 7.0; integers as text. */
export function readZiplist(bytes: Bytes): Bytes[] {
  const reader = new ByteReader(bytes);
  if (reader.length <= HEADER_SIZE || reader.unsigned(4) !== reader.length) {
    throw new CorruptPayload('ziplist of another length');
  }
  const tail = reader.unsigned(4);
  const count = reader.unsigned(2);
  const entries: Bytes[] = [];
  let previousStart = HEADER_SIZE;
  let previousLength = 0;
  while (reader.peek() !== END) {
    previousStart = reader.position;
    if (readPreviousLength(reader) !== previousLength) {
      throw new CorruptPayload('ziplist entry of another length');
    }
    entries.push(readEntry(reader));
    previousLength = reader.position - previousStart;
  }
  if (reader.remaining !== 1) throw new CorruptPayload('ziplist ends early');
  if (entries.length > 0 && tail !== previousStart) throw new CorruptPayload('ziplist tail');
  if (count !== UNKNOWN_COUNT && count !== entries.length) {
    throw new CorruptPayload('ziplist of another count');
  }
  return entries;
}

function readPreviousLength(reader: ByteReader): number {
  const first = reader.byte();
  return first < LONG_PREVIOUS_LENGTH ? first : reader.unsigned(4);
}

function readEntry(reader: ByteReader): Bytes {
  const first = reader.byte();
  if (first < 0x40) return reader.bytes(first);
  if (first < 0x80) return reader.bytes(((first & 0x3f) << 8) | reader.byte());
  if (first < 0xc0) return reader.bytes(reader.view(4).readUInt32BE());
  if (first >= FIRST_SMALL_INTEGER && first <= LAST_SMALL_INTEGER) {
    return String(first - FIRST_SMALL_INTEGER);
  }
  if (first === INTEGER_64) return String(reader.long());
  const size = INTEGER_SIZES[first];
  if (size === undefined) throw new CorruptPayload('unknown ziplist encoding');
  return String(reader.signed(size));
}
