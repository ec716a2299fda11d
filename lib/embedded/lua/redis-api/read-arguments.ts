import type { Bytes } from '../../bytes.js';
import { NUMBER, STRING } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import { formatArgument } from '../state/number-text.js';
import type { LuaThread } from '../wasm/lua-exports.js';

export const NO_ARGUMENTS = 'Please specify at least one argument for this redis lib call';
export const BAD_ARGUMENTS = 'Lua redis lib command arguments must be strings or integers';

/**
 * Takes the arguments of a command off the stack; a string says why they are none. Together they may
 * be as large as the memory of Lua, where the same string can stand many times.
 */
export function readArguments(state: LuaState, thread: LuaThread): Bytes[] | string {
  const { lua } = state;
  const count = lua.lua_gettop(thread);
  if (count === 0) return NO_ARGUMENTS;
  const args: Bytes[] = [];
  let bytes = 0;
  let index = 1;
  for (; index <= count; index++) {
    const type = lua.lua_type(thread, index);
    if (type !== STRING && type !== NUMBER) break;
    const arg = type === STRING ? state.stringAt(thread, index) : numberAt(state, thread, index);
    bytes += arg.length;
    if (bytes > state.memory.maxSize) state.raiseMemory(thread);
    args.push(arg);
  }
  lua.lua_settop(thread, 0);
  return index > count ? args : BAD_ARGUMENTS;
}

function numberAt(state: LuaState, thread: LuaThread, index: number): Bytes {
  const value = state.lua.lua_tonumber(thread, index);
  // JavaScript does not tell -nan from nan.
  return Number.isNaN(value) ? state.stringAt(thread, index) : formatArgument(value);
}
