import type { Bytes } from '../bytes.js';
import { type HashLimits, HashValue } from '../keyspace/hash-value.js';
import { ListValue } from '../keyspace/list-value.js';
import { type SetLimits, SetValue } from '../keyspace/set-value.js';
import { type SortedSetLimits, SortedSetValue } from '../keyspace/sorted-set/sorted-set-value.js';
import { StreamValue } from '../keyspace/stream/stream-value.js';
import { StringValue } from '../keyspace/string-value.js';
import type { Value } from '../keyspace/value.js';
import { ByteReader } from './byte-reader.js';
import { CorruptPayload } from './corrupt-payload.js';
import { readString, writeString } from './encoded-string.js';
import {
  readHash,
  readHashListpack,
  readHashZiplist,
  readHashZipmap,
  writeHash,
} from './hash-format.js';
import {
  type ListLimits,
  readList,
  readListZiplist,
  readQuicklist,
  readQuicklistOfZiplists,
  writeList,
} from './list-format.js';
import { PAYLOAD_TYPE } from './payload-type.js';
import { PayloadWriter } from './payload-writer.js';
import { readSet, readSetIntset, writeSet } from './set-format.js';
import {
  readSortedSet,
  readSortedSetListpack,
  readSortedSetZiplist,
  readTextScore,
  writeSortedSet,
} from './sorted-set-format.js';
import { SEAL_SIZE, sealPayload } from './sealed-payload.js';
import { readStream, readStreamWithoutOffsets, writeStream } from './stream-format.js';

/** What a payload has beside the value: its type, and the seal. */
export const PAYLOAD_OVERHEAD = 1 + SEAL_SIZE;

export type PayloadLimits = HashLimits & ListLimits & SetLimits & SortedSetLimits;

/** What DUMP answers: the value, the version of the format, a checksum over both. */
export function dumpValue(value: Value, limits: PayloadLimits): Bytes {
  const writer = new PayloadWriter();
  writeValue(writer, value, limits);
  return sealPayload(writer);
}

/**
 * The value of a payload that is intact.
 *
 * @throws CorruptPayload
 */
export function restoreValue(payload: Bytes, limits: PayloadLimits): Value {
  const reader = new ByteReader(payload);
  const value = readValue(reader, reader.byte(), limits);
  if (value.isEmpty && value.type !== 'stream') throw new CorruptPayload('empty');
  return value;
}

function writeValue(writer: PayloadWriter, value: Value, limits: PayloadLimits): void {
  if (value instanceof StringValue) {
    writer.byte(PAYLOAD_TYPE.string);
    writeString(writer, value.bytes);
  } else if (value instanceof HashValue) writeHash(writer, value);
  else if (value instanceof ListValue) writeList(writer, value, limits);
  else if (value instanceof SetValue) writeSet(writer, value);
  else if (value instanceof SortedSetValue) writeSortedSet(writer, value);
  else if (value instanceof StreamValue) writeStream(writer, value);
  else throw new TypeError(`No format for a ${value.type}`);
}

function readValue(reader: ByteReader, type: number, limits: PayloadLimits): Value {
  switch (type) {
    case PAYLOAD_TYPE.string:
      return new StringValue(readString(reader));
    case PAYLOAD_TYPE.list:
      return readList(reader);
    case PAYLOAD_TYPE.set:
      return readSet(reader, limits);
    case PAYLOAD_TYPE.sortedSetOfText:
      return readSortedSet(reader, limits, readTextScore);
    case PAYLOAD_TYPE.hash:
      return readHash(reader, limits);
    case PAYLOAD_TYPE.sortedSet:
      return readSortedSet(reader, limits);
    case PAYLOAD_TYPE.hashZipmap:
      return readHashZipmap(reader, limits);
    case PAYLOAD_TYPE.listZiplist:
      return readListZiplist(reader);
    case PAYLOAD_TYPE.setIntset:
      return readSetIntset(reader, limits);
    case PAYLOAD_TYPE.sortedSetZiplist:
      return readSortedSetZiplist(reader, limits);
    case PAYLOAD_TYPE.hashZiplist:
      return readHashZiplist(reader, limits);
    case PAYLOAD_TYPE.quicklistOfZiplists:
      return readQuicklistOfZiplists(reader);
    case PAYLOAD_TYPE.hashListpack:
      return readHashListpack(reader, limits);
    case PAYLOAD_TYPE.sortedSetListpack:
      return readSortedSetListpack(reader, limits);
    case PAYLOAD_TYPE.quicklist:
      return readQuicklist(reader);
    case PAYLOAD_TYPE.streamWithoutOffsets:
      return readStreamWithoutOffsets(reader);
    case PAYLOAD_TYPE.stream:
      return readStream(reader);
    default:
      throw new CorruptPayload('unknown type');
  }
}
