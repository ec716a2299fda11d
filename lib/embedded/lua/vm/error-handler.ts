import type { Bytes } from '../../bytes.js';
import { BOOLEAN, NIL, NUMBER, STRING, TABLE } from '../state/lua-constants.js';
import type { CodePlace, DebugInfo } from '../state/debug-info.js';
import type { LuaState } from '../state/lua-state.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';
import { pushErrorTable } from '../redis-api/error-table.js';
import type { ProtectedTables } from '../sandbox/protected-tables.js';

const HEX_DIGITS = 8;

/**
 * Makes an error object of whatever a script raised: `{ err, source, line }`, the place being that
 * of the innermost function written in Lua.
 */
export function errorHandler(
  state: LuaState,
  debug: DebugInfo,
  tables: ProtectedTables,
): LuaFunction {
  const { lua } = state;

  function setPlace(thread: LuaThread, place: CodePlace): void {
    state.push(thread, 'source');
    state.push(thread, place.source);
    lua.lua_rawset(thread, -3);
    state.push(thread, 'line');
    lua.lua_pushnumber(thread, place.line);
    lua.lua_rawset(thread, -3);
  }

  return thread => {
    const place = debug.placeAt(thread, 1);
    if (lua.lua_gettop(thread) === 0) lua.lua_pushnil(thread);
    if (lua.lua_type(thread, 1) !== TABLE) {
      pushErrorTable(state, thread, `ERR ${textOf(state, thread, 1)}`);
      lua.lua_replace(thread, 1);
    }
    lua.lua_settop(thread, 1);
    if (place && !tables.isProtected(thread, 1)) setPlace(thread, place);
    return 1;
  };
}

/** As `tostring`, without asking metatables. */
function textOf(state: LuaState, thread: LuaThread, index: number): Bytes {
  const { lua } = state;
  switch (lua.lua_type(thread, index)) {
    case NIL:
      return 'nil';
    case BOOLEAN:
      return lua.lua_toboolean(thread, index) ? 'true' : 'false';
    case STRING:
    case NUMBER:
      return state.stringAt(thread, index);
    default: {
      const pointer = lua.lua_topointer(thread, index).toString(16).padStart(HEX_DIGITS, '0');
      return `${state.typeName(thread, index)}: 0x${pointer}`;
    }
  }
}
