import { type Bytes, owned } from '../bytes.js';
import type { UndoLog } from '../transaction/undo-log.js';
import { ByteBuffer } from './byte-buffer.js';
import { stringSize, Value } from './value.js';

const EMBEDDED_LIMIT = 44;
const OBJECT_SIZE = 48;
const INTEGER = /^(?:0|-?[1-9]\d{0,18})$/;

/** A string; one that is changed in place becomes a buffer, which Redis calls raw. */
export class StringValue extends Value {
  #data: Bytes | ByteBuffer;
  readonly #mayBeInteger: boolean;

  /**
   * @param bytes cut from a request: what is kept is a copy
   * @param mayBeInteger false: Redis does not look whether it could be kept as an integer
   */
  constructor(bytes: Bytes, mayBeInteger = true) {
    super();
    this.#data = owned(bytes);
    this.#mayBeInteger = mayBeInteger;
  }

  override get type(): 'string' {
    return 'string';
  }

  override get encoding(): 'int' | 'embstr' | 'raw' {
    const data = this.#data;
    if (typeof data !== 'string') return 'raw';
    if (this.#mayBeInteger && isInt64(data)) return 'int';
    return data.length <= EMBEDDED_LIMIT ? 'embstr' : 'raw';
  }

  override get byteSize(): number {
    const data = this.#data;
    return OBJECT_SIZE + (typeof data === 'string' ? stringSize(data) : data.capacity);
  }

  override get isEmpty(): boolean {
    return false;
  }

  get bytes(): Bytes {
    const data = this.#data;
    return typeof data === 'string' ? data : data.text;
  }

  get length(): number {
    return this.#data.length;
  }

  byteAt(index: number): number {
    const data = this.#data;
    if (typeof data !== 'string') return data.at(index);
    return index < data.length ? data.charCodeAt(index) : 0;
  }

  /** The bytes as numbers, to look at before the next change; of a raw string no copy. */
  get view(): Uint8Array {
    const data = this.#data;
    return typeof data === 'string' ? Buffer.from(data, 'latin1') : data.view;
  }

  slice(start: number, end: number): Bytes {
    return this.#data.slice(start, end);
  }

  override clone(): StringValue {
    const copy = new StringValue('', this.#mayBeInteger);
    copy.#data = typeof this.#data === 'string' ? this.#data : new ByteBuffer(this.#data.text);
    return copy;
  }

  append(bytes: Bytes, undo: UndoLog | undefined): void {
    this.write(this.length, bytes, undo);
  }

  /** Writes over what is there from `index` on; zero bytes fill a gap. */
  write(index: number, bytes: Bytes, undo: UndoLog | undefined): void {
    const buffer = this.#inPlace(undo);
    this.#recordRange(buffer, index, bytes.length, undo);
    buffer.write(index, bytes);
  }

  setByte(index: number, byte: number, undo: UndoLog | undefined): void {
    const buffer = this.#inPlace(undo);
    this.#recordRange(buffer, index, 1, undo);
    buffer.setByte(index, byte);
  }

  /** Appends zero bytes up to a length; it is raw then, even if it was that long. */
  growTo(length: number, undo: UndoLog | undefined): void {
    const buffer = this.#inPlace(undo);
    const previous = buffer.length;
    if (length <= previous) return;
    undo?.record(() => buffer.resize(previous));
    buffer.resize(length);
  }

  /** Puts other bytes in place of those from `start` up to, not including, `end`. */
  splice(start: number, end: number, bytes: Bytes, undo: UndoLog | undefined): void {
    const buffer = this.#inPlace(undo);
    if (undo) {
      const previous = buffer.slice(start, end);
      undo.record(() => buffer.splice(start, start + bytes.length, previous));
    }
    buffer.splice(start, end, bytes);
  }

  /** Keeps the bytes as a buffer from now on, whatever they are. */
  makeRaw(undo: UndoLog | undefined): void {
    this.#inPlace(undo);
  }

  #inPlace(undo: UndoLog | undefined): ByteBuffer {
    const data = this.#data;
    if (typeof data !== 'string') {
      const { capacity } = data;
      undo?.record(() => data.shrinkTo(capacity));
      return data;
    }
    undo?.record(() => (this.#data = data));
    const buffer = new ByteBuffer(data);
    this.#data = buffer;
    return buffer;
  }

  #recordRange(buffer: ByteBuffer, at: number, count: number, undo: UndoLog | undefined): void {
    if (!undo) return;
    const length = buffer.length;
    const previous = buffer.slice(at, at + count);
    undo.record(() => {
      buffer.resize(length);
      if (previous.length > 0) buffer.write(at, previous);
    });
  }
}

function isInt64(text: Bytes): boolean {
  if (text.length > 20 || !INTEGER.test(text)) return false;
  return text.length < 19 || BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}
