import type { LuaState } from '../state/lua-state.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaThread } from '../wasm/lua-exports.js';
import type { CjsonOptions } from './cjson-options.js';
import { JsonTokenizer } from './json-tokenizer.js';

const SLOTS = 4;
// Deeper than this, JavaScript may run out of stack.
const MAX_DEPTH = 2000;

/** Reads JSON into values of Lua, in the way of lua-cjson. */
export class JsonDecoder {
  readonly #run: ActiveRun;
  readonly #state: LuaState;
  readonly #tokens: JsonTokenizer;
  #thread: LuaThread = 0;
  #depth = 0;
  #maxDepth = 0;

  constructor(run: ActiveRun) {
    this.#run = run;
    this.#state = run.state;
    this.#tokens = new JsonTokenizer(run.state);
  }

  /** Pushes the value of the JSON at this address. */
  decode(thread: LuaThread, at: number, options: CjsonOptions): void {
    this.#thread = thread;
    this.#depth = 0;
    this.#maxDepth = Math.min(options.decodeMaxDepth, MAX_DEPTH);
    this.#tokens.begin(thread, at, options.decodeInvalidNumbers);
    this.#tokens.next();
    this.#value();
    if (this.#tokens.next() !== 'T_END') this.#fail('the end');
  }

  /** Pushes the value that begins with the current token. */
  #value(): void {
    const { lua } = this.#state;
    const tokens = this.#tokens;
    this.#run.watchdog.countCommand(this.#thread);
    switch (tokens.type) {
      case 'T_STRING':
        this.#run.watchdog.countWork(this.#thread, tokens.stringLength);
        return lua.lua_pushlstring(this.#thread, tokens.stringStart, tokens.stringLength);
      case 'T_NUMBER':
        return lua.lua_pushnumber(this.#thread, tokens.number);
      case 'T_BOOLEAN':
        return lua.lua_pushboolean(this.#thread, tokens.isTrue ? 1 : 0);
      case 'T_NULL':
        return lua.lua_pushlightuserdata(this.#thread, 0);
      case 'T_OBJ_BEGIN':
        return this.#object();
      case 'T_ARR_BEGIN':
        return this.#array();
      default:
        this.#fail('value');
    }
  }

  #object(): void {
    const { lua } = this.#state;
    const tokens = this.#tokens;
    this.#descend();
    // It grows as it does in C: the size of a table decides the order of `pairs`.
    lua.lua_createtable(this.#thread, 0, 0);
    let type = tokens.next();
    if (type !== 'T_OBJ_END') {
      for (;;) {
        if (type !== 'T_STRING') this.#fail('object key string');
        lua.lua_pushlstring(this.#thread, tokens.stringStart, tokens.stringLength);
        if (tokens.next() !== 'T_COLON') this.#fail('colon');
        tokens.next();
        this.#value();
        lua.lua_rawset(this.#thread, -3);
        type = tokens.next();
        if (type === 'T_OBJ_END') break;
        if (type !== 'T_COMMA') this.#fail('comma or object end');
        type = tokens.next();
      }
    }
    this.#depth--;
  }

  #array(): void {
    const { lua } = this.#state;
    const tokens = this.#tokens;
    this.#descend();
    lua.lua_createtable(this.#thread, 0, 0);
    let type = tokens.next();
    for (let index = 1; type !== 'T_ARR_END'; index++) {
      this.#value();
      lua.lua_rawseti(this.#thread, -2, index);
      type = tokens.next();
      if (type === 'T_ARR_END') break;
      if (type !== 'T_COMMA') this.#fail('comma or array end');
      type = tokens.next();
      if (type === 'T_ARR_END') this.#fail('value');
    }
    this.#depth--;
  }

  #descend(): void {
    this.#depth++;
    const hasRoom = this.#state.lua.lua_checkstack(this.#thread, SLOTS) !== 0;
    if (this.#depth <= this.#maxDepth && hasRoom) return;
    const place = `(${this.#depth}) at character ${this.#tokens.position}`;
    this.#state.raise(this.#thread, `Found too many nested data structures ${place}`);
  }

  #fail(expected: string): never {
    const { type, error, index } = this.#tokens;
    const found = type === 'T_ERROR' ? error : type;
    const message = `Expected ${expected} but found ${found} at character ${index + 1}`;
    return this.#state.raise(this.#thread, message);
  }
}
