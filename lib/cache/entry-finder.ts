import { globMatcher, type KeySpace } from '../redis/index.js';
import type { ResolvedEntryOptions } from './cache-options.js';
import type { EntryLoader } from './entry-loader.js';
import type { MemoryEntry } from './memory-entry.js';
import type { MemoryTier } from './memory-tier.js';
import type { RemoteTier } from './remote-tier.js';

/** Finds entries that are there: in the first tier, else in the second. */
export class EntryFinder {
  readonly #memory: MemoryTier;
  readonly #remote: RemoteTier;
  readonly #loader: EntryLoader;
  readonly #keySpace: KeySpace;

  constructor(memory: MemoryTier, remote: RemoteTier, loader: EntryLoader, keySpace: KeySpace) {
    this.#memory = memory;
    this.#remote = remote;
    this.#loader = loader;
    this.#keySpace = keySpace;
  }

  /** @throws InvalidKeyError, ServerReplyError */
  async find(key: string, options: ResolvedEntryOptions): Promise<MemoryEntry | undefined> {
    this.#keySpace.check(key);
    const local = options.useLocal ? this.#memory.get(key) : undefined;
    return local ?? (options.useRemote ? this.#loader.read(key, options) : undefined);
  }

  /**
   * Several entries, by key, in the order of the keys.
   *
   * @throws InvalidKeyError, ServerReplyError
   */
  async findMany(
    keys: readonly string[],
    options: ResolvedEntryOptions,
  ): Promise<Map<string, MemoryEntry>> {
    for (const key of keys) this.#keySpace.check(key);
    const local = new Map<string, MemoryEntry>();
    if (options.useLocal) {
      for (const key of keys) {
        const entry = this.#memory.get(key);
        if (entry !== undefined) local.set(key, entry);
      }
    }
    const missing = [...new Set(keys)].filter(key => !local.has(key));
    if (missing.length === 0 || !options.useRemote) return local;
    const remote = await this.#loader.readMany(missing, options);
    const found = new Map<string, MemoryEntry>();
    for (const key of keys) {
      const entry = local.get(key) ?? remote.get(key);
      if (entry !== undefined) found.set(key, entry);
    }
    return found;
  }

  /**
   * Walks the entries whose keys match a glob pattern: those of the second tier if it is used, as
   * they are there now, else those of the first.
   *
   * @yields pages of entries; as with SCAN, one may come twice
   * @throws ServerUnavailableError, ServerReplyError
   */
  async *scan(
    glob: string,
    options: ResolvedEntryOptions,
  ): AsyncGenerator<Map<string, MemoryEntry>> {
    if (!options.useRemote) {
      if (options.useLocal) {
        yield this.findMany(this.#memory.keysMatching(globMatcher(glob)), options);
      }
      return;
    }
    for await (const keys of this.#remote.scan(glob)) {
      // What a walk meets is not what is wanted often: it leaves the first tier as it is.
      yield this.findMany(keys, { ...options, useLocal: false });
    }
  }
}
