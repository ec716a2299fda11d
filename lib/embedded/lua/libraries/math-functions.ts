import type { LuaState } from '../state/lua-state.js';
import type { Members } from '../state/members.js';
import { truncateToInt } from '../state/number-text.js';
import type { LuaThread } from '../wasm/lua-exports.js';
import type { RandomSource } from './random-source.js';

/** `math.random` and `math.randomseed`, the same everywhere for the same seed. */
export function mathFunctions(state: LuaState, random: RandomSource): Members {
  const { lua } = state;
  const integer = (thread: LuaThread, arg: number): number =>
    truncateToInt(lua.luaL_checknumber(thread, arg));
  return {
    random: thread => {
      const fraction = random.next();
      const count = lua.lua_gettop(thread);
      if (count === 0) {
        lua.lua_pushnumber(thread, fraction);
        return 1;
      }
      if (count > 2) return state.raise(thread, 'wrong number of arguments');
      const low = count === 1 ? 1 : integer(thread, 1);
      const high = integer(thread, count);
      if (low > high) return state.raiseArgument(thread, count, 'interval is empty');
      lua.lua_pushnumber(thread, Math.floor(fraction * ((high - low + 1) | 0)) + low);
      return 1;
    },
    randomseed: thread => {
      random.seed(integer(thread, 1));
      return 0;
    },
  };
}
