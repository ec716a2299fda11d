import { type EntryType, revive } from './entry-type.js';
import type { EncodedValue, ValueCodec } from './value-codec.js';

/** One entry of the first tier. */
export class MemoryEntry {
  /**
   * The value as a settled promise, once somebody awaited it and if all readers share it: a new
   * promise for each read would cost more than the read.
   */
  promise: Promise<unknown> | undefined;

  readonly #codec: ValueCodec;
  /** Set when readers get copies. */
  readonly #data: string | Buffer | undefined;
  readonly #shared: unknown;
  #typed: { readonly type: EntryType; readonly value: unknown } | undefined;
  #digest: string | undefined;

  constructor(
    codec: ValueCodec,
    encoded: EncodedValue,
    /** When this copy ends, in milliseconds of `Date.now()`. */
    readonly expiresAt: number,
    /** When the entry itself ends: later than its copy when `localTtl` says so. */
    readonly entryExpiresAt: number,
  ) {
    this.#codec = codec;
    const { value, isShared } = codec.decode(encoded.data);
    this.#shared = value;
    this.#data = isShared ? undefined : encoded.data;
  }

  /** The value: the one that all readers share, or a copy. */
  read(type?: EntryType): unknown {
    if (this.#data !== undefined) {
      const copy = this.#codec.copy(this.#data);
      return type === undefined ? copy : revive(copy, type);
    }
    if (type === undefined) return this.#shared;
    // What fromJSON makes is not known to be immutable: each reader gets one of its own.
    if (type.fromJSON !== undefined) return revive(this.#shared, type);
    if (this.#typed?.type !== type) {
      this.#typed = { type, value: revive(this.#shared, type) };
    }
    return this.#typed.value;
  }

  /** {@link read} as a promise, which is kept where the value is shared. */
  readAsync(): Promise<unknown> {
    const promise = Promise.resolve(this.read());
    if (this.#data === undefined) this.promise = promise;
    return promise;
  }

  /** The same for equal values, in every process; for an HTTP entity tag. */
  digest(): string {
    return (this.#digest ??= this.#codec.digest({ data: this.#data, value: this.#shared }));
  }
}
