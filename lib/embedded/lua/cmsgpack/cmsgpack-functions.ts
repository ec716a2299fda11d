import type { ProtectedTables } from '../sandbox/protected-tables.js';
import { NIL } from '../state/lua-constants.js';
import type { Members } from '../state/members.js';
import { truncateToInteger } from '../state/number-text.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaThread } from '../wasm/lua-exports.js';
import { MsgpackReader } from './msgpack-reader.js';
import { MsgpackWriter } from './msgpack-writer.js';

/** The library `cmsgpack`. */
export function cmsgpackFunctions(run: ActiveRun, tables: ProtectedTables): Members {
  const { state } = run;
  const { lua, output } = state;
  const writer = new MsgpackWriter(run, tables);
  const reader = new MsgpackReader(run);

  /** A `long` of C, as 64 bits have it. */
  function checkLong(thread: LuaThread, arg: number): number {
    return Number(truncateToInteger(lua.luaL_checknumber(thread, arg)));
  }

  function longOrZero(thread: LuaThread, arg: number): number {
    return lua.lua_type(thread, arg) <= NIL ? 0 : checkLong(thread, arg);
  }

  function keepFirst(thread: LuaThread): void {
    lua.lua_settop(thread, Math.min(1, lua.lua_gettop(thread)));
  }

  /** With neither limit nor offset it reads all, and says nothing of where it ended. */
  function unpack(thread: LuaThread, limit: number, offset: number): number {
    const at = state.checkAddress(thread, 1);
    const length = state.lastLength;
    if (offset < 0 || limit < 0) {
      const range = `offset of ${offset | 0} and limit of ${length}`;
      state.raise(thread, `Invalid request to unpack with ${range}.`);
    }
    if (offset > length) {
      state.raise(thread, `Start offset ${offset | 0} greater than input length ${length}.`);
    }
    const isAll = limit === 0 && offset === 0;
    const max = isAll ? Number.POSITIVE_INFINITY : limit;
    reader.begin(thread, at + offset, length - offset);
    let count = 0;
    for (; reader.remaining > 0 && count < max; count++) reader.read();
    if (isAll) return count;
    lua.lua_pushnumber(thread, reader.remaining === 0 ? -1 : length - reader.remaining);
    lua.lua_insert(thread, 2);
    return count + 1;
  }

  return {
    pack: thread => {
      const count = lua.lua_gettop(thread);
      if (count === 0) return state.raiseArgument(thread, 0, 'MessagePack pack needs input.');
      if (lua.lua_checkstack(thread, count) === 0) {
        state.raiseArgument(thread, 0, 'Too many arguments for MessagePack pack.');
      }
      output.clear();
      for (let index = 1; index <= count; index++) {
        lua.lua_pushvalue(thread, index);
        writer.write(thread, 0);
        lua.lua_settop(thread, count);
      }
      lua.lua_pushlstring(thread, output.start, output.length);
      return 1;
    },
    unpack: thread => unpack(thread, 0, 0),
    unpack_one: thread => {
      const offset = longOrZero(thread, 2);
      keepFirst(thread);
      return unpack(thread, 1, offset);
    },
    unpack_limit: thread => {
      const limit = checkLong(thread, 2);
      const offset = longOrZero(thread, 3);
      keepFirst(thread);
      return unpack(thread, limit, offset);
    },
    _NAME: 'cmsgpack',
    _VERSION: 'lua-cmsgpack 0.4.0',
    _COPYRIGHT: 'Copyright (C) 2012, Salvatore Sanfilippo',
    _DESCRIPTION: 'MessagePack C implementation for Lua',
  };
}
