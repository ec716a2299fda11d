import type { Bytes } from '../bytes.js';

export type ValueType = 'string' | 'hash' | 'list' | 'set' | 'zset' | 'stream';

/**
 * What a key holds. A subclass keeps its data private and offers operations; those that change it
 * take the `UndoLog | undefined` of the moment (see UndoLog for the pattern) and keep
 * {@link byteSize} right in constant time.
 */
export abstract class Value {
  /** When it was last used, in ticks of the engine's clock: for LRU eviction and OBJECT IDLETIME. */
  lastUse = 0;
  /** How many of its bytes the database has counted. The database's own. */
  accounted = 0;

  /** What TYPE answers. */
  abstract readonly type: ValueType;

  /** What OBJECT ENCODING answers: `listpack`, `hashtable`, … by the thresholds of Redis. */
  abstract readonly encoding: string;

  /** An estimate of the memory it takes, without the key; constant time. */
  abstract readonly byteSize: number;

  /** An aggregate without members; Redis deletes its key (except a stream's). */
  abstract readonly isEmpty: boolean;

  /** An independent copy, for COPY. */
  abstract clone(): Value;
}

/** A subclass of Value, for typed look-ups: `context.read(key, HashValue)`. */
export type ValueClass<T extends Value> = abstract new (...args: never[]) => T;

/** What a string costs V8 as a value of its own: header and padding beside its bytes. */
export function stringSize(bytes: Bytes): number {
  return 24 + bytes.length;
}
