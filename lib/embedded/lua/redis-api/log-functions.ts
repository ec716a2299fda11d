import type { Bytes } from '../../bytes.js';
import type { Members } from '../state/members.js';
import type { ActiveRun } from '../vm/active-run.js';
import { raiseError } from './error-table.js';

const MAX_LEVEL = 3;

/** `redis.log` and its levels. */
export function logFunctions(run: ActiveRun): Members {
  const { state } = run;
  const { lua } = state;
  return {
    log: thread => {
      const count = lua.lua_gettop(thread);
      if (count < 2) raiseError(state, thread, 'redis.log() requires two arguments or more.');
      if (lua.lua_isnumber(thread, 1) === 0) {
        raiseError(state, thread, 'First argument must be a number (log level).');
      }
      const level = Math.trunc(lua.lua_tonumber(thread, 1));
      if (!(level >= 0 && level <= MAX_LEVEL)) raiseError(state, thread, 'Invalid debug level.');
      const words: Bytes[] = [];
      let bytes = 0;
      for (let index = 2; index <= count; index++) {
        const word = state.toBytes(thread, index);
        if (word === undefined) continue;
        bytes += word.length;
        if (bytes > state.memory.maxSize) state.raiseMemory(thread);
        words.push(word);
      }
      run.watchdog.countCommand(thread);
      run.logger?.log(level, words.join(' '));
      return 0;
    },
    LOG_DEBUG: 0,
    LOG_VERBOSE: 1,
    LOG_NOTICE: 2,
    LOG_WARNING: MAX_LEVEL,
  };
}
