import type { LuaState } from '../state/lua-state.js';
import type { Members } from '../state/members.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';

// Adding it leaves the whole number, to 2^51, in the low bits of a double: what the C module does.
const ROUNDER = 2 ** 52 + 2 ** 51;
const WIDTH = 31;
const BYTE = 0xff;
const MAX_DIGITS = 8;

/** The library `bit`: operations on 32 bits. */
export function bitFunctions(state: LuaState): Members {
  const { lua } = state;
  const double = new Float64Array(1);
  const words = new Int32Array(double.buffer);

  function argument(thread: LuaThread, index: number): number {
    const value = lua.lua_tonumber(thread, index);
    let bits = value | 0;
    if (bits !== value) {
      double[0] = value + ROUNDER;
      bits = words[0] ?? 0;
    }
    if (bits === 0 && lua.lua_isnumber(thread, index) === 0) {
      lua.luaL_typerror(thread, index, state.text('number'));
    }
    return bits;
  }

  function result(thread: LuaThread, bits: number): number {
    lua.lua_pushnumber(thread, bits | 0);
    return 1;
  }

  function fold(combine: (left: number, right: number) => number): LuaFunction {
    return thread => {
      let bits = argument(thread, 1);
      for (let index = lua.lua_gettop(thread); index > 1; index--) {
        bits = combine(bits, argument(thread, index));
      }
      return result(thread, bits);
    };
  }

  function shift(move: (bits: number, by: number) => number): LuaFunction {
    return thread => {
      const bits = argument(thread, 1);
      return result(thread, move(bits, argument(thread, 2) & WIDTH));
    };
  }

  return {
    tobit: thread => result(thread, argument(thread, 1)),
    bnot: thread => result(thread, ~argument(thread, 1)),
    band: fold((left, right) => left & right),
    bor: fold((left, right) => left | right),
    bxor: fold((left, right) => left ^ right),
    lshift: shift((bits, by) => bits << by),
    rshift: shift((bits, by) => bits >>> by),
    arshift: shift((bits, by) => bits >> by),
    rol: shift((bits, by) => (bits << by) | (bits >>> (32 - by))),
    ror: shift((bits, by) => (bits >>> by) | (bits << (32 - by))),
    bswap: thread => {
      const bits = argument(thread, 1);
      const inner = ((bits >>> 8) & (BYTE << 8)) | ((bits & (BYTE << 8)) << 8);
      return result(thread, (bits >>> 24) | inner | (bits << 24));
    },
    tohex: thread => {
      const bits = argument(thread, 1);
      const digits = lua.lua_gettop(thread) < 2 ? MAX_DIGITS : argument(thread, 2);
      const hex = (bits >>> 0).toString(16).padStart(MAX_DIGITS, '0');
      const kept = hex.slice(Math.max(0, MAX_DIGITS - Math.abs(digits)));
      state.push(thread, digits < 0 ? kept.toUpperCase() : kept);
      return 1;
    },
  };
}
