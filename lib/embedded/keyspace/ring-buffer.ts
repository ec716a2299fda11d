const MIN_CAPACITY = 4;

/** A sequence that grows and shrinks at both ends in constant time. */
export class RingBuffer<T> {
  #slots: (T | undefined)[] = emptySlots(MIN_CAPACITY);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(index: number): T | undefined {
    return index >= 0 && index < this.#length ? this.#slots[this.#slot(index)] : undefined;
  }

  /** Writes over an element that is there. */
  set(index: number, item: T): void {
    this.#slots[this.#slot(index)] = item;
  }

  slice(start: number, end: number): T[] {
    const items: T[] = [];
    for (let at = start; at < end; at++) {
      const item = this.at(at);
      if (item !== undefined) items.push(item);
    }
    return items;
  }

  pushFirst(item: T): void {
    this.#grow();
    this.#head = this.#slot(-1);
    this.#length++;
    this.#slots[this.#head] = item;
  }

  pushLast(item: T): void {
    this.#grow();
    this.#slots[this.#slot(this.#length++)] = item;
  }

  takeFirst(): T | undefined {
    if (this.#length === 0) return undefined;
    const item = this.#slots[this.#head];
    this.#slots[this.#head] = undefined;
    this.#head = this.#slot(1);
    this.#length--;
    this.#shrink();
    return item;
  }

  takeLast(): T | undefined {
    if (this.#length === 0) return undefined;
    const slot = this.#slot(--this.#length);
    const item = this.#slots[slot];
    this.#slots[slot] = undefined;
    this.#shrink();
    return item;
  }

  /** Inserts before an index; moves the shorter side. */
  insert(index: number, item: T): void {
    if (index < this.#length / 2) {
      this.pushFirst(item);
      for (let at = 0; at < index; at++) this.#move(at + 1, at);
    } else {
      this.pushLast(item);
      for (let at = this.#length - 1; at > index; at--) this.#move(at - 1, at);
    }
    this.set(index, item);
  }

  /** Removes an element; moves the shorter side. */
  remove(index: number): void {
    if (index < this.#length / 2) {
      for (let at = index; at > 0; at--) this.#move(at - 1, at);
      this.takeFirst();
    } else {
      for (let at = index; at < this.#length - 1; at++) this.#move(at + 1, at);
      this.takeLast();
    }
  }

  // A power of two of slots makes the way round a mask.
  #slot(index: number): number {
    return (this.#head + index) & (this.#slots.length - 1);
  }

  #move(from: number, to: number): void {
    this.#slots[this.#slot(to)] = this.#slots[this.#slot(from)];
  }

  #grow(): void {
    if (this.#length === this.#slots.length) this.#resize(2 * this.#length);
  }

  // Far from where it grows again, so that no sequence of operations resizes each time.
  #shrink(): void {
    const capacity = this.#slots.length;
    if (capacity > MIN_CAPACITY && this.#length <= capacity / 8) this.#resize(capacity / 4);
  }

  #resize(capacity: number): void {
    const slots = emptySlots<T>(Math.max(capacity, MIN_CAPACITY));
    for (let at = 0; at < this.#length; at++) slots[at] = this.at(at);
    this.#slots = slots;
    this.#head = 0;
  }
}

function emptySlots<T>(capacity: number): (T | undefined)[] {
  return Array.from<T | undefined>({ length: capacity });
}
