import type { ProtectedTables } from '../sandbox/protected-tables.js';
import { BOOLEAN, NUMBER, STRING, TABLE } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaThread } from '../wasm/lua-exports.js';

const MAX_NESTING = 16;
const MAX_INT = 2 ** 31;
const WORD = 2 ** 32;
const LONGEST_HEAD = 9;
const SLOTS = 4;
const NIL_BYTE = 0xc0;
const FALSE_BYTE = 0xc2;
const TRUE_BYTE = 0xc3;

/** Writes values of Lua as MessagePack, in the forms that cmsgpack chooses. */
export class MsgpackWriter {
  readonly #run: ActiveRun;
  readonly #state: LuaState;
  readonly #tables: ProtectedTables;
  readonly #scratch = new DataView(new ArrayBuffer(8));

  constructor(run: ActiveRun, tables: ProtectedTables) {
    this.#run = run;
    this.#tables = tables;
    this.#state = run.state;
  }

  /** Writes what is on top of the stack, and leaves it there. */
  write(thread: LuaThread, level: number): void {
    const { lua } = this.#state;
    switch (lua.lua_type(thread, -1)) {
      case STRING:
        return this.#string(thread);
      case NUMBER:
        return this.#number(thread, lua.lua_tonumber(thread, -1));
      case BOOLEAN:
        return this.#head(thread, lua.lua_toboolean(thread, -1) ? TRUE_BYTE : FALSE_BYTE);
      case TABLE:
        if (level < MAX_NESTING) return this.#table(thread, level);
        return this.#head(thread, NIL_BYTE);
      default:
        return this.#head(thread, NIL_BYTE);
    }
  }

  #string(thread: LuaThread): void {
    const at = this.#state.addressAt(thread, -1);
    const length = this.#state.lastLength;
    if (length < 32) this.#head(thread, 0xa0 | length);
    else if (length <= 0xff) this.#head(thread, 0xd9, length, 1);
    else this.#sized(thread, 0xda, length);
    this.#reserve(thread, length);
    this.#state.output.copy(at, length);
  }

  #number(thread: LuaThread, value: number): void {
    if (Math.trunc(value) !== value || value < -(2 ** 63) || value >= 2 ** 63) {
      return this.#float(thread, value);
    }
    if (value >= 0) {
      if (value <= 0x7f) return this.#head(thread, value);
      if (value <= 0xff) return this.#head(thread, 0xcc, value, 1);
      if (value <= 0xffff) return this.#head(thread, 0xcd, value, 2);
      return value < WORD ? this.#head(thread, 0xce, value, 4) : this.#long(thread, 0xcf, value);
    }
    if (value >= -32) return this.#head(thread, value & 0xff);
    if (value >= -0x80) return this.#head(thread, 0xd0, value, 1);
    if (value >= -0x8000) return this.#head(thread, 0xd1, value, 2);
    if (value >= -MAX_INT) return this.#head(thread, 0xd2, value, 4);
    return this.#long(thread, 0xd3, value);
  }

  #long(thread: LuaThread, mark: number, value: number): void {
    this.#head(thread, mark, Math.floor(value / WORD), 4);
    this.#unsigned((value % WORD) | 0, 4);
  }

  #float(thread: LuaThread, value: number): void {
    const isSingle = Math.fround(value) === value;
    if (isSingle) this.#scratch.setFloat32(0, value);
    else this.#scratch.setFloat64(0, value);
    this.#head(thread, isSingle ? 0xca : 0xcb);
    for (let index = 0; index < (isSingle ? 4 : 8); index++) {
      this.#state.output.byte(this.#scratch.getUint8(index));
    }
  }

  #table(thread: LuaThread, level: number): void {
    const { lua } = this.#state;
    if (lua.lua_checkstack(thread, SLOTS) === 0) this.#state.raise(thread, 'stack overflow');
    let entries = this.#count(thread);
    if (entries.count === 0 && this.#tables.isProtected(thread, -1)) {
      this.#tables.reveal(thread, lua.lua_gettop(thread));
      entries = this.#count(thread);
    }
    if (entries.isArray) this.#array(thread, entries.count, level);
    else this.#map(thread, entries.count, level);
  }

  #array(thread: LuaThread, count: number, level: number): void {
    const { lua } = this.#state;
    if (count <= 15) this.#head(thread, 0x90 | count);
    else this.#sized(thread, 0xdc, count);
    for (let index = 1; index <= count; index++) {
      this.#run.watchdog.countCommand(thread);
      lua.lua_rawgeti(thread, -1, index);
      this.write(thread, level + 1);
      lua.lua_settop(thread, -2);
    }
  }

  #map(thread: LuaThread, count: number, level: number): void {
    const { lua } = this.#state;
    if (count <= 15) this.#head(thread, 0x80 | count);
    else this.#sized(thread, 0xde, count);
    lua.lua_pushnil(thread);
    while (lua.lua_next(thread, -2) !== 0) {
      this.#run.watchdog.countCommand(thread);
      lua.lua_pushvalue(thread, -2);
      this.write(thread, level + 1);
      lua.lua_settop(thread, -2);
      this.write(thread, level + 1);
      lua.lua_settop(thread, -2);
    }
  }

  /** An array has the keys from 1 to their number. */
  #count(thread: LuaThread): { count: number; isArray: boolean } {
    const { lua } = this.#state;
    let count = 0;
    let max = 0;
    let isArray = true;
    lua.lua_pushnil(thread);
    while (lua.lua_next(thread, -2) !== 0) {
      lua.lua_settop(thread, -2);
      count++;
      const key = lua.lua_type(thread, -1) === NUMBER ? lua.lua_tonumber(thread, -1) : 0;
      if (key > 0 && key < MAX_INT && Math.trunc(key) === key) max = Math.max(max, key);
      else isArray = false;
    }
    return { count, isArray: isArray && max === count };
  }

  #sized(thread: LuaThread, mark: number, size: number): void {
    if (size <= 0xffff) this.#head(thread, mark, size, 2);
    else this.#head(thread, mark + 1, size, 4);
  }

  #head(thread: LuaThread, mark: number, value = 0, bytes = 0): void {
    this.#reserve(thread, LONGEST_HEAD);
    this.#state.output.byte(mark);
    this.#unsigned(value, bytes);
  }

  #unsigned(value: number, bytes: number): void {
    for (let shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
      this.#state.output.byte((value >>> shift) & 0xff);
    }
  }

  #reserve(thread: LuaThread, bytes: number): void {
    if (!this.#state.output.reserve(bytes)) this.#state.raiseMemory(thread);
  }
}
