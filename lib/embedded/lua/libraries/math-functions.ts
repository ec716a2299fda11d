import type { LuaState } from '../state/lua-state.js';
import type { Members } from '../state/members.js';
import type { RandomSource } from './random-source.js';

/** `math.random` and `math.randomseed`, the same everywhere for the same seed. */
export function mathFunctions(state: LuaState, random: RandomSource): Members {
  const { lua } = state;
  return {
    random: thread => {
      const fraction = random.next();
      const count = lua.lua_gettop(thread);
      if (count === 0) {
        lua.lua_pushnumber(thread, fraction);
        return 1;
      }
      if (count > 2) return state.raise(thread, 'wrong number of arguments');
      const low = count === 1 ? 1 : lua.luaL_checkinteger(thread, 1);
      const high = lua.luaL_checkinteger(thread, count);
      if (low > high) return state.raiseArgument(thread, count, 'interval is empty');
      lua.lua_pushnumber(thread, Math.floor(fraction * ((high - low + 1) | 0)) + low);
      return 1;
    },
    randomseed: thread => {
      random.seed(lua.luaL_checkinteger(thread, 1));
      return 0;
    },
  };
}
