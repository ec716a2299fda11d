import type { Bytes } from '../../bytes.js';
import { type Integer64, narrow } from './integer64.js';

export const MAX_SEQUENCE: Integer64 = 2n ** 64n - 1n;

/** What identifies and orders the entries of a stream; both parts are unsigned, of 64 bits. */
export class StreamId {
  static readonly MIN = new StreamId(0, 0);
  static readonly MAX = new StreamId(MAX_SEQUENCE, MAX_SEQUENCE);

  /**
   * @param ms when it was made, in milliseconds since 1970, unless the client chose otherwise
   * @param seq counts within the millisecond
   */
  constructor(
    readonly ms: Integer64,
    readonly seq: Integer64,
  ) {}

  get isZero(): boolean {
    return this.ms === 0 && this.seq === 0;
  }

  /** Below 0 if it comes before the other, 0 if they are equal. */
  compare(other: StreamId): number {
    if (this.ms !== other.ms) return this.ms < other.ms ? -1 : 1;
    if (this.seq === other.seq) return 0;
    return this.seq < other.seq ? -1 : 1;
  }

  equals(other: StreamId): boolean {
    return this.ms === other.ms && this.seq === other.seq;
  }

  /** The one after it; undefined after the last. */
  next(): StreamId | undefined {
    if (this.seq !== MAX_SEQUENCE) return new StreamId(this.ms, step(this.seq, 1n));
    if (this.ms !== MAX_SEQUENCE) return new StreamId(step(this.ms, 1n), 0);
    return undefined;
  }

  /** The one before it; undefined before the first. */
  previous(): StreamId | undefined {
    if (this.seq !== 0) return new StreamId(this.ms, step(this.seq, -1n));
    if (this.ms !== 0) return new StreamId(step(this.ms, -1n), MAX_SEQUENCE);
    return undefined;
  }

  toString(): Bytes {
    return `${this.ms}-${this.seq}`;
  }
}

function step(value: Integer64, by: 1n | -1n): Integer64 {
  if (typeof value === 'number' && value < Number.MAX_SAFE_INTEGER) return value + Number(by);
  return narrow(BigInt(value) + by);
}
