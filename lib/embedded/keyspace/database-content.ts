import type { Bytes } from '../bytes.js';
import type { UndoLog } from '../transaction/undo-log.js';
import type { MemoryMeter } from './memory-meter.js';
import { RovingSample } from './roving-sample.js';
import type { Value } from './value.js';

const ENTRY_SIZE = 56;

/**
 * The keys of a database, apart from its number, so that SWAPDB exchanges them at once. Counts the
 * bytes of what it holds: a value's as they were when it was last looked at.
 */
export class DatabaseContent {
  readonly values = new Map<Bytes, Value>();
  readonly expiries = new Map<Bytes, number>();
  readonly sample = new RovingSample(this.values);
  readonly expiringSample = new RovingSample(this.expiries);
  readonly #memory: MemoryMeter;

  constructor(memory: MemoryMeter) {
    this.#memory = memory;
  }

  /** What all of it counts for. */
  get bytes(): number {
    let bytes = 0;
    for (const [key, value] of this.values) bytes += entrySize(key) + value.accounted;
    return bytes;
  }

  add(key: Bytes, value: Value, undo: UndoLog | undefined): void {
    this.values.set(key, value);
    value.accounted = value.byteSize;
    this.#memory.add(entrySize(key) + value.accounted);
    undo?.record(() => {
      this.values.delete(key);
      this.#memory.add(-entrySize(key) - value.accounted);
      value.accounted = 0;
    });
  }

  replace(key: Bytes, previous: Value, value: Value, undo: UndoLog | undefined): void {
    const counted = previous.accounted;
    this.values.set(key, value);
    previous.accounted = 0;
    value.accounted = value.byteSize;
    this.#memory.add(value.accounted - counted);
    undo?.record(() => {
      this.values.set(key, previous);
      this.#memory.add(counted - value.accounted);
      previous.accounted = counted;
      value.accounted = 0;
    });
  }

  remove(key: Bytes, value: Value, undo: UndoLog | undefined): void {
    const counted = value.accounted;
    this.values.delete(key);
    this.#memory.add(-entrySize(key) - counted);
    value.accounted = 0;
    undo?.record(() => {
      this.values.set(key, value);
      value.accounted = counted;
      this.#memory.add(entrySize(key) + counted);
    });
  }

  /** Counts a value again that has changed in place. */
  recount(value: Value, undo: UndoLog | undefined): void {
    const grown = value.byteSize - value.accounted;
    if (grown === 0) return;
    this.#memory.add(grown);
    value.accounted += grown;
    undo?.record(() => {
      this.#memory.add(-grown);
      value.accounted -= grown;
    });
  }

  /** An estimate of what a key takes with its value. */
  sizeOf(key: Bytes): number | undefined {
    const value = this.values.get(key);
    return value && entrySize(key) + value.byteSize;
  }
}

function entrySize(key: Bytes): number {
  return ENTRY_SIZE + key.length;
}
