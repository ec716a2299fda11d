import { type Bytes, owned } from '../bytes.js';
import type { UndoLog } from '../transaction/undo-log.js';
import { RingBuffer } from './ring-buffer.js';
import { stringSize, Value } from './value.js';

const OBJECT_SIZE = 96;
const ENTRY_SIZE = 8;
/** More of them at once cost less by a new buffer than by moving what follows each. */
const MAX_SINGLE_REMOVALS = 8;

/** An end of a list. */
export type ListEnd = 'left' | 'right';

/** Fast at both ends and by index; in the middle it moves the shorter side. */
export class ListValue extends Value {
  #items = new RingBuffer<Bytes>();
  #bytes = 0;

  override get type(): 'list' {
    return 'list';
  }

  override get encoding(): 'quicklist' {
    return 'quicklist';
  }

  override get byteSize(): number {
    return OBJECT_SIZE + this.#bytes;
  }

  override get isEmpty(): boolean {
    return this.#items.length === 0;
  }

  get length(): number {
    return this.#items.length;
  }

  /** The element at an index from 0; undefined outside. */
  at(index: number): Bytes | undefined {
    return this.#items.at(index);
  }

  /** The elements from an index up to, not including, another. */
  slice(start: number, end: number): Bytes[] {
    return this.#items.slice(start, end);
  }

  override clone(): ListValue {
    const copy = new ListValue();
    for (let at = 0; at < this.length; at++) copy.#put('right', this.at(at) ?? '');
    return copy;
  }

  push(end: ListEnd, item: Bytes, undo: UndoLog | undefined): void {
    undo?.record(() => this.#take(end));
    this.#put(end, owned(item));
  }

  pop(end: ListEnd, undo: UndoLog | undefined): Bytes | undefined {
    const item = this.#take(end);
    if (item !== undefined) undo?.record(() => this.#put(end, item));
    return item;
  }

  /** Writes over an element that is there. */
  set(index: number, item: Bytes, undo: UndoLog | undefined): void {
    const previous = this.#items.at(index) ?? '';
    undo?.record(() => this.#replace(index, previous));
    this.#replace(index, owned(item));
  }

  /** Inserts before an index. */
  insert(index: number, item: Bytes, undo: UndoLog | undefined): void {
    undo?.record(() => {
      this.#items.remove(index);
      this.#count(item, -1);
    });
    this.#items.insert(index, owned(item));
    this.#count(item, 1);
  }

  /** Keeps what is between two indexes, the end not included. */
  trim(start: number, end: number, undo: UndoLog | undefined): void {
    for (let left = this.length - Math.max(start, end); left > 0; left--) this.pop('right', undo);
    const first = Math.min(start, this.length);
    for (let at = 0; at < first; at++) this.pop('left', undo);
  }

  /** Removes elements equal to one, so many from an end; answers how many there were. */
  remove(item: Bytes, from: ListEnd, limit: number, undo: UndoLog | undefined): number {
    const places = this.#find(item, from, limit);
    if (places.length > MAX_SINGLE_REMOVALS) this.#removeAll(places, undo);
    else for (const place of places.toReversed()) this.#removeAt(place, item, undo);
    this.#count(item, -places.length);
    undo?.record(() => this.#count(item, places.length));
    return places.length;
  }

  #removeAt(place: number, item: Bytes, undo: UndoLog | undefined): void {
    if (undo) {
      const kept = owned(item);
      undo.record(() => this.#items.insert(place, kept));
    }
    this.#items.remove(place);
  }

  #removeAll(places: readonly number[], undo: UndoLog | undefined): void {
    const previous = this.#items;
    undo?.record(() => (this.#items = previous));
    const removed = new Set(places);
    const items = new RingBuffer<Bytes>();
    for (let at = 0; at < previous.length; at++) {
      if (!removed.has(at)) items.pushLast(previous.at(at) ?? '');
    }
    this.#items = items;
  }

  /** The places of an element in ascending order. */
  #find(item: Bytes, from: ListEnd, limit: number): number[] {
    const { length } = this;
    const places: number[] = [];
    for (let step = 0; step < length && places.length < limit; step++) {
      const at = from === 'left' ? step : length - 1 - step;
      if (this.#items.at(at) === item) places.push(at);
    }
    return from === 'left' ? places : places.toReversed();
  }

  #put(end: ListEnd, item: Bytes): void {
    if (end === 'left') this.#items.pushFirst(item);
    else this.#items.pushLast(item);
    this.#count(item, 1);
  }

  #take(end: ListEnd): Bytes | undefined {
    const item = end === 'left' ? this.#items.takeFirst() : this.#items.takeLast();
    if (item !== undefined) this.#count(item, -1);
    return item;
  }

  #replace(index: number, item: Bytes): void {
    this.#bytes += item.length - (this.#items.at(index)?.length ?? 0);
    this.#items.set(index, item);
  }

  #count(item: Bytes, times: number): void {
    this.#bytes += times * (ENTRY_SIZE + stringSize(item));
  }
}
