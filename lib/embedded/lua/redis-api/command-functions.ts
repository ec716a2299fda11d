import type { Bytes } from '../../bytes.js';
import { ErrorReply, type Reply } from '../../reply/reply.js';
import type { Members } from '../state/members.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaThread } from '../wasm/lua-exports.js';
import { pushErrorTable, raiseError } from './error-table.js';
import { pushReply } from './push-reply.js';
import { readArguments } from './read-arguments.js';

// A command runs JavaScript, which must find room on the stack of the process.
const MAX_STACK_BYTES = 400_000;
const ALL_REPLICATION = 3;

/** `redis.call`, `redis.pcall`, and what decides how they work. */
export function commandFunctions(run: ActiveRun): Members {
  const { state } = run;
  const { lua } = state;

  function call(thread: LuaThread, isRaising: boolean): number {
    const host = run.hostFor(thread, 'redis.call/pcall');
    const args = readArguments(state, thread);
    if (typeof args === 'string') return fail(thread, args, isRaising);
    run.watchdog.countCommand(thread);
    checkStack(thread);
    const reply: Reply = host.call(args);
    pushReply(run, thread, reply);
    return isRaising && reply instanceof ErrorReply ? state.throwTop(thread) : 1;
  }

  function fail(thread: LuaThread, message: Bytes, isRaising: boolean): number {
    if (isRaising) raiseError(state, thread, message);
    pushErrorTable(state, thread, `ERR ${message}`);
    return 1;
  }

  function checkStack(thread: LuaThread): void {
    const used = lua.emscripten_stack_get_base() - lua.stackSave();
    if (used > MAX_STACK_BYTES) state.raise(thread, 'stack overflow');
  }

  return {
    call: thread => call(thread, true),
    pcall: thread => call(thread, false),
    setresp: thread => {
      const host = run.hostFor(thread, 'redis.setresp');
      const count = lua.lua_gettop(thread);
      if (count !== 1) raiseError(state, thread, 'redis.setresp() requires one argument.');
      const version = Math.trunc(lua.lua_tonumber(thread, 1));
      if (version !== 2 && version !== 3) {
        return raiseError(state, thread, 'RESP version must be 2 or 3.');
      }
      run.resp = version;
      host.setResp(version);
      return 0;
    },
    set_repl: thread => {
      const host = run.hostFor(thread, 'redis.set_repl');
      if (lua.lua_gettop(thread) !== 1) {
        raiseError(state, thread, 'redis.set_repl() requires two arguments.');
      }
      const flags = Math.trunc(lua.lua_tonumber(thread, 1));
      if ((flags & ~ALL_REPLICATION) !== 0) {
        raiseError(
          state,
          thread,
          'Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.',
        );
      }
      host.setReplication(flags);
      return 0;
    },
    acl_check_cmd: thread => {
      const host = run.hostFor(thread, 'redis.acl_check_cmd');
      const args = readArguments(state, thread);
      if (typeof args === 'string') return raiseError(state, thread, args);
      const isAllowed = host.aclCheckCommand(args);
      if (isAllowed === undefined) {
        return raiseError(state, thread, 'Invalid command passed to redis.acl_check_cmd()');
      }
      lua.lua_pushboolean(thread, isAllowed ? 1 : 0);
      return 1;
    },
    REPL_NONE: 0,
    REPL_AOF: 1,
    REPL_SLAVE: 2,
    REPL_REPLICA: 2,
    REPL_ALL: ALL_REPLICATION,
  };
}
