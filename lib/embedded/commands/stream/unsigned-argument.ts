import type { Bytes } from '../../bytes.js';
import { isInteger64 } from '../../keyspace/integer-text.js';
import { type Integer64, narrow } from '../../keyspace/stream/integer64.js';

const PLAIN = /^\d{1,15}$/;
const LENIENT = /^[\t-\r ]*([+-]?)(\d+)$/;
const UINT64_MAX = 2n ** 64n - 1n;

/**
 * An unsigned integer of 64 bits as a part of an ID. What is not in the plain form is read as by
 * `strtoull`: with blanks, zeros or a sign before it, a negative one wrapped around.
 */
export function parseUnsigned(text: Bytes): Integer64 | undefined {
  if (PLAIN.test(text)) return Number(text);
  const [, sign, digits] = LENIENT.exec(text) ?? [];
  if (digits === undefined || (sign === '-' && isInteger64(text))) return undefined;
  const magnitude = BigInt(digits);
  if (magnitude > UINT64_MAX) return undefined;
  return narrow(sign === '-' ? BigInt.asUintN(64, -magnitude) : magnitude);
}
