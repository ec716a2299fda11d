import type { Bytes } from '../bytes.js';
import { CorruptPayload } from './corrupt-payload.js';

/**
 * Reads bytes one after the other; numbers are little-endian. Whatever lies beyond the end is a
 * CorruptPayload, before anything is allocated for it.
 */
export class ByteReader {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(bytes: Bytes) {
    this.#buffer = Buffer.from(bytes, 'latin1');
  }

  get position(): number {
    return this.#at;
  }

  get length(): number {
    return this.#buffer.length;
  }

  get remaining(): number {
    return this.#buffer.length - this.#at;
  }

  byte(): number {
    const at = this.#advance(1);
    return this.#buffer[at] ?? 0;
  }

  /** The byte that comes next. */
  peek(): number {
    if (this.remaining === 0) throw new CorruptPayload('cut off');
    return this.#buffer[this.#at] ?? 0;
  }

  bytes(count: number): Bytes {
    const at = this.#advance(count);
    return this.#buffer.toString('latin1', at, at + count);
  }

  /** Without a copy. */
  view(count: number): Buffer {
    const at = this.#advance(count);
    return this.#buffer.subarray(at, at + count);
  }

  /** An integer of up to 6 bytes. */
  unsigned(size: number): number {
    return this.#buffer.readUIntLE(this.#advance(size), size);
  }

  signed(size: number): number {
    return this.#buffer.readIntLE(this.#advance(size), size);
  }

  /** An integer of 8 bytes. */
  long(): bigint {
    return this.#buffer.readBigInt64LE(this.#advance(8));
  }

  double(): number {
    return this.#buffer.readDoubleLE(this.#advance(8));
  }

  skip(count: number): void {
    this.#advance(count);
  }

  #advance(count: number): number {
    const at = this.#at;
    if (count > this.remaining) throw new CorruptPayload('cut off');
    this.#at += count;
    return at;
  }
}
