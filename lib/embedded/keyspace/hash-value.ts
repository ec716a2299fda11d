import { type Bytes, owned } from '../bytes.js';
import type { UndoLog } from '../transaction/undo-log.js';
import { RandomIndex } from './random-index.js';
import { stringSize, Value } from './value.js';

const OBJECT_SIZE = 96;
const ENTRY_SIZE = 40;

/** Up to where Redis keeps a hash in a listpack. */
export interface HashLimits {
  readonly hashMaxListpackEntries: number;
  readonly hashMaxListpackValue: number;
}

/** Fields with their values, in the order in which they came, as in a listpack. */
export class HashValue extends Value {
  readonly #fields = new Map<Bytes, Bytes>();
  #bytes = 0;
  #isTable = false;
  #index: RandomIndex | undefined;

  override get type(): 'hash' {
    return 'hash';
  }

  override get encoding(): 'listpack' | 'hashtable' {
    return this.#isTable ? 'hashtable' : 'listpack';
  }

  override get byteSize(): number {
    return OBJECT_SIZE + this.#bytes;
  }

  override get isEmpty(): boolean {
    return this.#fields.size === 0;
  }

  get size(): number {
    return this.#fields.size;
  }

  /** All fields, to iterate; always the same object. */
  get fields(): ReadonlyMap<Bytes, Bytes> {
    return this.#fields;
  }

  /** For random fields. */
  get index(): RandomIndex {
    this.#index ??= new RandomIndex(this.#fields.keys());
    return this.#index;
  }

  get(field: Bytes): Bytes | undefined {
    return this.#fields.get(field);
  }

  override clone(): HashValue {
    const copy = new HashValue();
    for (const [field, value] of this.#fields) copy.#fields.set(field, value);
    copy.#bytes = this.#bytes;
    copy.#isTable = this.#isTable;
    return copy;
  }

  /** Sets a field; true if it is new. */
  set(field: Bytes, value: Bytes, limits: HashLimits, undo: UndoLog | undefined): boolean {
    this.fit(Math.max(field.length, value.length), limits, undo);
    const previous = this.#fields.get(field);
    const kept = owned(value);
    if (previous === undefined) {
      const name = owned(field);
      undo?.record(() => this.#remove(name, kept));
      this.#put(name, kept);
      if (this.#fields.size > limits.hashMaxListpackEntries) this.#toTable(undo);
    } else {
      undo?.record(() => this.#replace(field, previous, kept));
      this.#replace(field, kept, previous);
    }
    return previous === undefined;
  }

  delete(field: Bytes, undo: UndoLog | undefined): boolean {
    const value = this.#fields.get(field);
    if (value === undefined) return false;
    if (undo) this.#recordDelete(field, value, undo);
    this.#remove(field, value);
    return true;
  }

  /** Something this long comes in: too long for a listpack, it makes a table of the hash. */
  fit(length: number, limits: HashLimits, undo: UndoLog | undefined): void {
    if (length > limits.hashMaxListpackValue) this.#toTable(undo);
  }

  #toTable(undo: UndoLog | undefined): void {
    if (this.#isTable) return;
    undo?.record(() => (this.#isTable = false));
    this.#isTable = true;
  }

  #put(field: Bytes, value: Bytes): void {
    this.#fields.set(field, value);
    this.#index?.add(field);
    this.#bytes += ENTRY_SIZE + stringSize(field) + stringSize(value);
  }

  #replace(field: Bytes, value: Bytes, previous: Bytes): void {
    this.#fields.set(field, value);
    this.#bytes += value.length - previous.length;
  }

  #remove(field: Bytes, value: Bytes): void {
    this.#fields.delete(field);
    this.#index?.delete(field);
    this.#bytes -= ENTRY_SIZE + stringSize(field) + stringSize(value);
  }

  #recordDelete(field: Bytes, value: Bytes, undo: UndoLog): void {
    const name = owned(field);
    if (this.#isTable) {
      undo.record(() => this.#put(name, value));
      return;
    }
    // The order of a listpack is visible: the field must come back where it was.
    let place = 0;
    for (const other of this.#fields.keys()) {
      if (other === field) break;
      place++;
    }
    undo.record(() => {
      const following = [...this.#fields].slice(place);
      this.#put(name, value);
      for (const [later, kept] of following) {
        this.#fields.delete(later);
        this.#fields.set(later, kept);
      }
    });
  }
}
