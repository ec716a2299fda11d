import type { Bytes } from '../../bytes.js';
import type { WasmMemory } from './web-assembly.js';

const SHORT = 24;
const PAGE = 65_536;

/** The memory of an instance, with binary strings going in and out. */
export class LuaMemory {
  readonly #memory: WasmMemory;
  readonly maxSize: number;
  #buffer: Buffer;
  bytes: Uint8Array;
  words: Int32Array;

  constructor(memory: WasmMemory, maxBytes: number) {
    this.#memory = memory;
    this.maxSize = Math.max(maxBytes, memory.buffer.byteLength);
    this.#buffer = Buffer.from(memory.buffer);
    this.bytes = new Uint8Array(memory.buffer);
    this.words = new Int32Array(memory.buffer);
  }

  get size(): number {
    return this.bytes.length;
  }

  /** Makes room up to this address, or says no; what the allocator of the instance asks for. */
  growTo(end: number): boolean {
    if (end > this.maxSize) return false;
    const wanted = Math.min(this.maxSize, Math.max(end, Math.floor(this.size * 1.25)));
    try {
      this.#memory.grow(Math.ceil((wanted - this.size) / PAGE));
    } catch {
      return false;
    }
    this.#buffer = Buffer.from(this.#memory.buffer);
    this.bytes = new Uint8Array(this.#memory.buffer);
    this.words = new Int32Array(this.#memory.buffer);
    return true;
  }

  word(at: number): number {
    return this.words[at >>> 2] ?? 0;
  }

  read(at: number, length: number): Bytes {
    if (length >= SHORT) return this.#buffer.toString('latin1', at, at + length);
    const { bytes } = this;
    let text = '';
    for (let index = at; index < at + length; index++) {
      text += String.fromCharCode(bytes[index] ?? 0);
    }
    return text;
  }

  /** A string of C, up to its NUL. */
  readText(at: number): Bytes {
    return this.read(at, this.bytes.indexOf(0, at) - at);
  }

  write(at: number, text: Bytes): void {
    const { length } = text;
    if (length >= SHORT) {
      this.#buffer.write(text, at, 'latin1');
      return;
    }
    const { bytes } = this;
    for (let index = 0; index < length; index++) bytes[at + index] = text.charCodeAt(index);
  }

  copy(to: number, from: number, length: number): void {
    const { bytes } = this;
    if (length >= SHORT) bytes.copyWithin(to, from, from + length);
    else for (let index = 0; index < length; index++) bytes[to + index] = bytes[from + index] ?? 0;
  }
}
