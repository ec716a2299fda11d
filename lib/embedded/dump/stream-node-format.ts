import type { Bytes } from '../bytes.js';
import { parseInteger } from '../commands/arguments.js';
import { type Integer64, narrow } from '../keyspace/stream/integer64.js';
import { StreamId } from '../keyspace/stream/stream-id.js';
import type { EntryParts, NodeParts } from '../keyspace/stream/stream-parts.js';
import { CorruptPayload } from './corrupt-payload.js';
import { readListpack } from './listpack-reader.js';
import { ListpackWriter } from './listpack-writer.js';

const DELETED = 1;
const SAME_FIELDS = 2;

/**
 * A node as a listpack: how many entries live and how many are deleted, the names of the first
 * one's fields, then all entries, their IDs as differences from the first one's.
 */
export function writeStreamNode({ entries }: NodeParts): Bytes {
  const listpack = new ListpackWriter();
  const add = (...items: readonly (Bytes | Integer64)[]): void => {
    for (const item of items) listpack.add(String(item));
  };
  const master = entries[0];
  if (!master) return listpack.finish();
  const names = namesOf(master.fields);
  const deleted = entries.filter(({ isDeleted }) => isDeleted).length;
  add(entries.length - deleted, deleted, names.length, ...names, 0);
  for (const { id, fields, isDeleted } of entries) {
    const isSame = hasNames(fields, names);
    const items = isSame ? valuesOf(fields) : [fields.length / 2, ...fields];
    const flags = (isDeleted ? DELETED : 0) | (isSame ? SAME_FIELDS : 0);
    add(flags, difference(id.ms, master.id.ms), difference(id.seq, master.id.seq), ...items);
    add(items.length + 3);
  }
  return listpack.finish();
}

/** @param masterId from which the IDs differ */
export function readStreamNode(bytes: Bytes, masterId: StreamId): NodeParts {
  const items = new Items(readListpack(bytes));
  const total = items.count() + items.count();
  const names = items.take(items.count());
  if (items.count() !== 0) throw new CorruptPayload('stream node without an end of its head');
  const entries: EntryParts[] = [];
  while (!items.isAtEnd) entries.push(readEntry(items, names, masterId));
  if (entries.length !== total) throw new CorruptPayload('stream node of another count');
  return { entries };
}

function readEntry(items: Items, names: readonly Bytes[], masterId: StreamId): EntryParts {
  const begin = items.position;
  const flags = items.count();
  const id = new StreamId(sum(masterId.ms, items.integer()), sum(masterId.seq, items.integer()));
  const fields =
    (flags & SAME_FIELDS) === 0
      ? items.take(2 * items.count())
      : items.take(names.length).flatMap((value, at) => [names[at] ?? '', value]);
  if (items.position - begin !== items.count()) {
    throw new CorruptPayload('stream entry of another length');
  }
  return { id, fields, isDeleted: (flags & DELETED) !== 0 };
}

/** The elements of a listpack one after the other. */
class Items {
  readonly #items: readonly Bytes[];
  #at = 0;

  constructor(items: readonly Bytes[]) {
    this.#items = items;
  }

  get position(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#items.length;
  }

  take(count: number): readonly Bytes[] {
    const taken = this.#items.slice(this.#at, this.#at + count);
    if (taken.length !== count) throw new CorruptPayload('stream node cut off');
    this.#at += count;
    return taken;
  }

  integer(): Integer64 {
    const value = parseInteger(this.take(1)[0]);
    if (value === undefined) throw new CorruptPayload('no integer in a stream node');
    return value;
  }

  count(): number {
    const value = this.integer();
    if (value < 0) throw new CorruptPayload('negative count in a stream node');
    return Number(value);
  }
}

function namesOf(fields: readonly Bytes[]): readonly Bytes[] {
  return fields.filter((_, at) => at % 2 === 0);
}

function valuesOf(fields: readonly Bytes[]): readonly Bytes[] {
  return fields.filter((_, at) => at % 2 === 1);
}

function hasNames(fields: readonly Bytes[], names: readonly Bytes[]): boolean {
  return fields.length === 2 * names.length && names.every((name, at) => name === fields[2 * at]);
}

function difference(a: Integer64, b: Integer64): Integer64 {
  return narrow(BigInt.asIntN(64, BigInt(a) - BigInt(b)));
}

function sum(base: Integer64, step: Integer64): Integer64 {
  return narrow(BigInt.asUintN(64, BigInt(base) + BigInt(step)));
}
