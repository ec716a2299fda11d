import type { Bytes } from '../../bytes.js';
import { LuaInstance } from '../wasm/lua-instance.js';
import type { LuaExports, LuaThread } from '../wasm/lua-exports.js';
import type { LuaMemory } from '../wasm/lua-memory.js';
import { LuaPanic } from '../wasm/lua-panic.js';
import { NUMBER, STRING, TYPE_NAMES } from './lua-constants.js';
import { OutputBuffer } from './output-buffer.js';

const TRANSFER_BYTES = 65_536;
// Addresses end at 2 GB.
const MORE_THAN_THERE_IS = 0x7fff_0000;

/**
 * A state of Lua with strings and errors of JavaScript. Its methods take the thread they work on:
 * a function called from Lua is given that of the coroutine it runs in.
 */
export class LuaState {
  readonly instance: LuaInstance;
  readonly lua: LuaExports;
  readonly memory: LuaMemory;
  readonly main: LuaThread;
  readonly output: OutputBuffer;
  readonly #texts = new Map<string, number>();
  readonly #length: number;
  #transfer: number;
  #capacity = TRANSFER_BYTES;

  constructor(instance: LuaInstance) {
    this.instance = instance;
    this.lua = instance.lua;
    this.memory = instance.memory;
    this.output = new OutputBuffer(instance);
    this.#length = this.lua.malloc(8);
    this.#transfer = this.lua.malloc(TRANSFER_BYTES);
    this.main = this.lua.luaL_newstate();
    if (this.main === 0) throw new LuaPanic('not enough memory for a state of Lua');
  }

  /** The address of a fixed text, such as the name of a field. */
  text(text: string): number {
    let at = this.#texts.get(text);
    if (at === undefined) this.#texts.set(text, (at = this.instance.text(text)));
    return at;
  }

  push(thread: LuaThread, bytes: Bytes): void {
    const at = this.transfer(thread, bytes);
    this.lua.lua_pushlstring(thread, at, bytes.length);
  }

  /** Puts a text into the memory of Lua, until the next one comes. */
  transfer(thread: LuaThread, bytes: Bytes): number {
    const { length } = bytes;
    if (length > this.#capacity) this.#grow(thread, length);
    this.memory.write(this.#transfer, bytes);
    return this.#transfer;
  }

  /** The string at an index, where it is known to hold one. */
  stringAt(thread: LuaThread, index: number): Bytes {
    const at = this.lua.lua_tolstring(thread, index, this.#length);
    return this.memory.read(at, this.memory.word(this.#length));
  }

  /** A string or the text of a number; nothing else is a string to C. */
  toBytes(thread: LuaThread, index: number): Bytes | undefined {
    const type = this.lua.lua_type(thread, index);
    return type === STRING || type === NUMBER ? this.stringAt(thread, index) : undefined;
  }

  /** As {@link stringAt}, without copying: where it is; its length is {@link lastLength}. */
  addressAt(thread: LuaThread, index: number): number {
    return this.lua.lua_tolstring(thread, index, this.#length);
  }

  get lastLength(): number {
    return this.memory.word(this.#length);
  }

  /** The string argument of a function. */
  checkBytes(thread: LuaThread, arg: number): Bytes {
    const at = this.lua.luaL_checklstring(thread, arg, this.#length);
    return this.memory.read(at, this.memory.word(this.#length));
  }

  /** As {@link checkBytes}, without copying: where it is; its length is {@link lastLength}. */
  checkAddress(thread: LuaThread, arg: number): number {
    return this.lua.luaL_checklstring(thread, arg, this.#length);
  }

  /** `table[name] = ` what is on top, which it takes away. */
  setField(thread: LuaThread, table: number, name: string): void {
    this.lua.lua_setfield(thread, table, this.text(name));
  }

  /** Pushes `table[name]`, asking no metatable. */
  rawField(thread: LuaThread, table: number, name: string): number {
    this.push(thread, name);
    this.lua.lua_rawget(thread, table < 0 ? table - 1 : table);
    return this.lua.lua_type(thread, -1);
  }

  typeName(thread: LuaThread, index: number): string {
    return TYPE_NAMES[this.lua.lua_type(thread, index)] ?? 'no value';
  }

  /** Raises an error with the place in the script where it happened. */
  raise(thread: LuaThread, message: Bytes): never {
    this.lua.luaL_where(thread, 1);
    this.push(thread, message);
    this.lua.lua_concat(thread, 2);
    return this.throwTop(thread);
  }

  raiseBare(thread: LuaThread, message: Bytes): never {
    this.push(thread, message);
    return this.throwTop(thread);
  }

  raiseArgument(thread: LuaThread, arg: number, message: Bytes): never {
    this.lua.luaL_argerror(thread, arg, this.transfer(thread, `${message}\0`));
    throw unreachable();
  }

  /** Raises the error that Lua itself raises when memory is used up. */
  raiseMemory(thread: LuaThread): never {
    this.lua.lua_newuserdata(thread, MORE_THAN_THERE_IS);
    throw unreachable();
  }

  /** Raises what is on top of the stack. */
  throwTop(thread: LuaThread): never {
    this.lua.lua_error(thread);
    throw unreachable();
  }

  /** Gives back what an unusually large string took. */
  shrink(): void {
    this.output.shrink();
    if (this.#capacity <= TRANSFER_BYTES) return;
    this.lua.free(this.#transfer);
    this.#transfer = this.lua.malloc(TRANSFER_BYTES);
    this.#capacity = TRANSFER_BYTES;
  }

  #grow(thread: LuaThread, length: number): void {
    const at = this.lua.malloc(length);
    if (at === 0) this.raiseMemory(thread);
    this.lua.free(this.#transfer);
    this.#transfer = at;
    this.#capacity = length;
  }
}

function unreachable(): LuaPanic {
  return new LuaPanic('an error of Lua did not leave the function');
}
