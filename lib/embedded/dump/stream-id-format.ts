import { type Integer64, narrow } from '../keyspace/stream/integer64.js';
import { StreamId } from '../keyspace/stream/stream-id.js';
import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';
import { readUnsigned64, writeLength } from './encoded-length.js';

/** As two numbers in as few bytes as they need. */
export function writeShortId(writer: ByteWriter, { ms, seq }: StreamId): void {
  writeLength(writer, ms);
  writeLength(writer, seq);
}

export function readShortId(reader: ByteReader): StreamId {
  return new StreamId(narrow(readUnsigned64(reader)), narrow(readUnsigned64(reader)));
}

/** As 16 bytes, big-endian, whose order is that of the IDs. */
export function writeRawId(writer: ByteWriter, { ms, seq }: StreamId): void {
  const bytes = Buffer.allocUnsafe(16);
  bytes.writeBigUInt64BE(BigInt(ms), 0);
  bytes.writeBigUInt64BE(BigInt(seq), 8);
  writer.buffer(bytes);
}

export function readRawId(reader: ByteReader): StreamId {
  const bytes = reader.view(16);
  return new StreamId(narrow(bytes.readBigUInt64BE(0)), narrow(bytes.readBigUInt64BE(8)));
}

/** A count that C keeps with a sign: the highest are below zero. */
export function readSigned(reader: ByteReader): Integer64 {
  return narrow(BigInt.asIntN(64, readUnsigned64(reader)));
}

export function writeSigned(writer: ByteWriter, value: Integer64): void {
  writeLength(writer, BigInt.asUintN(64, BigInt(value)));
}
