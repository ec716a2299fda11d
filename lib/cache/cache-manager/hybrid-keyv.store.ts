import { EventEmitter } from 'node:events';
import type { KeyvStoreAdapter, StoredData } from 'keyv';
import type { HybridCache } from '../hybrid-cache.service.js';
import type { StoredEntry } from '../resolution.js';
import { escapeGlob } from './escape-glob.js';
import { mutableCopy } from './mutable-copy.js';
import { unwrap } from './unwrap.js';

/**
 * Options of a {@link HybridKeyvStore}.
 *
 * @publicApi
 */
export interface HybridKeyvStoreOptions {
  /** What keys begin with, before a `:`. The Keyv in front of the store sets its own. */
  readonly namespace?: string | undefined;
  /**
   * Keeps values as the cache's own, without Keyv's `{ value, expires }` around them, so that
   * `HybridCache` reads what Keyv set, and the other way round. The Keyv in front must not serialize:
   * `createHybridKeyv` makes such a one.
   *
   * @default false: the text that Keyv made is kept as it is
   */
  readonly unwrap?: boolean | undefined;
}

/** One entry of {@link HybridKeyvStore.setMany}. */
interface NewEntry {
  readonly key: string;
  readonly value: unknown;
  /** Milliseconds. */
  readonly ttl?: number | undefined;
}

/**
 * A cache as a store of {@link https://keyv.org | Keyv}: `new Keyv({ store: new HybridKeyvStore(cache) })`.
 * Each Keyv needs a store of its own, because it sets the namespace. Disconnecting it leaves the
 * cache as it is.
 *
 * @publicApi
 */
export class HybridKeyvStore extends EventEmitter implements KeyvStoreAdapter {
  /** Keyv offers `iterator()` only for dialects that it knows. */
  readonly opts: Record<string, unknown> = { dialect: 'redis' };
  namespace: string | undefined;

  readonly #cache: HybridCache;
  readonly #isUnwrapping: boolean;

  constructor(cache: HybridCache, options: HybridKeyvStoreOptions = {}) {
    super();
    this.#cache = cache;
    this.namespace = options.namespace;
    this.#isUnwrapping = options.unwrap ?? false;
  }

  /** What was set, for the caller to keep and change; `undefined` when it is absent. */
  async get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    try {
      const entry = await this.#cache.readEntry<Value>(this.#nameOf(key));
      return entry && this.#handOut(entry);
    } catch (error) {
      // Keyv tells its listeners of every failure but that of a get(), which it takes for absence.
      if (this.listenerCount('error') > 0) this.emit('error', error);
      throw error;
    }
  }

  /** As {@link get}, in the order of the keys. */
  async getMany<Value>(keys: string[]): Promise<StoredData<Value | undefined>[]> {
    const names = keys.map(key => this.#nameOf(key));
    const entries = await this.#cache.readEntries<Value>(names);
    return names.map(name => {
      const entry = entries.get(name);
      return entry && this.#handOut(entry);
    });
  }

  /** @param ttl milliseconds; none, or 0, for no end */
  async set(key: string, value: unknown, ttl?: number): Promise<boolean> {
    await this.setMany([{ key, value, ttl }]);
    return true;
  }

  // Keyv declares no result, yet hands on what it gets as that of its own setMany(): booleans.
  setMany(entries: readonly NewEntry[]): Promise<void>;
  async setMany(entries: readonly NewEntry[]): Promise<unknown> {
    const latest = new Map(entries.map(entry => [this.#nameOf(entry.key), entry]));
    const absent: string[] = [];
    const byTtl = new Map<number, [name: string, value: unknown][]>();
    for (const [name, entry] of latest) {
      const value = this.#isUnwrapping ? unwrap(entry.value) : entry.value;
      const ttl = lifeOf(entry.ttl);
      const group = byTtl.get(ttl);
      // What is undefined or has ended reads as absent: it takes the place of what was there.
      if (value === undefined || ttl < 0) absent.push(name);
      else if (group === undefined) byTtl.set(ttl, [[name, value]]);
      else group.push([name, value]);
    }
    const writes = Array.from(byTtl, ([ttl, values]) => this.#cache.setMany(values, { ttl }));
    if (absent.length > 0) writes.push(this.#cache.remove(absent));
    await Promise.all(writes);
    return entries.map(() => true);
  }

  /** Gives whether it was there. */
  delete(key: string): Promise<boolean> {
    return this.deleteMany([key]);
  }

  /** Gives whether any of them was there. */
  async deleteMany(keys: string[]): Promise<boolean> {
    return (await this.#cache.removeCounting(keys.map(key => this.#nameOf(key)))) > 0;
  }

  async has(key: string): Promise<boolean> {
    return (await this.#cache.readEntry(this.#nameOf(key))) !== undefined;
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    const names = keys.map(key => this.#nameOf(key));
    const entries = await this.#cache.readEntries(names);
    return names.map(name => entries.has(name));
  }

  /** Removes what is in the namespace; without one, every entry of the cache. */
  async clear(): Promise<void> {
    await this.#cache.removeByPattern(patternOf(this.namespace));
  }

  // The type that Keyv declares has no room for the { value, expires } that it also takes.
  iterator<Value>(
    namespace?: string,
  ): AsyncGenerator<(string | Awaited<Value> | undefined)[], void>;
  /**
   * Walks the namespace, as the second tier has it now.
   *
   * @yields pairs of key and value; as with SCAN, a key may come twice
   */
  async *iterator(namespace = this.namespace): AsyncGenerator<unknown[], void> {
    for await (const [key, entry] of this.#cache.scanEntries(patternOf(namespace))) {
      const value = this.#handOut(entry);
      if (value !== undefined) yield [key, value];
    }
  }

  #nameOf(key: string): string {
    const { namespace } = this;
    // Keyv prefixes keys itself, unless its useKeyPrefix is false.
    return !namespace || key.startsWith(`${namespace}:`) ? key : `${namespace}:${key}`;
  }

  #handOut<Value>({ value, expiresAt }: StoredEntry<Value>): StoredData<Value> | undefined {
    if (!this.#isUnwrapping) return mutableCopy(value);
    // Of an entry that has ended, Keyv would delete the key, and what somebody has just set there.
    if (expiresAt <= Date.now()) return undefined;
    return {
      value: mutableCopy(value),
      expires: expiresAt === Infinity ? undefined : expiresAt,
    };
  }
}

function patternOf(namespace: string | undefined): string {
  return namespace ? `${escapeGlob(namespace)}:*` : '*';
}

/** Milliseconds that Keyv lets a value live; Infinity for no end. */
function lifeOf(ttl: number | undefined): number {
  return ttl === undefined || ttl === 0 || Number.isNaN(ttl) ? Infinity : ttl;
}
