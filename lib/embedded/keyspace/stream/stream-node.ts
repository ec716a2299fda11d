import type { Bytes } from '../../bytes.js';
import { stringSize } from '../value.js';
import { lowerBound } from './binary-search.js';
import { listpackEntrySize, listpackMasterSize } from './entry-listpack-size.js';
import { LISTPACK_FRAME, listpackIntegerSize } from './listpack-size.js';
import { StreamId } from './stream-id.js';

const NODE_SIZE = 120;
const ENTRY_SIZE = 136;
const FIELD_SIZE = 8;
/** Larger no listpack becomes, nor an entry. */
export const MAX_LISTPACK_BYTES = 2 ** 30;

/** One message of a stream. */
export class StreamEntry {
  /** A tombstone: it goes with its node. */
  isDeleted = false;

  /** @param fields names and values in turn */
  constructor(
    readonly id: StreamId,
    readonly fields: readonly Bytes[],
  ) {}
}

/** How large a node may grow; 0: as large as it will. */
export interface NodeLimits {
  readonly streamNodeMaxBytes: number;
  readonly streamNodeMaxEntries: number;
}

/**
 * The entries that Redis keeps in one listpack. Approximate trimming removes whole nodes, so that
 * where one ends is told by what the listpack would take.
 */
export class StreamNode {
  readonly #entries: StreamEntry[] = [];
  #liveCount = 0;
  /** Of the listpack without its two counters. */
  #listpackBytes = LISTPACK_FRAME;
  #bytes = NODE_SIZE;

  /** All entries with those deleted; the first stays as long as the node. */
  get entries(): readonly StreamEntry[] {
    return this.#entries;
  }

  get firstId(): StreamId {
    return this.#entries[0]?.id ?? StreamId.MIN;
  }

  /** Be it deleted. */
  get lastId(): StreamId {
    return this.#entries.at(-1)?.id ?? StreamId.MIN;
  }

  /** How many entries are not deleted. */
  get liveCount(): number {
    return this.#liveCount;
  }

  /** An estimate of the memory it takes. */
  get byteSize(): number {
    return this.#bytes;
  }

  /** @param textBytes how long names and values of the next entry are together */
  hasRoomFor(textBytes: number, limits: NodeLimits): boolean {
    const { streamNodeMaxBytes, streamNodeMaxEntries } = limits;
    const maxBytes = Math.min(streamNodeMaxBytes || MAX_LISTPACK_BYTES, MAX_LISTPACK_BYTES);
    if (this.#listpackSize() + textBytes >= maxBytes) return false;
    return streamNodeMaxEntries === 0 || this.#entries.length < streamNodeMaxEntries;
  }

  /** The fields with the names of the first entry, if they are the same, so that they are kept once. */
  withSharedNames(fields: readonly Bytes[]): readonly Bytes[] {
    const first = this.#entries[0]?.fields ?? [];
    if (!haveSameNames(fields, first)) return fields;
    return fields.map((field, at) => (at % 2 === 0 ? (first[at] ?? field) : field));
  }

  push(entry: StreamEntry): void {
    if (this.#entries.length === 0) this.#listpackBytes += listpackMasterSize(entry.fields);
    this.#entries.push(entry);
    this.#count(entry, 1);
  }

  /** Takes the last entry back, which is not the first. */
  pop(): void {
    const entry = this.#entries.at(-1);
    if (!entry) return;
    this.#count(entry, -1);
    this.#entries.pop();
  }

  /** Makes an entry a tombstone, or undoes that. */
  mark(entry: StreamEntry, isDeleted: boolean): void {
    entry.isDeleted = isDeleted;
    this.#liveCount += isDeleted ? -1 : 1;
  }

  /** The place of the entry with an ID, or of the first after it. */
  placeOf(id: StreamId): number {
    const entries = this.#entries;
    return lowerBound(entries.length, at => (entries[at]?.id.compare(id) ?? 0) < 0);
  }

  #count(entry: StreamEntry, times: 1 | -1): void {
    const first = this.#entries[0] ?? entry;
    const hasNamesOfFirst = haveSameNames(entry.fields, first.fields);
    if (!entry.isDeleted) this.#liveCount += times;
    this.#listpackBytes +=
      times * listpackEntrySize(entry.id, entry.fields, first.id, hasNamesOfFirst);
    this.#bytes += times * memorySize(entry.fields, entry !== first && hasNamesOfFirst);
  }

  #listpackSize(): number {
    const deletedCount = this.#entries.length - this.#liveCount;
    return (
      this.#listpackBytes + listpackIntegerSize(this.#liveCount) + listpackIntegerSize(deletedCount)
    );
  }
}

/** How long names and values are together. */
export function textBytesOf(fields: readonly Bytes[]): number {
  return fields.reduce((sum, { length }) => sum + length, 0);
}

function memorySize(fields: readonly Bytes[], hasSharedNames: boolean): number {
  let size = ENTRY_SIZE + FIELD_SIZE * fields.length;
  for (let at = hasSharedNames ? 1 : 0; at < fields.length; at += hasSharedNames ? 2 : 1) {
    size += stringSize(fields[at] ?? '');
  }
  return size;
}

function haveSameNames(a: readonly Bytes[], b: readonly Bytes[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 2) if (a[at] !== b[at]) return false;
  return true;
}
