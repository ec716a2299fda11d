import { ServerUnavailableError } from '../errors/index.js';
import type { ResolvedEntryOptions } from './cache-options.js';
import { type EntryType, revive } from './entry-type.js';
import { PayloadTooLargeError, UnserializableValueError } from './errors/index.js';
import { type FactoryContext, FactoryDecisions } from './factory-context.js';
import { type KeyMark, KeyMarks } from './key-marks.js';
import { MemoryEntry } from './memory-entry.js';
import type { MemoryTier } from './memory-tier.js';
import type { RemoteEntry, RemoteTier } from './remote-tier.js';
import type { Reporter } from './reporter.js';
import { SingleFlight } from './single-flight.js';
import type { EncodedValue, ValueCodec } from './value-codec.js';

/** Where a value came from: the second tier, or the factory. */
export type LoadSource = 'remote' | 'factory';

/** What a load gave: an entry, or a value that is not stored. */
export type LoadOutcome =
  | { readonly source: LoadSource; readonly entry: MemoryEntry; readonly isStored: boolean }
  | { readonly source: 'factory'; readonly entry: undefined; readonly value: unknown };

export type Factory = (context: FactoryContext) => unknown;

/** Brings entries into the first tier: from the second, or from a factory. One work a key at a time. */
export class EntryLoader {
  readonly #memory: MemoryTier;
  readonly #remote: RemoteTier;
  readonly #codec: ValueCodec;
  readonly #reporter: Reporter;
  readonly #marks = new KeyMarks();
  readonly #reads = new SingleFlight<MemoryEntry | undefined>();
  readonly #loads = new SingleFlight<LoadOutcome>();

  constructor(memory: MemoryTier, remote: RemoteTier, codec: ValueCodec, reporter: Reporter) {
    this.#memory = memory;
    this.#remote = remote;
    this.#codec = codec;
    this.#reporter = reporter;
  }

  /** The load under way for a key, if any. */
  loading(key: string): Promise<LoadOutcome> | undefined {
    return this.#loads.get(key);
  }

  /** The entry of the second tier. A server that is away is a miss. */
  read(key: string, options: ResolvedEntryOptions): Promise<MemoryEntry | undefined> {
    return this.#reads.run(key, () => {
      const mark = this.#marks.begin(key);
      const sentAt = Date.now();
      return this.#remote.read(key).then(
        found => {
          this.#marks.end(mark);
          return found && this.#keepRead(mark, found, sentAt, options);
        },
        (error: unknown) => {
          this.#marks.end(mark);
          if (!(error instanceof ServerUnavailableError)) throw error;
          return undefined;
        },
      );
    });
  }

  /**
   * The value of the second tier, for one reader and past the first tier: nothing is kept, so neither
   * the time that the entry has left nor a value that can be shared is needed.
   */
  async readPast(key: string, type: EntryType | undefined): Promise<unknown> {
    const data = await unlessAway(this.#remote.readValue(key));
    if (data === undefined) return undefined;
    try {
      const value = this.#codec.copy(data);
      return type === undefined ? value : revive(value, type);
    } catch (error) {
      this.#reportForeign(key, error);
      return undefined;
    }
  }

  /** The entries of the second tier that are there. A server that is away is a miss. */
  async readMany(
    keys: readonly string[],
    options: ResolvedEntryOptions,
  ): Promise<Map<string, MemoryEntry>> {
    const marks = keys.map(key => this.#marks.begin(key));
    try {
      const sentAt = Date.now();
      const found = await unlessAway(this.#remote.readMany(keys));
      const entries = new Map<string, MemoryEntry>();
      for (const mark of marks) {
        const remote = found?.get(mark.key);
        const entry = remote && this.#keepRead(mark, remote, sentAt, options);
        if (entry !== undefined) entries.set(mark.key, entry);
      }
      return entries;
    } finally {
      for (const mark of marks) this.#marks.end(mark);
    }
  }

  /** The entry of the second tier, or what the factory makes and both tiers then keep. */
  load(key: string, factory: Factory, options: ResolvedEntryOptions): Promise<LoadOutcome> {
    return this.#loads.run(key, () =>
      this.#marked(key, async mark => {
        const entry = options.useRemote ? await this.#readOrReport(key, options) : undefined;
        if (entry !== undefined) return { source: 'remote', entry, isStored: true };
        const decisions = new FactoryDecisions(key);
        const value = await factory(decisions);
        const encoded = this.#encodeOrReport(key, value, decisions, options);
        if (encoded === undefined) return { source: 'factory', entry: undefined, value };
        return this.#publish(mark, encoded, { ...options, ttl: decisions.ttl ?? options.ttl });
      }),
    );
  }

  /** Writes values to both tiers; the first keeps none of them when the second did not take them. */
  async write(
    values: ReadonlyMap<string, EncodedValue>,
    options: ResolvedEntryOptions,
  ): Promise<void> {
    for (const key of values.keys()) this.overtake(key);
    const marks = [...values.keys()].map(key => this.#marks.begin(key));
    try {
      const sentAt = Date.now();
      if (options.useRemote) await this.#writeRemote(values, options.ttl);
      for (const mark of marks) {
        const encoded = values.get(mark.key);
        if (encoded !== undefined) this.#keep(mark, encoded, sentAt, options.ttl, options);
      }
    } finally {
      for (const mark of marks) this.#marks.end(mark);
    }
  }

  /** A key is being written or removed: nothing that is under way for it may be kept, or joined. */
  overtake(key: string): void {
    this.#memory.delete(key);
    this.#marks.overtake(key);
    this.#reads.forget(key);
    this.#loads.forget(key);
  }

  overtakeMatching(matches: (key: string) => boolean): void {
    this.#memory.deleteMatching(matches);
    this.#marks.overtakeMatching(matches);
    this.#reads.forgetMatching(matches);
    this.#loads.forgetMatching(matches);
  }

  async #marked<T>(key: string, work: (mark: KeyMark) => Promise<T>): Promise<T> {
    const mark = this.#marks.begin(key);
    try {
      return await work(mark);
    } finally {
      this.#marks.end(mark);
    }
  }

  async #readOrReport(
    key: string,
    options: ResolvedEntryOptions,
  ): Promise<MemoryEntry | undefined> {
    try {
      return await this.read(key, options);
    } catch (error) {
      this.#reporter.warn(
        `read ${String(error)}`,
        `${JSON.stringify(key)} was not read, its factory runs. ${String(error)}`,
      );
      return undefined;
    }
  }

  #encodeOrReport(
    key: string,
    value: unknown,
    decisions: FactoryDecisions,
    options: ResolvedEntryOptions,
  ): EncodedValue | undefined {
    if (value === undefined || decisions.isSkipped) return undefined;
    try {
      return this.#codec.encode(key, value, options.type);
    } catch (error) {
      const isExpected =
        error instanceof UnserializableValueError || error instanceof PayloadTooLargeError;
      if (!isExpected) throw error;
      this.#reporter.warn(
        `encode ${error.code} ${error.message}`,
        `${JSON.stringify(key)} is not cached. ${error.message}`,
      );
      return undefined;
    }
  }

  async #publish(
    mark: KeyMark,
    encoded: EncodedValue,
    options: ResolvedEntryOptions,
  ): Promise<LoadOutcome> {
    const sentAt = Date.now();
    let isTaken = options.useLocal;
    if (options.useRemote && !mark.isOvertaken) {
      try {
        await this.#remote.write(mark.key, encoded.data, options.ttl);
        isTaken = true;
      } catch (error) {
        this.#reporter.warn(
          `write ${String(error)}`,
          `${JSON.stringify(mark.key)} was not stored. ${String(error)}`,
        );
      }
    }
    const entry = this.#keep(mark, encoded, sentAt, options.ttl, options);
    return { source: 'factory', entry, isStored: isTaken && !mark.isOvertaken };
  }

  async #writeRemote(values: ReadonlyMap<string, EncodedValue>, ttl: number): Promise<void> {
    const [first] = values;
    if (first !== undefined && values.size === 1) {
      await this.#remote.write(first[0], first[1].data, ttl);
    } else {
      await this.#remote.writeMany(new Map([...values].map(([key, { data }]) => [key, data])), ttl);
    }
  }

  #keepRead(
    mark: KeyMark,
    { data, ttl }: RemoteEntry,
    sentAt: number,
    options: ResolvedEntryOptions,
  ): MemoryEntry | undefined {
    try {
      return this.#keep(mark, { data, bytes: data.length }, sentAt, ttl, options);
    } catch (error) {
      this.#reportForeign(mark.key, error);
      return undefined;
    }
  }

  /** Somebody else's text, or another serializer's: as good as absent, and written over. */
  #reportForeign(key: string, error: unknown): void {
    this.#reporter.warn(
      `decode ${key}`,
      `What is stored under ${JSON.stringify(key)} is not of this cache's serializer. ${String(error)}`,
    );
  }

  /** @param sentAt when the command was sent: counted from then, a copy ends no later than its entry */
  #keep(
    mark: KeyMark,
    encoded: EncodedValue,
    sentAt: number,
    ttl: number,
    options: ResolvedEntryOptions,
  ): MemoryEntry {
    const expiresAt = sentAt + Math.min(ttl, options.localTtl);
    const entry = new MemoryEntry(this.#codec, encoded, expiresAt, sentAt + ttl);
    if (options.useLocal && !mark.isOvertaken) this.#memory.set(mark.key, entry, encoded.bytes);
    return entry;
  }
}

async function unlessAway<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ServerUnavailableError) return undefined;
    throw error;
  }
}
