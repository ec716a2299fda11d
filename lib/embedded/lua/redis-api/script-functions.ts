import type { LuaState } from '../state/lua-state.js';
import type { Members } from '../state/members.js';

const VERSION = '7.0.15';
const VERSION_NUMBER = 0x07_00_0f;

export const VERSIONS = { REDIS_VERSION: VERSION, REDIS_VERSION_NUM: VERSION_NUMBER } as const;

/** What `redis` has in scripts and not in functions: remnants, and the debugger that does not run. */
export function scriptFunctions(state: LuaState): Members {
  return {
    breakpoint: thread => {
      state.lua.lua_pushboolean(thread, 0);
      return 1;
    },
    debug: () => 0,
    replicate_commands: thread => {
      state.lua.lua_pushboolean(thread, 1);
      return 1;
    },
  };
}
