import { GLOBALS } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import type { LuaFunction } from '../wasm/lua-exports.js';

/** A function of Lua's own libraries as C has it, to be called with the arguments of whoever runs. */
export function originalFunction(state: LuaState, library: string, name: string): LuaFunction {
  const { lua, main } = state;
  lua.lua_getfield(main, GLOBALS, state.text(library));
  lua.lua_getfield(main, -1, state.text(name));
  const index = lua.lua_tocfunction(main, -1);
  lua.lua_settop(main, -3);
  return state.instance.functionAt(index);
}
