import type { Bytes } from '../bytes.js';

/**
 * Items by a prefix, to find those whose prefix a text begins with. That costs a look-up for each
 * length that a prefix has, however many prefixes there are.
 */
export class PrefixIndex<T> {
  readonly #byLength = new Map<number, Map<Bytes, Set<T>>>();

  add(prefix: Bytes, item: T): void {
    const prefixes = this.#byLength.get(prefix.length);
    const items = prefixes?.get(prefix);
    if (items) items.add(item);
    else if (prefixes) prefixes.set(prefix, new Set([item]));
    else this.#byLength.set(prefix.length, new Map([[prefix, new Set([item])]]));
  }

  delete(prefix: Bytes, item: T): void {
    const prefixes = this.#byLength.get(prefix.length);
    const items = prefixes?.get(prefix);
    if (!prefixes || !items) return;
    items.delete(item);
    if (items.size === 0) prefixes.delete(prefix);
    if (prefixes.size === 0) this.#byLength.delete(prefix.length);
  }

  find(text: Bytes): T[] {
    const found: T[] = [];
    for (const [length, prefixes] of this.#byLength) {
      if (length > text.length) continue;
      const items = prefixes.get(text.slice(0, length));
      if (items) found.push(...items);
    }
    return found;
  }
}
