import { type Bytes, owned } from '../bytes.js';
import { RovingSample } from '../keyspace/roving-sample.js';

/**
 * Which sessions, by their ids, may hold which keys in a cache of theirs. A session that is closed
 * stays until its keys change: to look for them would take longer.
 */
export class ReadKeys {
  readonly #readers = new Map<Bytes, Set<number>>();
  readonly #sample = new RovingSample(this.#readers);
  #items = 0;

  get size(): number {
    return this.#readers.size;
  }

  /** Pairs of a key and a session. */
  get items(): number {
    return this.#items;
  }

  add(key: Bytes, sessionId: number): void {
    let readers = this.#readers.get(key);
    if (!readers) {
      readers = new Set();
      this.#readers.set(owned(key), readers);
    }
    this.#items -= readers.size;
    readers.add(sessionId);
    this.#items += readers.size;
  }

  /** Forgets a key; answers who read it. */
  take(key: Bytes): ReadonlySet<number> | undefined {
    const readers = this.#readers.get(key);
    if (!readers) return undefined;
    this.#readers.delete(key);
    this.#items -= readers.size;
    return readers;
  }

  /** Some keys, others at each call. */
  next(count: number): Bytes[] {
    return this.#sample.next(count);
  }

  clear(): void {
    this.#readers.clear();
    this.#items = 0;
  }
}
