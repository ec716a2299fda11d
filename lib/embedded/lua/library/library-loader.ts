import type { Bytes } from '../../bytes.js';
import { raiseError } from '../redis-api/error-table.js';
import { findScriptFlag, type ScriptFlag } from '../script/script-flags.js';
import { FUNCTION, NIL, REGISTRY, TABLE } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';
import type { LibraryFunction } from './loaded-library.js';
import { invalidNameMessage } from './parse-library-header.js';

const REGISTER = 'redis.register_function';

export interface RegisteredFunction extends LibraryFunction {
  /** Where the registry of Lua keeps it. */
  readonly ref: number;
}

/** What `redis.register_function` collects while a library is loaded. */
export class LibraryLoader {
  readonly #state: LuaState;
  #functions: Map<Bytes, RegisteredFunction> | undefined;

  constructor(state: LuaState) {
    this.#state = state;
  }

  begin(): void {
    this.#functions = new Map();
  }

  end(): Map<Bytes, RegisteredFunction> {
    const functions = this.#functions ?? new Map<Bytes, RegisteredFunction>();
    this.#functions = undefined;
    return functions;
  }

  readonly register: LuaFunction = thread => {
    const functions = this.#functions;
    if (!functions) this.#fail(thread, `${REGISTER} can only be called on FUNCTION LOAD command`);
    const count = this.#state.lua.lua_gettop(thread);
    if (count < 1 || count > 2) this.#fail(thread, `wrong number of arguments to ${REGISTER}`);
    const fn = count === 1 ? this.#named(thread) : this.#positional(thread);
    const invalid = invalidNameMessage(fn.name);
    if (invalid !== undefined) this.#fail(thread, invalid);
    if (functions.has(fn.name)) this.#fail(thread, 'Function already exists in the library');
    functions.set(fn.name, fn);
    return 0;
  };

  #positional(thread: LuaThread): RegisteredFunction {
    const { lua } = this.#state;
    const name = this.#state.toBytes(thread, 1);
    if (name === undefined) this.#fail(thread, `first argument to ${REGISTER} must be a string`);
    if (lua.lua_type(thread, 2) !== FUNCTION) {
      this.#fail(thread, `second argument to ${REGISTER} must be a function`);
    }
    const ref = lua.luaL_ref(thread, REGISTRY);
    return { name, ref, description: undefined, flags: new Set() };
  }

  #named(thread: LuaThread): RegisteredFunction {
    const { lua } = this.#state;
    if (lua.lua_type(thread, 1) !== TABLE) {
      const form = 'applicable to Lua table (representing named arguments).';
      this.#fail(thread, `calling ${REGISTER} with a single argument is only ${form}`);
    }
    let name: Bytes | undefined;
    let description: Bytes | undefined;
    let flags: ReadonlySet<ScriptFlag> = new Set();
    let ref: number | undefined;
    lua.lua_pushnil(thread);
    while (lua.lua_next(thread, 1) !== 0) {
      lua.lua_pushvalue(thread, -2);
      const key = this.#state.toBytes(thread, -1);
      if (key === undefined) {
        this.#fail(thread, `named argument key given to ${REGISTER} is not a string`);
      }
      lua.lua_settop(thread, 3);
      switch (key.toLowerCase()) {
        case 'function_name':
          name = this.#text(thread, 'function_name');
          break;
        case 'description':
          description = this.#text(thread, 'description');
          break;
        case 'flags':
          flags = this.#flags(thread);
          break;
        case 'callback':
          ref = this.#callback(thread);
          break;
        default:
          this.#fail(thread, `unknown argument given to ${REGISTER}`);
      }
      lua.lua_settop(thread, 2);
    }
    if (name === undefined) this.#fail(thread, `${REGISTER} must get a function name argument`);
    if (ref === undefined) this.#fail(thread, `${REGISTER} must get a callback argument`);
    return { name, description, flags, ref };
  }

  #text(thread: LuaThread, argument: string): Bytes {
    const text = this.#state.toBytes(thread, 3);
    return text ?? this.#fail(thread, `${argument} argument given to ${REGISTER} must be a string`);
  }

  #callback(thread: LuaThread): number {
    const { lua } = this.#state;
    if (lua.lua_type(thread, 3) !== FUNCTION) {
      this.#fail(thread, `callback argument given to ${REGISTER} must be a function`);
    }
    return lua.luaL_ref(thread, REGISTRY);
  }

  #flags(thread: LuaThread): ReadonlySet<ScriptFlag> {
    const { lua } = this.#state;
    if (lua.lua_type(thread, 3) !== TABLE) {
      const form = 'must be a table representing function flags';
      this.#fail(thread, `flags argument to ${REGISTER} ${form}`);
    }
    const flags = new Set<ScriptFlag>();
    for (let index = 1; ; index++) {
      lua.lua_rawgeti(thread, 3, index);
      if (lua.lua_type(thread, -1) === NIL) return flags;
      const name = this.#state.toBytes(thread, -1)?.toLowerCase() ?? '';
      const flag = findScriptFlag(name) ?? this.#fail(thread, 'unknown flag given');
      flags.add(flag);
      lua.lua_settop(thread, 3);
    }
  }

  #fail(thread: LuaThread, message: string): never {
    return raiseError(this.#state, thread, message);
  }
}
