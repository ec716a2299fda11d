import { LRUCache } from 'lru-cache';
import type { MemoryEntry } from './memory-entry.js';

/** What an entry takes beside its value and its key: its object, its place in the list. */
const ENTRY_OVERHEAD_BYTES = 200;

/**
 * The first tier: entries in this process, the least recently used of which make room.
 *
 * Ends of entries are compared with `Date.now()` at each read. lru-cache has a time to live of its
 * own, but that goes by a clock which lags and which no fake timer moves.
 */
export class MemoryTier {
  readonly #entries: LRUCache<string, MemoryEntry>;

  constructor(limits: { readonly maxEntries: number; readonly maxBytes: number }) {
    this.#entries = new LRUCache({ max: limits.maxEntries, maxSize: limits.maxBytes });
  }

  get(key: string): MemoryEntry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.expiresAt > Date.now()) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  /** As {@link get}, without counting as a use of the entry. */
  peek(key: string): MemoryEntry | undefined {
    const entry = this.#entries.peek(key);
    return entry !== undefined && entry.expiresAt > Date.now() ? entry : undefined;
  }

  /** @param bytes size of the value */
  set(key: string, entry: MemoryEntry, bytes: number): void {
    const size = bytes + 2 * key.length + ENTRY_OVERHEAD_BYTES;
    this.#entries.set(key, entry, { size });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  deleteMatching(matches: (key: string) => boolean): void {
    for (const key of Array.from(this.#entries.keys())) {
      if (matches(key)) this.#entries.delete(key);
    }
  }

  keysMatching(matches: (key: string) => boolean): string[] {
    return [...this.#entries.keys()].filter(matches);
  }

  clear(): void {
    this.#entries.clear();
  }
}
