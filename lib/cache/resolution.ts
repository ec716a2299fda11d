import type { LoadSource } from './entry-loader.js';
import type { MemoryEntry } from './memory-entry.js';

/** Where a {@link Resolution} came from; `joined` is a load that another caller had begun. */
export type ResolutionSource = 'local' | 'joined' | LoadSource;

/** A value, and what an HTTP cache says about it. */
export interface Resolution<T> {
  readonly value: T;
  readonly source: ResolutionSource;
  /** The entry that holds the value; absent when it cannot be stored. */
  readonly entry: Pick<MemoryEntry, 'entryExpiresAt' | 'digest'> | undefined;
  /** Whether the entry is in a tier, so that it may serve others. */
  readonly isStored: boolean;
}

/** A value, and when the entry that holds it ends. */
export interface StoredEntry<T> {
  readonly value: T;
  /** In milliseconds of `Date.now()`; Infinity for no end. */
  readonly expiresAt: number;
}
