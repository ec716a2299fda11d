import type { Bytes } from '../bytes.js';
import { ByteReader } from './byte-reader.js';
import { CorruptPayload } from './corrupt-payload.js';
import {
  backLengthSize,
  LISTPACK_ENTRY,
  LISTPACK_HEADER_SIZE,
  UNKNOWN_COUNT,
} from './listpack-entry.js';

/** All entries of a listpack; integers as text. Every length in it is checked. */
export function readListpack(bytes: Bytes): Bytes[] {
  const reader = new ByteReader(bytes);
  if (reader.length <= LISTPACK_HEADER_SIZE || reader.unsigned(4) !== reader.length) {
    throw new CorruptPayload('listpack of another length');
  }
  const count = reader.unsigned(2);
  const entries: Bytes[] = [];
  while (reader.peek() !== LISTPACK_ENTRY.end) {
    const start = reader.position;
    entries.push(readEntry(reader));
    checkBackLength(reader, reader.position - start);
  }
  if (reader.remaining !== 1) throw new CorruptPayload('listpack ends early');
  if (count !== UNKNOWN_COUNT && count !== entries.length) {
    throw new CorruptPayload('listpack of another count');
  }
  return entries;
}

function readEntry(reader: ByteReader): Bytes {
  const first = reader.byte();
  if (first < LISTPACK_ENTRY.shortString) return String(first);
  if (first < LISTPACK_ENTRY.integer13) return reader.bytes(first & 0x3f);
  if (first < LISTPACK_ENTRY.string) {
    const value = ((first & 0x1f) << 8) | reader.byte();
    return String(value < 0x1000 ? value : value - 0x2000);
  }
  if (first < LISTPACK_ENTRY.longString) {
    return reader.bytes(((first & 0x0f) << 8) | reader.byte());
  }
  switch (first) {
    case LISTPACK_ENTRY.longString:
      return reader.bytes(reader.unsigned(4));
    case LISTPACK_ENTRY.integer16:
      return String(reader.signed(2));
    case LISTPACK_ENTRY.integer24:
      return String(reader.signed(3));
    case LISTPACK_ENTRY.integer32:
      return String(reader.signed(4));
    case LISTPACK_ENTRY.integer64:
      return String(reader.long());
    default:
      throw new CorruptPayload('unknown listpack encoding');
  }
}

// Seven bits a byte, the highest first; all but the first are marked.
function checkBackLength(reader: ByteReader, length: number): void {
  for (let at = backLengthSize(length) - 1, mark = 0; at >= 0; at--, mark = 0x80) {
    const expected = (Math.floor(length / 2 ** (7 * at)) & 0x7f) | mark;
    if (reader.byte() !== expected) throw new CorruptPayload('listpack entry of another length');
  }
}
