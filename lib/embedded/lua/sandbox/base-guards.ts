import {
  FUNCTION,
  GC_COUNT,
  GC_RESTART,
  GC_SET_PAUSE,
  GC_SET_STEP_MULTIPLIER,
  LIGHT_USERDATA,
  NUMBER,
  STRING,
  TABLE,
  UPVALUE,
} from '../state/lua-constants.js';
import type { MemberRegistry, Members } from '../state/members.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';
import { numberInBase } from './number-in-base.js';
import { originalFunction } from './original-functions.js';

const BYTECODE_MARK = 27;
const FAILED = 0;
const DEFAULT_TUNING = 200;
const STEPS_PER_KILOBYTE = 100;

export interface BaseGuards {
  /** Instead of the globals of these names. */
  readonly globals: Members;
  /** What `load` calls in the place of its reader, which is its upvalue. */
  readonly reader: LuaFunction;
}

/** Global functions that work in another way than in plain Lua. */
export function baseGuards(run: ActiveRun, registry: MemberRegistry): BaseGuards {
  const { state } = run;
  const { lua, memory } = state;
  const global = (name: string): LuaFunction => originalFunction(state, '_G', name);
  const pcall = global('pcall');
  const load = global('load');
  const loadstring = global('loadstring');
  const tostring = global('tostring');
  const tonumber = global('tonumber');
  const collectgarbage = global('collectgarbage');

  function isBytecode(thread: LuaThread, index: number): boolean {
    if (lua.lua_type(thread, index) !== STRING) return false;
    const at = state.addressAt(thread, index);
    return memory.bytes[at] === BYTECODE_MARK;
  }

  /** Makes text of it, which does not compile: Redis reads no bytecode either. */
  function disarm(thread: LuaThread, index: number): void {
    state.push(thread, ' ');
    lua.lua_pushvalue(thread, index);
    lua.lua_concat(thread, 2);
    lua.lua_replace(thread, index);
  }

  const reader: LuaFunction = thread => {
    run.watchdog.countCommand(thread);
    lua.lua_pushvalue(thread, UPVALUE);
    lua.lua_call(thread, 0, 1);
    if (isBytecode(thread, -1)) disarm(thread, lua.lua_gettop(thread));
    return 1;
  };

  return {
    globals: {
      // An error object of Redis 7 is its message here, as errors were before it.
      pcall: thread => {
        // Redis has a boolean there where it looks for a function.
        if (lua.lua_gettop(thread) === 0) lua.lua_pushboolean(thread, 1);
        const results = pcall(thread);
        const isError =
          lua.lua_toboolean(thread, 1) === FAILED && lua.lua_type(thread, 2) === TABLE;
        if (!isError) return results;
        lua.lua_getfield(thread, 2, state.text('err'));
        const type = lua.lua_type(thread, -1);
        if (type === STRING || type === NUMBER) lua.lua_replace(thread, 2);
        lua.lua_settop(thread, 2);
        return 2;
      },
      loadstring: thread => {
        if (isBytecode(thread, 1)) {
          if (lua.lua_gettop(thread) < 2) lua.lua_pushvalue(thread, 1);
          disarm(thread, 1);
        }
        return loadstring(thread);
      },
      load: thread => {
        lua.luaL_checktype(thread, 1, FUNCTION);
        lua.lua_pushvalue(thread, 1);
        registry.pushFunction(thread, reader, 1);
        lua.lua_replace(thread, 1);
        return load(thread);
      },
      tostring: thread => {
        if (lua.lua_type(thread, 1) !== LIGHT_USERDATA) return tostring(thread);
        state.push(thread, 'userdata: (nil)');
        return 1;
      },
      tonumber: thread => {
        const value = lua.lua_gettop(thread) > 1 ? numberInBase(state, thread) : undefined;
        if (value === undefined) return tonumber(thread);
        lua.lua_pushnumber(thread, value);
        return 1;
      },
      collectgarbage: thread => {
        run.hasTunedCollector = true;
        // To collect takes long, and a C function may ask for it as often as it likes.
        const isCount = state.toBytes(thread, 1) === 'count';
        const kilobytes = isCount ? 0 : lua.lua_gc(thread, GC_COUNT, 0);
        run.watchdog.countSteps(thread, 1 + STEPS_PER_KILOBYTE * kilobytes);
        return collectgarbage(thread);
      },
    },
    reader,
  };
}

/** Undoes what a script did to the collector. */
export function resetCollector(run: ActiveRun): void {
  if (!run.hasTunedCollector) return;
  run.hasTunedCollector = false;
  const { lua, main } = run.state;
  lua.lua_gc(main, GC_RESTART, 0);
  lua.lua_gc(main, GC_SET_PAUSE, DEFAULT_TUNING);
  lua.lua_gc(main, GC_SET_STEP_MULTIPLIER, DEFAULT_TUNING);
}
