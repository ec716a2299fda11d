import type { Bytes } from '../bytes.js';

const INITIAL_CAPACITY = 64;

/** Bytes written one after the other; numbers are little-endian. */
export class ByteWriter {
  #buffer = Buffer.allocUnsafe(INITIAL_CAPACITY);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What was written, as long as nothing more is. */
  get written(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#length++] = value;
  }

  bytes(bytes: Bytes): void {
    this.#reserve(bytes.length);
    this.#length += this.#buffer.write(bytes, this.#length, 'latin1');
  }

  buffer(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** An integer of up to 6 bytes; a negative one as its two's complement. */
  integer(value: number, size: number): void {
    this.#reserve(size);
    this.#put(value, size, this.#length);
    this.#length += size;
  }

  /** An integer of 8 bytes. */
  long(value: bigint): void {
    this.#reserve(8);
    this.#length = this.#buffer.writeBigInt64LE(BigInt.asIntN(64, value), this.#length);
  }

  double(value: number): void {
    this.#reserve(8);
    this.#length = this.#buffer.writeDoubleLE(value, this.#length);
  }

  /** Writes over what is there. */
  overwrite(at: number, value: number, size: number): void {
    this.#put(value, size, at);
  }

  text(): Bytes {
    return this.#buffer.toString('latin1', 0, this.#length);
  }

  #put(value: number, size: number, at: number): void {
    if (value < 0) this.#buffer.writeIntLE(value, at, size);
    else this.#buffer.writeUIntLE(value, at, size);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.#buffer.length));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}
