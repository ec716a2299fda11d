import { globMatcher, type KeySpace } from '../redis/index.js';
import type { ScriptExecutor } from '../scripting/index.js';
import {
  type CacheEntryOptions,
  type CacheGetOptions,
  type ResolvedEntryOptions,
  resolveEntryOptions,
} from './cache-options.js';
import { UnserializableValueError } from './errors/index.js';
import { EntryFinder } from './entry-finder.js';
import type { EntryLoader } from './entry-loader.js';
import type { FactoryContext } from './factory-context.js';
import type { MemoryEntry } from './memory-entry.js';
import type { MemoryTier } from './memory-tier.js';
import type { Resolution, ResolutionSource, StoredEntry } from './resolution.js';
import type { RemoteTier } from './remote-tier.js';
import type { EncodedValue, ValueCodec } from './value-codec.js';

/** The parts that a {@link HybridCache} is made of. */
export interface HybridCacheParts {
  readonly memory: MemoryTier;
  readonly remote: RemoteTier;
  readonly loader: EntryLoader;
  readonly codec: ValueCodec;
  readonly keySpace: KeySpace;
  readonly scriptExecutor: ScriptExecutor;
  readonly defaults: ResolvedEntryOptions;
  /** When false, every read is a miss and nothing is stored. */
  readonly isEnabled: boolean;
}

/**
 * The two-tier cache: a first tier in this process, a second on the server.
 *
 * What comes out equals what went in, always, as the serializer gives it back. Plain data is frozen
 * and shared by its readers; a value that holds a Date, Map, Set or bytes is copied for each. `null`
 * is a value; `undefined` is absence.
 *
 * @publicApi
 */
export class HybridCache {
  /** Runs scripts on the connection of this cache. */
  readonly scriptExecutor: ScriptExecutor;

  readonly #memory: MemoryTier;
  readonly #remote: RemoteTier;
  readonly #loader: EntryLoader;
  readonly #finder: EntryFinder;
  readonly #codec: ValueCodec;
  readonly #keySpace: KeySpace;
  readonly #defaults: ResolvedEntryOptions;
  readonly #isEnabled: boolean;
  /** Whether a read without options begins with the first tier. */
  readonly #readsLocal: boolean;

  constructor(parts: HybridCacheParts) {
    this.scriptExecutor = parts.scriptExecutor;
    this.#memory = parts.memory;
    this.#remote = parts.remote;
    this.#loader = parts.loader;
    this.#finder = new EntryFinder(parts.memory, parts.remote, parts.loader, parts.keySpace);
    this.#codec = parts.codec;
    this.#keySpace = parts.keySpace;
    this.#defaults = parts.defaults;
    this.#isEnabled = parts.isEnabled;
    this.#readsLocal = parts.isEnabled && parts.defaults.useLocal;
  }

  /**
   * The value, or `undefined` when it is absent. A server that is away is as good as absence.
   *
   * @throws InvalidKeyError
   * @throws ServerReplyError when the server refuses to read, as for a key of another data type
   */
  get<T = unknown>(key: string, options?: CacheGetOptions): Promise<T | undefined> {
    if (options === undefined && this.#readsLocal) {
      const entry = this.#memory.get(key);
      if (entry !== undefined) return typed<T>(entry.promise ?? entry.readAsync());
    }
    return typed<T | undefined>(this.#get(key, this.#resolve(options)));
  }

  /**
   * As {@link get}, and says when the entry ends.
   *
   * @internal
   */
  async readEntry<T>(key: string): Promise<StoredEntry<T> | undefined> {
    const entry = await this.#finder.find(key, this.#resolve(undefined));
    return entry && storedEntry<T>(entry);
  }

  /**
   * The value of the first tier, at once; `undefined` when it is not there. It does not count as a
   * use: an entry that is only ever peeked at makes room for others.
   */
  peek<T = unknown>(key: string): T | undefined {
    return this.#memory.peek(key)?.read() as T | undefined;
  }

  /**
   * The value, or what `factory` makes of it, which is then stored. However many ask at the same
   * time, the factory runs once in this process; when it fails, each gets its error and nothing is
   * stored. A value that cannot be stored is returned, and reported in the log with the remedy.
   *
   * @throws InvalidKeyError, and whatever the factory throws
   */
  getOrCreate<T>(
    key: string,
    factory: (context: FactoryContext) => T | Promise<T>,
    options?: CacheEntryOptions,
  ): Promise<T> {
    if (options === undefined ? this.#readsLocal : this.#readsLocalWith(options)) {
      const entry = this.#memory.get(key);
      if (entry !== undefined) {
        return typed<T>(
          options?.type === undefined
            ? (entry.promise ?? entry.readAsync())
            : Promise.resolve(entry.read(options.type)),
        );
      }
    }
    return this.resolve(key, factory, options).then(({ value }) => value);
  }

  /**
   * As {@link getOrCreate}, and says where the value came from.
   *
   * @internal
   */
  async resolve<T>(
    key: string,
    factory: (context: FactoryContext) => T | Promise<T>,
    options?: CacheEntryOptions,
  ): Promise<Resolution<T>> {
    const resolved = this.#resolve(options);
    if (resolved.useLocal) {
      const entry = this.#memory.get(key);
      if (entry !== undefined) return resolution('local', entry, resolved);
    }
    this.#keySpace.check(key);
    const joined = this.#loader.loading(key);
    const outcome = await (joined ?? this.#loader.load(key, factory, resolved));
    const source = joined === undefined ? outcome.source : 'joined';
    if (outcome.entry === undefined) {
      return { value: outcome.value as T, source, entry: undefined, isStored: false };
    }
    return { ...resolution<T>(source, outcome.entry, resolved), isStored: outcome.isStored };
  }

  /**
   * Stores a value in both tiers, in place of the one that was there.
   *
   * @throws InvalidKeyError
   * @throws UnserializableValueError, PayloadTooLargeError and nothing has changed
   * @throws ServerUnavailableError, ServerReplyError when the second tier did not take it; then the
   * first holds no value either
   */
  async set<T>(key: string, value: T, options?: CacheEntryOptions): Promise<void> {
    await this.setMany([[key, value]], options);
  }

  /**
   * Removes entries from both tiers.
   *
   * @throws InvalidKeyError
   * @throws ServerUnavailableError when the second tier could not be told; this process then no
   * longer has the value, others may
   */
  async remove(key: string | readonly string[]): Promise<void> {
    await this.removeCounting(typeof key === 'string' ? [key] : key);
  }

  /**
   * As {@link remove}, and gives how many of the entries were there.
   *
   * @internal
   */
  async removeCounting(keys: readonly string[]): Promise<number> {
    for (const key of keys) this.#keySpace.check(key);
    const local = keys.filter(key => this.#memory.get(key) !== undefined).length;
    for (const key of keys) this.#loader.overtake(key);
    if (!this.#isEnabled || !this.#defaults.useRemote) return local;
    return Math.max(local, await this.#remote.remove(keys));
  }

  /** Removes an entry from the first tier of this process only. */
  removeLocal(key: string): void {
    this.#loader.overtake(key);
  }

  /**
   * Removes the entries whose keys match a glob pattern of Redis (`*`, `?`, `[a-z]`, `\\` before a
   * character that means itself), and gives how many the second tier held. The server is walked in
   * short steps, all masters of a cluster: entries that are written meanwhile may stay.
   *
   * A part of the pattern that comes from a user must be escaped.
   *
   * @throws ServerUnavailableError, ServerReplyError
   */
  async removeByPattern(glob: string): Promise<number> {
    this.#loader.overtakeMatching(globMatcher(glob));
    if (!this.#isEnabled || !this.#defaults.useRemote) return 0;
    return this.#remote.removeMatching(glob);
  }

  /**
   * Removes every entry under the key prefix; without a prefix, every key of the database but those
   * of this library's other features. Takes as long as there are entries.
   *
   * @throws ServerUnavailableError, ServerReplyError
   */
  async clear(): Promise<void> {
    await this.removeByPattern('*');
  }

  /** The values that are there, by key, in the order of the keys. */
  async getMany<T = unknown>(
    keys: readonly string[],
    options?: CacheGetOptions,
  ): Promise<Map<string, T>> {
    const resolved = this.#resolve(options);
    const found = await this.#finder.findMany(keys, resolved);
    return mapValues(found, entry => entry.read(resolved.type) as T);
  }

  /**
   * As {@link getMany}, and says when the entries end.
   *
   * @internal
   */
  async readEntries<T>(keys: readonly string[]): Promise<Map<string, StoredEntry<T>>> {
    const found = await this.#finder.findMany(keys, this.#resolve(undefined));
    return mapValues(found, storedEntry<T>);
  }

  /**
   * Walks the entries whose keys match a glob pattern, as the second tier has them now.
   *
   * @yields entries; as with SCAN, one may come twice
   * @internal
   */
  async *scanEntries<T>(glob: string): AsyncGenerator<[key: string, entry: StoredEntry<T>]> {
    for await (const page of this.#finder.scan(glob, this.#resolve(undefined))) {
      yield* mapValues(page, storedEntry<T>);
    }
  }

  /**
   * Stores several values. On a cluster, or for many of them, some may be stored when it rejects.
   *
   * @throws what {@link set} throws
   */
  async setMany<T = unknown>(
    entries: Iterable<readonly [key: string, value: NoInfer<T>]>,
    options?: CacheEntryOptions,
  ): Promise<void> {
    const resolved = this.#resolve(options);
    const encoded = new Map<string, EncodedValue>();
    for (const [key, value] of entries) {
      this.#keySpace.check(key);
      if (value === undefined) {
        throw new UnserializableValueError('', 'undefined, which means absence: remove the key');
      }
      encoded.set(key, this.#codec.encode(key, value, resolved.type));
    }
    await this.#loader.write(encoded, resolved);
  }

  async #get(key: string, options: ResolvedEntryOptions): Promise<unknown> {
    if (options.useRemote && !options.useLocal) {
      this.#keySpace.check(key);
      return this.#loader.readPast(key, options.type);
    }
    return (await this.#finder.find(key, options))?.read(options.type);
  }

  #readsLocalWith({ useLocal }: CacheEntryOptions): boolean {
    return useLocal === undefined ? this.#readsLocal : useLocal && this.#isEnabled;
  }

  #resolve(options: CacheEntryOptions | undefined): ResolvedEntryOptions {
    const resolved = resolveEntryOptions(options, this.#defaults);
    return this.#isEnabled ? resolved : { ...resolved, useLocal: false, useRemote: false };
  }
}

function resolution<T>(
  source: ResolutionSource,
  entry: MemoryEntry,
  { type }: ResolvedEntryOptions,
): Resolution<T> {
  return { value: entry.read(type) as T, source, entry, isStored: true };
}

function storedEntry<T>(entry: MemoryEntry): StoredEntry<T> {
  return { value: entry.read() as T, expiresAt: entry.entryExpiresAt };
}

function mapValues<K, From, To>(map: Map<K, From>, convert: (value: From) => To): Map<K, To> {
  return new Map(Array.from(map, ([key, value]) => [key, convert(value)]));
}

/** Which type lives under a key is the caller's knowledge. */
function typed<T>(promise: Promise<unknown>): Promise<T> {
  return promise as Promise<T>;
}
