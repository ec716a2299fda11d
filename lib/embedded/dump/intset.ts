import type { Bytes } from '../bytes.js';
import { ByteReader } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';
import { CorruptPayload } from './corrupt-payload.js';

const HEADER_SIZE = 8;

/** @param members integers as text, in ascending order */
export function writeIntset(members: readonly Bytes[]): Bytes {
  const writer = new ByteWriter();
  const size = Math.max(...[members[0], members.at(-1)].map(widthOf));
  writer.integer(size, 4);
  writer.integer(members.length, 4);
  for (const member of members) {
    if (size === 8) writer.long(BigInt(member));
    else writer.integer(Number(member), size);
  }
  return writer.text();
}

/** The members in ascending order, at least one. */
export function readIntset(bytes: Bytes): Bytes[] {
  const reader = new ByteReader(bytes);
  const size = reader.unsigned(4);
  const count = reader.unsigned(4);
  if (size !== 2 && size !== 4 && size !== 8) throw new CorruptPayload('unknown intset encoding');
  if (count === 0 || HEADER_SIZE + count * size !== reader.length) {
    throw new CorruptPayload('intset of another length');
  }
  const members: Bytes[] = [];
  let previous: number | bigint = -Infinity;
  while (reader.remaining > 0) {
    const member: number | bigint = size === 8 ? reader.long() : reader.signed(size);
    if (member <= previous) throw new CorruptPayload('intset out of order');
    members.push(String(member));
    previous = member;
  }
  return members;
}

function widthOf(member: Bytes = '0'): number {
  const value = Number(member);
  if (value >= -0x8000 && value < 0x8000) return 2;
  return value >= -0x80000000 && value < 0x80000000 ? 4 : 8;
}
