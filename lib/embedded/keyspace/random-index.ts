import type { Bytes } from '../bytes.js';

/**
 * The members of a map or set once more, in an array: every one is drawn with the same chance, at
 * once, which maps cannot do. Made when first needed.
 */
export class RandomIndex {
  readonly #items: Bytes[];
  readonly #places = new Map<Bytes, number>();

  constructor(items: Iterable<Bytes>) {
    this.#items = [...items];
    for (const [place, item] of this.#items.entries()) this.#places.set(item, place);
  }

  add(item: Bytes): void {
    this.#places.set(item, this.#items.length);
    this.#items.push(item);
  }

  delete(item: Bytes): void {
    const place = this.#places.get(item);
    const last = this.#items.pop();
    if (place === undefined || last === undefined) return;
    this.#places.delete(item);
    if (last === item) return;
    this.#items[place] = last;
    this.#places.set(last, place);
  }

  /** One member; '' where there is none. */
  draw(): Bytes {
    return this.#items[randomBelow(this.#items.length)] ?? '';
  }

  /** Members that differ from each other: as many, or all. */
  sample(count: number): Bytes[] {
    if (count >= this.#items.length) return [...this.#items];
    // Where most are wanted, few draws would be new ones.
    if (count * 3 > this.#items.length) return this.#shuffled(count);
    const drawn = new Set<Bytes>();
    while (drawn.size < count) drawn.add(this.draw());
    return [...drawn];
  }

  #shuffled(count: number): Bytes[] {
    const items = [...this.#items];
    for (let at = 0; at < count; at++) {
      const other = at + randomBelow(items.length - at);
      const item = items[other] ?? '';
      items[other] = items[at] ?? '';
      items[at] = item;
    }
    items.length = count;
    return items;
  }
}

function randomBelow(limit: number): number {
  return Math.floor(Math.random() * limit);
}
