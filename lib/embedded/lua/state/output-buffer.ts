import type { Bytes } from '../../bytes.js';
import type { LuaInstance } from '../wasm/lua-instance.js';

const INITIAL_BYTES = 4096;
const KEPT_BYTES = 1_048_576;

/** Bytes being put together in the memory of Lua, where they become a string without being copied out. */
export class OutputBuffer {
  readonly #instance: LuaInstance;
  #start = 0;
  #capacity = 0;
  #length = 0;

  constructor(instance: LuaInstance) {
    this.#instance = instance;
  }

  get start(): number {
    return this.#start;
  }

  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** Makes room; false when memory is used up. */
  reserve(bytes: number): boolean {
    const needed = this.#length + bytes;
    if (needed <= this.#capacity) return true;
    const { lua, memory } = this.#instance;
    if (needed > memory.maxSize) return false;
    const capacity = Math.max(INITIAL_BYTES, needed, this.#capacity * 2);
    const at = lua.malloc(Math.min(capacity, memory.maxSize));
    if (at === 0) return false;
    memory.copy(at, this.#start, this.#length);
    lua.free(this.#start);
    this.#start = at;
    this.#capacity = capacity;
    return true;
  }

  /** Room must have been made for what these write. */
  byte(value: number): void {
    this.#instance.memory.bytes[this.#start + this.#length++] = value;
  }

  bytes(text: Bytes): void {
    this.#instance.memory.write(this.#start + this.#length, text);
    this.#length += text.length;
  }

  copy(from: number, length: number): void {
    this.#instance.memory.copy(this.#start + this.#length, from, length);
    this.#length += length;
  }

  shrink(): void {
    if (this.#capacity > KEPT_BYTES) this.free();
  }

  free(): void {
    this.#instance.lua.free(this.#start);
    this.#start = 0;
    this.#capacity = 0;
    this.#length = 0;
  }
}
