import { createHash } from 'node:crypto';
import { STRING } from '../state/lua-constants.js';
import type { Members } from '../state/members.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaThread } from '../wasm/lua-exports.js';
import { normalizeError, pushErrorTable, raiseError } from './error-table.js';

/** `redis.error_reply`, `redis.status_reply`, `redis.sha1hex`. */
export function replyFunctions(run: ActiveRun): Members {
  const { state } = run;
  const { lua } = state;

  /** Its only argument; without one it has pushed an error, which is returned and not raised. */
  function onlyString(thread: LuaThread): string | undefined {
    if (lua.lua_gettop(thread) === 1 && lua.lua_type(thread, 1) === STRING) {
      return state.stringAt(thread, 1);
    }
    pushErrorTable(state, thread, 'ERR wrong number or type of arguments');
    return undefined;
  }

  return {
    error_reply: thread => {
      const text = onlyString(thread);
      if (text !== undefined) pushErrorTable(state, thread, normalizeError(text));
      return 1;
    },
    status_reply: thread => {
      if (onlyString(thread) === undefined) return 1;
      lua.lua_createtable(thread, 0, 1);
      lua.lua_pushvalue(thread, 1);
      state.setField(thread, -2, 'ok');
      return 1;
    },
    sha1hex: thread => {
      if (lua.lua_gettop(thread) !== 1) raiseError(state, thread, 'wrong number of arguments');
      const text = state.toBytes(thread, 1) ?? '';
      run.watchdog.countWork(thread, text.length);
      state.push(thread, createHash('sha1').update(text, 'latin1').digest('hex'));
      return 1;
    },
  };
}
