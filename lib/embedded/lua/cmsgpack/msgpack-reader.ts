import type { LuaState } from '../state/lua-state.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaThread } from '../wasm/lua-exports.js';

const WORD = 2 ** 32;
const SLOTS = 3;
// Deeper than this, JavaScript may run out of stack.
const MAX_DEPTH = 1000;
const TOO_MANY = 'too many return values at once; use unpack_one or unpack_limit instead.';
const IN_ARRAY = 'in function mp_decode_to_lua_array';

/** Reads MessagePack into values of Lua. */
export class MsgpackReader {
  readonly #run: ActiveRun;
  readonly #state: LuaState;
  readonly #scratch = new DataView(new ArrayBuffer(8));
  #thread: LuaThread = 0;
  #at = 0;
  #end = 0;

  constructor(run: ActiveRun) {
    this.#run = run;
    this.#state = run.state;
  }

  begin(thread: LuaThread, at: number, length: number): void {
    this.#thread = thread;
    this.#at = at;
    this.#end = at + length;
  }

  get remaining(): number {
    return this.#end - this.#at;
  }

  /** Pushes the next value. */
  read(depth = 0): void {
    const { lua } = this.#state;
    const thread = this.#thread;
    this.#makeRoom(depth, TOO_MANY);
    this.#run.watchdog.countCommand(thread);
    const mark = this.#unsigned(1);
    if (mark < 0x80) lua.lua_pushnumber(thread, mark);
    else if (mark >= 0xe0) lua.lua_pushnumber(thread, mark - 0x100);
    else if (mark < 0x90) this.#map(mark & 0xf, depth);
    else if (mark < 0xa0) this.#array(mark & 0xf, depth);
    else if (mark < 0xc0) this.#string(mark & 0x1f);
    else this.#marked(mark, depth);
  }

  #marked(mark: number, depth: number): void {
    const { lua } = this.#state;
    switch (mark) {
      case 0xc0:
        return lua.lua_pushnil(this.#thread);
      case 0xc2:
      case 0xc3:
        return lua.lua_pushboolean(this.#thread, mark & 1);
      case 0xca:
      case 0xcb:
        return this.#float(mark === 0xca ? 4 : 8);
      case 0xcc:
      case 0xcd:
      case 0xce:
        return lua.lua_pushnumber(this.#thread, this.#unsigned(1 << (mark - 0xcc)));
      case 0xcf:
      case 0xd3:
        return this.#long();
      case 0xd0:
        return lua.lua_pushnumber(this.#thread, (this.#unsigned(1) << 24) >> 24);
      case 0xd1:
        return lua.lua_pushnumber(this.#thread, (this.#unsigned(2) << 16) >> 16);
      case 0xd2:
        return lua.lua_pushnumber(this.#thread, this.#unsigned(4) | 0);
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#string(this.#unsigned(1 << (mark - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.#array(this.#unsigned(mark === 0xdc ? 2 : 4), depth);
      case 0xde:
      case 0xdf:
        return this.#map(this.#unsigned(mark === 0xde ? 2 : 4), depth);
      default:
        this.#state.raise(this.#thread, 'Bad data format in input.');
    }
  }

  #makeRoom(depth: number, reason: string): void {
    const thread = this.#thread;
    if (depth <= MAX_DEPTH && this.#state.lua.lua_checkstack(thread, SLOTS) !== 0) return;
    this.#state.raise(thread, `stack overflow (${reason})`);
  }

  #array(count: number, depth: number): void {
    const { lua } = this.#state;
    this.#makeRoom(depth + 1, IN_ARRAY);
    lua.lua_createtable(this.#thread, 0, 0);
    for (let index = 1; index <= count; index++) {
      this.read(depth + 1);
      lua.lua_rawseti(this.#thread, -2, index);
    }
  }

  #map(count: number, depth: number): void {
    const { lua } = this.#state;
    lua.lua_createtable(this.#thread, 0, 0);
    for (let index = 0; index < count; index++) {
      this.read(depth + 1);
      this.read(depth + 1);
      lua.lua_settable(this.#thread, -3);
    }
  }

  #string(length: number): void {
    this.#need(length);
    this.#state.lua.lua_pushlstring(this.#thread, this.#at, length);
    this.#at += length;
  }

  // As a lua_Integer of 64 bits: what is past 2^63 is negative.
  #long(): void {
    const high = this.#unsigned(4) | 0;
    this.#state.lua.lua_pushnumber(this.#thread, high * WORD + this.#unsigned(4));
  }

  #float(size: 4 | 8): void {
    this.#need(size);
    const { bytes } = this.#state.memory;
    for (let index = 0; index < size; index++) {
      this.#scratch.setUint8(index, bytes[this.#at + index] ?? 0);
    }
    this.#at += size;
    const value = size === 4 ? this.#scratch.getFloat32(0) : this.#scratch.getFloat64(0);
    this.#state.lua.lua_pushnumber(this.#thread, value);
  }

  #unsigned(size: number): number {
    this.#need(size);
    const { bytes } = this.#state.memory;
    let value = 0;
    for (let index = 0; index < size; index++) value = value * 256 + (bytes[this.#at++] ?? 0);
    return value;
  }

  #need(bytes: number): void {
    if (this.remaining < bytes) this.#state.raise(this.#thread, 'Missing bytes in input.');
  }
}
