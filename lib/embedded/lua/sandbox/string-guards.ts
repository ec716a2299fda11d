import { NUMBER, STRING } from '../state/lua-constants.js';
import type { Members } from '../state/members.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';
import { formatLargeIntegers, hasLargeArgument } from './format-integers.js';
import { originalFunction } from './original-functions.js';

const MAX_INT = 2 ** 31 - 1;
const LONG = 2 ** 63;

/**
 * Functions of `string` that would be wrong with integers past 32 bits, which is all that an
 * integer of C has in WebAssembly, or that could use up memory where nothing can stop them.
 */
export function stringGuards(run: ActiveRun): Members {
  const { state } = run;
  const { lua } = state;
  const original = (name: string): LuaFunction => originalFunction(state, 'string', name);
  const rep = original('rep');
  const format = original('format');

  /** Brings a position into the range of an int: what is past it is past every string as well. */
  function clamp(thread: LuaThread, arg: number): void {
    const type = lua.lua_type(thread, arg);
    if (type !== NUMBER && type !== STRING) return;
    const value = lua.lua_tonumber(thread, arg);
    if (value >= -MAX_INT && value <= MAX_INT) return;
    if (lua.lua_isnumber(thread, arg) === 0) return;
    // To C on x86-64, what does not fit into a long is the least long.
    lua.lua_pushnumber(thread, value > 0 && value < LONG ? MAX_INT : -MAX_INT);
    lua.lua_replace(thread, arg);
  }

  const clamped =
    (fn: LuaFunction, first: number, last: number): LuaFunction =>
    thread => {
      const end = Math.min(last, lua.lua_gettop(thread));
      for (let arg = first; arg <= end; arg++) clamp(thread, arg);
      return fn(thread);
    };

  return {
    sub: clamped(original('sub'), 2, 3),
    byte: clamped(original('byte'), 2, 3),
    find: clamped(original('find'), 3, 3),
    match: clamped(original('match'), 3, 3),
    format: thread => {
      if (hasLargeArgument(state, thread)) formatLargeIntegers(state, thread);
      return format(thread);
    },
    rep: thread => {
      clamp(thread, 2);
      state.checkAddress(thread, 1);
      const length = state.lastLength;
      const count = lua.luaL_checkinteger(thread, 2);
      if (length === 0) {
        lua.lua_settop(thread, 1);
        return 1;
      }
      if (length * count > state.memory.maxSize) state.raiseBare(thread, 'not enough memory');
      return rep(thread);
    },
  };
}
