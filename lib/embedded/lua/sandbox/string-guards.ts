import { NUMBER, STRING } from '../state/lua-constants.js';
import type { PatternGuards } from '../patterns/pattern-guards.js';
import type { Members } from '../state/members.js';
import { truncateToInt } from '../state/number-text.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';
import { formatLargeIntegers, hasLargeArgument } from './format-integers.js';
import { originalFunction } from './original-functions.js';

const MAX_INT = 2 ** 31 - 1;
const LONG = 2 ** 63;
const GSUB_LIMIT = 4;
const BYTES_PER_STEP = 8;

/**
 * Functions of `string` that would be wrong with integers past 32 bits, which is all that an
 * integer of C has in WebAssembly, or that could use up memory where nothing can stop them.
 */
export function stringGuards(run: ActiveRun, patterns: PatternGuards): Members {
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

  /** Brings how often something is done into that range as C does, which keeps the low bits. */
  function cut(thread: LuaThread, arg: number): void {
    if (lua.lua_type(thread, arg) !== NUMBER) return;
    const value = lua.lua_tonumber(thread, arg);
    if (Math.abs(value) <= MAX_INT) return;
    lua.lua_pushnumber(thread, truncateToInt(value));
    lua.lua_replace(thread, arg);
  }

  /** Counts what C does with each byte of its arguments. */
  const counted =
    (fn: LuaFunction): LuaFunction =>
    thread => {
      let bytes = 0;
      for (let arg = lua.lua_gettop(thread); arg > 0; arg--) {
        if (lua.lua_type(thread, arg) === STRING) bytes += lua.lua_objlen(thread, arg);
      }
      run.watchdog.countWork(thread, bytes);
      return fn(thread);
    };

  return {
    upper: counted(original('upper')),
    lower: counted(original('lower')),
    reverse: counted(original('reverse')),
    sub: clamped(original('sub'), 2, 3),
    byte: clamped(original('byte'), 2, 3),
    find: clamped(patterns.find, 3, 3),
    match: clamped(patterns.match, 3, 3),
    gmatch: patterns.gmatch,
    gfind: patterns.gmatch,
    gsub: thread => {
      if (lua.lua_gettop(thread) >= GSUB_LIMIT) cut(thread, GSUB_LIMIT);
      return patterns.gsub(thread);
    },
    format: counted(thread => {
      if (hasLargeArgument(state, thread)) formatLargeIntegers(state, thread);
      return format(thread);
    }),
    rep: thread => {
      if (lua.lua_gettop(thread) > 1) cut(thread, 2);
      state.checkAddress(thread, 1);
      const length = state.lastLength;
      const count = lua.luaL_checkinteger(thread, 2);
      if (length === 0) {
        lua.lua_settop(thread, 1);
        return 1;
      }
      if (length * count > state.memory.maxSize) state.raiseMemory(thread);
      // A C function may call it often, and nothing counts its instructions.
      const steps = Math.ceil((length * count) / BYTES_PER_STEP);
      if (steps > 0) run.watchdog.countSteps(thread, steps);
      return rep(thread);
    },
  };
}
