import type { Bytes } from '../bytes.js';
import { type SetLimits, SetValue } from '../keyspace/set-value.js';
import type { ByteReader } from './byte-reader.js';
import { CorruptPayload } from './corrupt-payload.js';
import { readLength, writeLength } from './encoded-length.js';
import { readString, writeString } from './encoded-string.js';
import { readIntset, writeIntset } from './intset.js';
import { PAYLOAD_TYPE } from './payload-type.js';
import type { PayloadWriter } from './payload-writer.js';

export function writeSet(writer: PayloadWriter, value: SetValue): void {
  if (value.encoding === 'intset') {
    writer.byte(PAYLOAD_TYPE.setIntset);
    writeString(writer, writeIntset(value.list()));
    return;
  }
  writer.byte(PAYLOAD_TYPE.set);
  writeLength(writer, value.size);
  for (const member of value.members) writeString(writer, member);
}

export function readSet(reader: ByteReader, limits: SetLimits): SetValue {
  const value = new SetValue();
  for (let left = readLength(reader); left > 0; left--) add(value, readString(reader), limits);
  return value;
}

export function readSetIntset(reader: ByteReader, limits: SetLimits): SetValue {
  const value = new SetValue();
  for (const member of readIntset(readString(reader))) add(value, member, limits);
  return value;
}

function add(value: SetValue, member: Bytes, limits: SetLimits): void {
  if (!value.add(member, limits, undefined)) throw new CorruptPayload('duplicate member');
}
