import type { Bytes } from '../bytes.js';

const MIN_CAPACITY = 64;

/** Bytes that change in place, with room to grow: what APPEND, SETRANGE, SETBIT and PFADD work on. */
export class ByteBuffer {
  #buffer: Buffer;
  #length: number;
  #text: Bytes | undefined;

  constructor(bytes: Bytes) {
    this.#buffer = Buffer.from(bytes, 'latin1');
    this.#length = bytes.length;
  }

  get length(): number {
    return this.#length;
  }

  get capacity(): number {
    return this.#buffer.length;
  }

  /** The bytes as a string; made once between two changes. */
  get text(): Bytes {
    this.#text ??= this.#buffer.toString('latin1', 0, this.#length);
    return this.#text;
  }

  /** The byte at a place, 0 beyond the end. */
  at(index: number): number {
    return index < this.#length ? (this.#buffer[index] ?? 0) : 0;
  }

  /** The bytes themselves, to look at before the next change. */
  get view(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  slice(start: number, end: number): Bytes {
    return this.#buffer.toString('latin1', start, Math.min(end, this.#length));
  }

  /** Writes over what is there; grows by zero bytes up to the place. */
  write(index: number, bytes: Bytes): void {
    this.resize(Math.max(this.#length, index + bytes.length));
    this.#buffer.write(bytes, index, 'latin1');
  }

  setByte(index: number, byte: number): void {
    this.resize(Math.max(this.#length, index + 1));
    this.#buffer[index] = byte;
  }

  /** Puts other bytes in place of those between two indexes; what follows moves. */
  splice(start: number, end: number, bytes: Bytes): void {
    const previous = this.#length;
    const moved = start + bytes.length;
    this.resize(Math.max(previous, moved + previous - end));
    this.#buffer.copyWithin(moved, end, previous);
    this.#buffer.write(bytes, start, 'latin1');
    this.resize(moved + previous - end);
  }

  resize(length: number): void {
    this.#text = undefined;
    if (length > this.#buffer.length) {
      const grown = Buffer.alloc(Math.max(length, 2 * this.#buffer.length, MIN_CAPACITY));
      this.#buffer.copy(grown, 0, 0, this.#length);
      this.#buffer = grown;
    } else if (length < this.#length) {
      // What lies beyond the end is zero, always.
      this.#buffer.fill(0, length, this.#length);
    }
    this.#length = length;
  }

  /** Gives back room that it has grown by; the bytes must fit what is left. */
  shrinkTo(capacity: number): void {
    if (capacity >= this.#buffer.length) return;
    this.#buffer = Buffer.from(this.#buffer.subarray(0, capacity));
  }
}
