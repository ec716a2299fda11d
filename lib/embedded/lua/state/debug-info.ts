import type { Bytes } from '../../bytes.js';
import type { LuaThread } from '../wasm/lua-exports.js';
import type { LuaState } from './lua-state.js';

const RECORD_BYTES = 128;
// Where lua_Debug of Lua 5.1 has its fields on a machine of 32 bits.
const WHAT = 12;
const SOURCE = 16;
const CURRENT_LINE = 20;

export interface CodePlace {
  readonly source: Bytes;
  readonly line: number;
}

/** Where in the script Lua is. */
export class DebugInfo {
  readonly #state: LuaState;
  readonly #record: number;
  readonly #what: number;

  constructor(state: LuaState) {
    this.#state = state;
    this.#record = state.lua.malloc(RECORD_BYTES);
    this.#what = state.text('Sl');
  }

  /** The place of the function at this level, or of its caller when it is not written in Lua. */
  placeAt(thread: LuaThread, level: number): CodePlace | undefined {
    if (!this.#read(thread, level)) return undefined;
    const isC = this.#textOf(WHAT) === 'C';
    if (isC && !this.#read(thread, level + 1)) return undefined;
    return this.#place();
  }

  /** The place of the innermost function written in Lua. */
  nearestPlace(thread: LuaThread): CodePlace | undefined {
    for (let level = 0; this.#read(thread, level); level++) {
      if (this.#textOf(WHAT) !== 'C') return this.#place();
    }
    return undefined;
  }

  #place(): CodePlace {
    const line = this.#state.memory.word(this.#record + CURRENT_LINE);
    return { source: this.#textOf(SOURCE), line };
  }

  #read(thread: LuaThread, level: number): boolean {
    const { lua } = this.#state;
    if (lua.lua_getstack(thread, level, this.#record) === 0) return false;
    lua.lua_getinfo(thread, this.#what, this.#record);
    return true;
  }

  #textOf(field: number): Bytes {
    const { memory } = this.#state;
    return memory.readText(memory.word(this.#record + field));
  }
}
