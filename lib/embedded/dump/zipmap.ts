import type { Bytes } from '../bytes.js';
import { ByteReader } from './byte-reader.js';
import { CorruptPayload } from './corrupt-payload.js';

const UNKNOWN_COUNT = 0xfe;
const LONG_LENGTH = 0xfe;
const END = 0xff;

/** Fields and values in turn of a zipmap, as Redis wrote small hashes before 2.6. */
export function readZipmap(bytes: Bytes): Bytes[] {
  const reader = new ByteReader(bytes);
  const count = reader.byte();
  const entries: Bytes[] = [];
  while (reader.peek() !== END) {
    entries.push(reader.bytes(readLength(reader)));
    const length = readLength(reader);
    const unused = reader.byte();
    entries.push(reader.bytes(length));
    reader.skip(unused);
  }
  if (reader.remaining !== 1) throw new CorruptPayload('zipmap ends early');
  if (count !== UNKNOWN_COUNT && 2 * count !== entries.length) {
    throw new CorruptPayload('zipmap of another count');
  }
  return entries;
}

function readLength(reader: ByteReader): number {
  const first = reader.byte();
  return first < LONG_LENGTH ? first : reader.unsigned(4);
}
