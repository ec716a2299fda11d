import { type Bytes, owned } from '../bytes.js';
import type { UndoLog } from '../transaction/undo-log.js';
import { compareIntegers, isInteger64 } from './integer-text.js';
import { RandomIndex } from './random-index.js';
import { stringSize, Value } from './value.js';

const OBJECT_SIZE = 96;
const ENTRY_SIZE = 32;

/** Up to where Redis keeps a set of integers sorted in an intset. */
export interface SetLimits {
  readonly setMaxIntsetEntries: number;
}

export class SetValue extends Value {
  readonly #members = new Set<Bytes>();
  #bytes = 0;
  #isIntset = true;
  #index: RandomIndex | undefined;
  #sorted: readonly Bytes[] | undefined;

  override get type(): 'set' {
    return 'set';
  }

  override get encoding(): 'intset' | 'hashtable' {
    return this.#isIntset ? 'intset' : 'hashtable';
  }

  override get byteSize(): number {
    return OBJECT_SIZE + this.#bytes;
  }

  override get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  get size(): number {
    return this.#members.size;
  }

  /** All members in no order, to iterate; always the same object. */
  get members(): ReadonlySet<Bytes> {
    return this.#members;
  }

  /** For random members. */
  get index(): RandomIndex {
    this.#index ??= new RandomIndex(this.#members);
    return this.#index;
  }

  has(member: Bytes): boolean {
    return this.#members.has(member);
  }

  /** All members as Redis lists them: those of an intset sorted. */
  list(): readonly Bytes[] {
    if (!this.#isIntset) return [...this.#members];
    this.#sorted ??= [...this.#members].toSorted(compareIntegers);
    return this.#sorted;
  }

  override clone(): SetValue {
    const copy = new SetValue();
    for (const member of this.#members) copy.#members.add(member);
    copy.#bytes = this.#bytes;
    copy.#isIntset = this.#isIntset;
    return copy;
  }

  add(member: Bytes, limits: SetLimits, undo: UndoLog | undefined): boolean {
    if (this.#members.has(member)) return false;
    const kept = owned(member);
    undo?.record(() => this.#remove(kept));
    this.#put(kept);
    if (this.#isIntset && (this.size > limits.setMaxIntsetEntries || !isInteger64(member))) {
      undo?.record(() => (this.#isIntset = true));
      this.#isIntset = false;
    }
    return true;
  }

  delete(member: Bytes, undo: UndoLog | undefined): boolean {
    if (!this.#members.has(member)) return false;
    if (undo) {
      const kept = owned(member);
      undo.record(() => this.#put(kept));
    }
    this.#remove(member);
    return true;
  }

  #put(member: Bytes): void {
    this.#members.add(member);
    this.#index?.add(member);
    this.#sorted = undefined;
    this.#bytes += ENTRY_SIZE + stringSize(member);
  }

  #remove(member: Bytes): void {
    this.#members.delete(member);
    this.#index?.delete(member);
    this.#sorted = undefined;
    this.#bytes -= ENTRY_SIZE + stringSize(member);
  }
}
