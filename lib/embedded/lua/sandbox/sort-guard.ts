import { NIL, NONE, NUMBER, STRING, TABLE } from '../state/lua-constants.js';
import type { MemberRegistry } from '../state/members.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';
import { originalFunction } from './original-functions.js';

// Lua's quicksort may compare each with each other; about a tenth of a second.
const MAX_STEPS = 100_000_000;
const STEPS_PER_COMPARISON = 25;
// What takes less than that even so, however long the strings are that an instance can hold.
const SHORT = 16;
const COMPARE = 2;

export interface SortGuard {
  readonly sort: LuaFunction;
  /** The comparison that it hands over where there is none. */
  readonly isLess: LuaFunction;
}

/** `table.sort`, where a long list without a comparison of its own gets one that is counted. */
export function sortGuard(run: ActiveRun, registry: MemberRegistry): SortGuard {
  const { state, watchdog } = run;
  const { lua } = state;
  const sort = originalFunction(state, 'table', 'sort');

  const isLess: LuaFunction = thread => {
    const bytes = lua.lua_type(thread, 1) === STRING ? lua.lua_objlen(thread, 1) : 0;
    watchdog.countSteps(thread, bytes + 1);
    lua.lua_pushboolean(thread, lua.lua_lessthan(thread, 1, 2));
    return 1;
  };

  /**
   * The steps that sorting may take; none where not all are numbers or all are strings: then one of
   * the first comparisons fails, or each runs code of the script, which is counted.
   */
  function costOf(thread: LuaThread, length: number): number {
    let common: number | undefined;
    let bytes = 0;
    for (let index = 1; index <= length; index++) {
      lua.lua_rawgeti(thread, 1, index);
      const type = lua.lua_type(thread, -1);
      if (type === STRING) bytes += lua.lua_objlen(thread, -1);
      lua.lua_settop(thread, -2);
      common ??= type;
      if (type !== common || (type !== NUMBER && type !== STRING)) return 0;
    }
    return length * (length * STEPS_PER_COMPARISON + bytes);
  }

  return {
    sort: thread => {
      const compare = lua.lua_type(thread, COMPARE);
      const isPlain = compare === NONE || compare === NIL;
      const length = lua.lua_type(thread, 1) === TABLE ? lua.lua_objlen(thread, 1) : 0;
      if (isPlain && length > SHORT && costOf(thread, length) > MAX_STEPS) {
        lua.lua_settop(thread, 1);
        registry.pushFunction(thread, isLess);
      }
      return sort(thread);
    },
    isLess,
  };
}
