import type { Bytes } from '../bytes.js';
import { type HashLimits, HashValue } from '../keyspace/hash-value.js';
import type { ByteReader } from './byte-reader.js';
import { CorruptPayload } from './corrupt-payload.js';
import { readLength, writeLength } from './encoded-length.js';
import { readString, writeString } from './encoded-string.js';
import { readListpack } from './listpack-reader.js';
import { ListpackWriter } from './listpack-writer.js';
import { PAYLOAD_TYPE } from './payload-type.js';
import type { PayloadWriter } from './payload-writer.js';
import { readZiplist } from './ziplist.js';
import { readZipmap } from './zipmap.js';

export function writeHash(writer: PayloadWriter, value: HashValue): void {
  if (value.encoding === 'listpack') {
    const listpack = new ListpackWriter();
    for (const [field, content] of value.fields) {
      listpack.add(field);
      listpack.add(content);
    }
    writer.byte(PAYLOAD_TYPE.hashListpack);
    writeString(writer, listpack.finish());
    return;
  }
  writer.byte(PAYLOAD_TYPE.hash);
  writeLength(writer, value.size);
  for (const [field, content] of value.fields) {
    writeString(writer, field);
    writeString(writer, content);
  }
}

export function readHash(reader: ByteReader, limits: HashLimits): HashValue {
  const value = new HashValue();
  for (let left = readLength(reader); left > 0; left--) {
    const field = readString(reader);
    add(value, field, readString(reader), limits);
  }
  return value;
}

/** What was a listpack stays one, however long its strings are. */
export function readHashListpack(reader: ByteReader, limits: HashLimits): HashValue {
  return ofPairs(readListpack(readString(reader)), withoutLength(limits));
}

export function readHashZiplist(reader: ByteReader, limits: HashLimits): HashValue {
  return ofPairs(readZiplist(readString(reader)), withoutLength(limits));
}

export function readHashZipmap(reader: ByteReader, limits: HashLimits): HashValue {
  return ofPairs(readZipmap(readString(reader)), limits);
}

function withoutLength(limits: HashLimits): HashLimits {
  return { ...limits, hashMaxListpackValue: Infinity };
}

function ofPairs(entries: readonly Bytes[], limits: HashLimits): HashValue {
  if (entries.length % 2 === 1) throw new CorruptPayload('field without a value');
  const value = new HashValue();
  for (let at = 0; at < entries.length; at += 2) {
    add(value, entries[at] ?? '', entries[at + 1] ?? '', limits);
  }
  return value;
}

function add(value: HashValue, field: Bytes, content: Bytes, limits: HashLimits): void {
  if (!value.set(field, content, limits, undefined)) throw new CorruptPayload('duplicate field');
}
