import type { Bytes } from '../../bytes.js';
import type { Integer64 } from './integer64.js';
import { listpackIntegerSize, listpackStringSize } from './listpack-size.js';
import type { StreamId } from './stream-id.js';

/** The head of a listpack: how many field names, the names, and a zero. */
export function listpackMasterSize(fields: readonly Bytes[]): number {
  let size = listpackIntegerSize(fields.length / 2) + listpackIntegerSize(0);
  for (let at = 0; at < fields.length; at += 2) size += listpackStringSize(fields[at] ?? '');
  return size;
}

/** An entry in a listpack: flags, the ID as differences, fields, and how many elements these are. */
export function listpackEntrySize(
  id: StreamId,
  fields: readonly Bytes[],
  master: StreamId,
  isWithoutNames: boolean,
): number {
  const count = fields.length / 2;
  let size = listpackIntegerSize(0);
  size += listpackIntegerSize(difference(id.ms, master.ms));
  size += listpackIntegerSize(difference(id.seq, master.seq));
  if (!isWithoutNames) size += listpackIntegerSize(count);
  for (let at = isWithoutNames ? 1 : 0; at < fields.length; at += isWithoutNames ? 2 : 1) {
    size += listpackStringSize(fields[at] ?? '');
  }
  return size + listpackIntegerSize(isWithoutNames ? count + 3 : 2 * count + 4);
}

function difference(a: Integer64, b: Integer64): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Number(BigInt.asIntN(64, BigInt(a) - BigInt(b)));
}
