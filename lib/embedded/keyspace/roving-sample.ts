/**
 * Walks round and round a map, a few keys at a time: a map has no random access, and its iterators
 * stay right while it changes.
 */
export class RovingSample<K> {
  readonly #map: ReadonlyMap<K, unknown>;
  #keys: IterableIterator<K> | undefined;

  constructor(map: ReadonlyMap<K, unknown>) {
    this.#map = map;
  }

  /** The next keys: as many as asked for, fewer only where the map is smaller. */
  next(count: number): K[] {
    const wanted = Math.min(count, this.#map.size);
    const keys: K[] = [];
    while (keys.length < wanted) {
      this.#keys ??= this.#map.keys();
      const step = this.#keys.next();
      if (step.done) this.#keys = undefined;
      else keys.push(step.value);
    }
    return keys;
  }

  /** Another key at each call, all of them in the long run; undefined of an empty map. */
  random(): K | undefined {
    return this.next(1 + Math.floor(Math.random() * Math.min(this.#map.size, 64))).at(-1);
  }
}
