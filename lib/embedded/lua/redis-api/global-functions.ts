import { NUMBER, STRING } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import type { LuaFunction } from '../wasm/lua-exports.js';

/** What a global that does not exist calls: nil would hide a slip of the pen. */
export function nonexistentGlobal(state: LuaState): LuaFunction {
  const { lua } = state;
  return thread => {
    if (lua.lua_gettop(thread) !== 2) {
      return state.raise(thread, 'Wrong number of arguments to luaProtectedTableError');
    }
    const type = lua.lua_type(thread, 2);
    if (type !== STRING && type !== NUMBER) {
      const message = 'Second argument to luaProtectedTableError must be a string or number';
      return state.raise(thread, message);
    }
    const name = state.stringAt(thread, 2);
    const message = `Script attempted to access nonexistent global variable '${name}'`;
    return state.raise(thread, message);
  };
}
