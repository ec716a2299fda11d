import type { Members } from '../state/members.js';
import type { ActiveRun } from '../vm/active-run.js';
import { originalFunction } from './original-functions.js';

/** Functions of `string` that could keep Lua busy, or use up memory, where nothing can stop it. */
export function stringGuards(run: ActiveRun): Members {
  const { state } = run;
  const { lua } = state;
  const rep = originalFunction(state, 'string', 'rep');
  return {
    rep: thread => {
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
