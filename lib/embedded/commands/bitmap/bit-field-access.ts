import type { StringValue } from '../../keyspace/string-value.js';
import type { UndoLog } from '../../transaction/undo-log.js';
import { type BitFieldType, wrapBits } from './bit-field-type.js';

/** The bytes that a field touches, and the bits that they have after it. */
interface FieldPlace {
  readonly firstByte: number;
  readonly byteCount: number;
  readonly bitsAfter: number;
}

/** The integer at a place, zeros beyond the end of the string. */
export function readField(
  value: StringValue | undefined,
  offset: number,
  type: BitFieldType,
): bigint {
  if (!value) return 0n;
  const place = placeOf(offset, type.width);
  return wrapBits(readBytes(value, place) >> BigInt(place.bitsAfter), type);
}

/** @param value long enough */
export function writeField(
  value: StringValue,
  offset: number,
  { width }: BitFieldType,
  field: bigint,
  undo: UndoLog | undefined,
): void {
  const place = placeOf(offset, width);
  const shift = BigInt(place.bitsAfter);
  const mask = (2n ** BigInt(width) - 1n) << shift;
  let bytes = (readBytes(value, place) & ~mask) | (BigInt.asUintN(width, field) << shift);
  let text = '';
  for (let left = place.byteCount; left > 0; left--) {
    text = String.fromCharCode(Number(bytes & 0xffn)) + text;
    bytes >>= 8n;
  }
  value.write(place.firstByte, text, undo);
}

function placeOf(offset: number, width: number): FieldPlace {
  const firstByte = Math.floor(offset / 8);
  const byteCount = Math.ceil((offset + width) / 8) - firstByte;
  return { firstByte, byteCount, bitsAfter: 8 * (firstByte + byteCount) - offset - width };
}

function readBytes(value: StringValue, { firstByte, byteCount }: FieldPlace): bigint {
  let bytes = 0n;
  for (let at = 0; at < byteCount; at++) {
    bytes = (bytes << 8n) | BigInt(value.byteAt(firstByte + at));
  }
  return bytes;
}
