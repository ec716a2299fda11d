import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';
import { CorruptPayload } from './corrupt-payload.js';

// The two highest bits of the first byte tell the form.
const LENGTH_14_BITS = 0x40;
const LENGTH_32_BITS = 0x80;
const LENGTH_64_BITS = 0x81;
const SPECIAL = 0xc0;

/** Writes a number in as few bytes as it needs; those of several bytes are big-endian. */
export function writeLength(writer: ByteWriter, length: number | bigint): void {
  if (length < 0x40) writer.byte(Number(length));
  else if (length < 0x4000) {
    const value = Number(length);
    writer.byte(LENGTH_14_BITS | (value >> 8));
    writer.byte(value & 0xff);
  } else if (length <= 0xffffffff) {
    writer.byte(LENGTH_32_BITS);
    writeBigEndian(writer, BigInt(length), 4);
  } else {
    writer.byte(LENGTH_64_BITS);
    writeBigEndian(writer, BigInt(length), 8);
  }
}

/** In place of the length of a string: how else the string is written. */
export function writeSpecial(writer: ByteWriter, encoding: number): void {
  writer.byte(SPECIAL | encoding);
}

/** A number of 64 bits without a sign. */
export function readUnsigned64(reader: ByteReader): bigint {
  const first = reader.byte();
  if (first === LENGTH_64_BITS) return readBigEndian(reader, 8);
  return BigInt(lengthAfter(reader, first));
}

/** A length, or the special form that stands in its place. */
export function readStringHead(
  reader: ByteReader,
): { readonly length: number } | { readonly encoding: number } {
  const first = reader.byte();
  if (first >= SPECIAL) return { encoding: first & 0x3f };
  return { length: lengthAfter(reader, first) };
}

/** How many items or bytes follow. */
export function readLength(reader: ByteReader): number {
  return lengthAfter(reader, reader.byte());
}

function lengthAfter(reader: ByteReader, first: number): number {
  if (first < LENGTH_14_BITS) return first;
  if (first < LENGTH_32_BITS) return ((first & 0x3f) << 8) | reader.byte();
  if (first === LENGTH_32_BITS) return Number(readBigEndian(reader, 4));
  if (first === LENGTH_64_BITS) return Number(readBigEndian(reader, 8));
  throw new CorruptPayload('unknown length encoding');
}

function writeBigEndian(writer: ByteWriter, value: bigint, size: number): void {
  for (let at = size - 1; at >= 0; at--) writer.byte(Number((value >> BigInt(8 * at)) & 0xffn));
}

function readBigEndian(reader: ByteReader, size: number): bigint {
  let value = 0n;
  for (let at = 0; at < size; at++) value = (value << 8n) | BigInt(reader.byte());
  return value;
}
