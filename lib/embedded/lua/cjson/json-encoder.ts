import type { Bytes } from '../../bytes.js';
import type { ProtectedTables } from '../sandbox/protected-tables.js';
import { BOOLEAN, LIGHT_USERDATA, NIL, NUMBER, STRING, TABLE } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import { formatSignificant } from '../state/number-text.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaThread } from '../wasm/lua-exports.js';
import { CjsonOptions } from './cjson-options.js';
import { ESCAPES } from './json-escapes.js';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const LONGEST_ESCAPE = 6;
const MAX_INT = 2 ** 31;
const SLOTS = 4;
// Deeper than this, JavaScript may run out of stack.
const MAX_DEPTH = 2000;

/** Writes values of Lua as JSON, in the way of lua-cjson. */
export class JsonEncoder {
  readonly #run: ActiveRun;
  readonly #state: LuaState;
  readonly #tables: ProtectedTables;
  #options = new CjsonOptions();

  constructor(run: ActiveRun, tables: ProtectedTables) {
    this.#run = run;
    this.#tables = tables;
    this.#state = run.state;
  }

  /** Writes what is on top of the stack into the output buffer. */
  encode(thread: LuaThread, options: CjsonOptions): void {
    this.#options = options;
    this.#state.output.clear();
    this.#value(thread, 0);
  }

  #value(thread: LuaThread, depth: number): void {
    const { lua } = this.#state;
    switch (lua.lua_type(thread, -1)) {
      case STRING:
        return this.#string(thread, -1);
      case NUMBER:
        return this.#text(thread, this.#number(thread, -1));
      case BOOLEAN:
        return this.#text(thread, lua.lua_toboolean(thread, -1) ? 'true' : 'false');
      case TABLE:
        return this.#table(thread, depth + 1);
      case NIL:
      case LIGHT_USERDATA:
        return this.#text(thread, 'null');
      default:
        this.#fail(thread, -1, 'type not supported');
    }
  }

  #table(thread: LuaThread, depth: number): void {
    const max = Math.min(this.#options.encodeMaxDepth, MAX_DEPTH);
    if (depth > max || this.#state.lua.lua_checkstack(thread, SLOTS) === 0) {
      this.#state.raise(thread, `Cannot serialise, excessive nesting (${depth})`);
    }
    const length = this.#arrayLength(thread);
    if (length > 0) this.#array(thread, length, depth);
    else this.#object(thread, depth);
  }

  #array(thread: LuaThread, length: number, depth: number): void {
    const { lua } = this.#state;
    this.#text(thread, '[');
    for (let index = 1; index <= length; index++) {
      this.#run.watchdog.countCommand(thread);
      if (index > 1) this.#byte(thread, COMMA);
      lua.lua_rawgeti(thread, -1, index);
      this.#value(thread, depth);
      lua.lua_settop(thread, -2);
    }
    this.#text(thread, ']');
  }

  #object(thread: LuaThread, depth: number): void {
    const { lua } = this.#state;
    this.#text(thread, '{');
    let isFirst = true;
    lua.lua_pushnil(thread);
    while (lua.lua_next(thread, -2) !== 0) {
      this.#run.watchdog.countCommand(thread);
      if (!isFirst) this.#byte(thread, COMMA);
      isFirst = false;
      this.#key(thread);
      this.#byte(thread, COLON);
      this.#value(thread, depth);
      lua.lua_settop(thread, -2);
    }
    this.#text(thread, '}');
  }

  #key(thread: LuaThread): void {
    const type = this.#state.lua.lua_type(thread, -2);
    if (type === STRING) this.#string(thread, -2);
    else if (type === NUMBER) this.#text(thread, `"${this.#number(thread, -2)}"`);
    else this.#fail(thread, -2, 'table key must be a number or string');
  }

  /** The highest index when all keys are indexes of an array, else something below 1. */
  #arrayLength(thread: LuaThread): number {
    const { lua } = this.#state;
    let max = 0;
    let items = 0;
    lua.lua_pushnil(thread);
    while (lua.lua_next(thread, -2) !== 0) {
      const key = lua.lua_type(thread, -2) === NUMBER ? lua.lua_tonumber(thread, -2) : 0;
      if (!(key >= 1) || Math.floor(key) !== key) {
        lua.lua_settop(thread, -3);
        return -1;
      }
      // An int of C, which a larger key makes negative.
      if (key > max) max = key < MAX_INT ? key : -MAX_INT;
      items++;
      lua.lua_settop(thread, -2);
    }
    if (items === 0) this.#tables.reveal(thread, lua.lua_gettop(thread));
    const { sparseRatio, sparseSafe, sparseConvert } = this.#options;
    if (sparseRatio === 0 || max <= items * sparseRatio || max <= sparseSafe) return max;
    if (!sparseConvert) this.#fail(thread, -1, 'excessively sparse array');
    return -1;
  }

  #number(thread: LuaThread, index: number): Bytes {
    const value = this.#state.lua.lua_tonumber(thread, index);
    const { encodeInvalidNumbers, numberPrecision } = this.#options;
    if (!Number.isFinite(value)) {
      if (encodeInvalidNumbers === 'off') this.#fail(thread, index, 'must not be NaN or Inf');
      if (encodeInvalidNumbers === 'null') return 'null';
    }
    return formatSignificant(value, numberPrecision);
  }

  #string(thread: LuaThread, index: number): void {
    const { output, memory } = this.#state;
    const at = this.#state.addressAt(thread, index);
    const length = this.#state.lastLength;
    this.#run.watchdog.countWork(thread, length);
    this.#reserve(thread, length * LONGEST_ESCAPE + 2);
    output.byte(QUOTE);
    let copied = at;
    for (let cursor = at; cursor < at + length; cursor++) {
      const escape = ESCAPES[memory.bytes[cursor] ?? 0];
      if (escape === undefined) continue;
      output.copy(copied, cursor - copied);
      output.bytes(escape);
      copied = cursor + 1;
    }
    output.copy(copied, at + length - copied);
    output.byte(QUOTE);
  }

  #byte(thread: LuaThread, value: number): void {
    this.#reserve(thread, 1);
    this.#state.output.byte(value);
  }

  #text(thread: LuaThread, text: Bytes): void {
    this.#reserve(thread, text.length);
    this.#state.output.bytes(text);
  }

  #reserve(thread: LuaThread, bytes: number): void {
    if (!this.#state.output.reserve(bytes)) this.#state.raiseMemory(thread);
  }

  #fail(thread: LuaThread, index: number, reason: string): never {
    const type = this.#state.typeName(thread, index);
    return this.#state.raise(thread, `Cannot serialise ${type}: ${reason}`);
  }
}
