import type { Bytes } from '../bytes.js';
import { isInteger64 } from '../keyspace/integer-text.js';
import { ByteWriter } from './byte-writer.js';
import {
  backLengthSize,
  LISTPACK_ENTRY,
  LISTPACK_HEADER_SIZE,
  SHORT_STRING_LIMIT,
  STRING_LIMIT,
  UNKNOWN_COUNT,
} from './listpack-entry.js';

const END_SIZE = 1;
const LARGER_INTEGERS = [
  [LISTPACK_ENTRY.integer16, 2],
  [LISTPACK_ENTRY.integer24, 3],
  [LISTPACK_ENTRY.integer32, 4],
] as const;

/** Strings and integers one after the other in as few bytes as possible. */
export class ListpackWriter {
  readonly #writer = new ByteWriter();
  #count = 0;

  constructor() {
    this.#writer.bytes('\0'.repeat(LISTPACK_HEADER_SIZE));
  }

  get count(): number {
    return this.#count;
  }

  /** With its header and its end. */
  get size(): number {
    return this.#writer.length + END_SIZE;
  }

  /** Appends a string: as an integer where it is one. */
  add(text: Bytes): void {
    const start = this.#writer.length;
    if (isInteger64(text)) this.#integer(text);
    else this.#string(text);
    this.#backLength(this.#writer.length - start);
    this.#count++;
  }

  finish(): Bytes {
    this.#writer.byte(LISTPACK_ENTRY.end);
    this.#writer.overwrite(0, this.#writer.length, 4);
    this.#writer.overwrite(4, Math.min(this.#count, UNKNOWN_COUNT), 2);
    return this.#writer.text();
  }

  #integer(text: Bytes): void {
    const value = Number(text);
    if (value >= 0 && value < 0x80) {
      this.#writer.byte(value);
      return;
    }
    if (value >= -0x1000 && value < 0x1000) {
      this.#writer.byte(LISTPACK_ENTRY.integer13 | ((value >> 8) & 0x1f));
      this.#writer.byte(value & 0xff);
      return;
    }
    for (const [encoding, size] of LARGER_INTEGERS) {
      const limit = 2 ** (8 * size - 1);
      if (value < -limit || value >= limit) continue;
      this.#writer.byte(encoding);
      this.#writer.integer(value, size);
      return;
    }
    this.#writer.byte(LISTPACK_ENTRY.integer64);
    this.#writer.long(BigInt(text));
  }

  #string(text: Bytes): void {
    const { length } = text;
    if (length < SHORT_STRING_LIMIT) this.#writer.byte(LISTPACK_ENTRY.shortString | length);
    else if (length < STRING_LIMIT) {
      this.#writer.byte(LISTPACK_ENTRY.string | (length >> 8));
      this.#writer.byte(length & 0xff);
    } else {
      this.#writer.byte(LISTPACK_ENTRY.longString);
      this.#writer.integer(length, 4);
    }
    this.#writer.bytes(text);
  }

  // Seven bits a byte, the highest first; all but the first are marked.
  #backLength(length: number): void {
    for (let at = backLengthSize(length) - 1, mark = 0; at >= 0; at--, mark = 0x80) {
      this.#writer.byte((Math.floor(length / 2 ** (7 * at)) & 0x7f) | mark);
    }
  }
}
