import type { Bytes } from '../bytes.js';
import { ByteReader } from './byte-reader.js';
import { crc64 } from './crc64.js';
import type { PayloadWriter } from './payload-writer.js';

/** The version of the format that Redis 7.0 writes, and the highest it reads. */
const VERSION = 10;
const VERSION_SIZE = 2;
const CHECKSUM_SIZE = 8;

/** Bytes of the seal at the end of every payload. */
export const SEAL_SIZE = VERSION_SIZE + CHECKSUM_SIZE;

/** Puts the version of the format and a checksum over everything at the end. */
export function sealPayload(writer: PayloadWriter): Bytes {
  writer.integer(VERSION, VERSION_SIZE);
  writer.long(crc64(writer.written));
  return writer.text();
}

/** The version can be read, and the checksum is right. */
export function isIntact(payload: Bytes): boolean {
  if (payload.length < SEAL_SIZE) return false;
  const reader = new ByteReader(payload);
  const content = reader.view(payload.length - CHECKSUM_SIZE);
  const version = content.readUInt16LE(content.length - VERSION_SIZE);
  return version <= VERSION && BigInt.asIntN(64, crc64(content)) === reader.long();
}
