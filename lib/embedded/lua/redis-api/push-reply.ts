import { formatDouble } from '../../reply/format-double.js';
import type { Reply, ReplyObject } from '../../reply/reply.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaThread } from '../wasm/lua-exports.js';
import { pushErrorTable } from './error-table.js';

const SLOTS = 4;

/** Pushes the reply of a command as a script gets it. */
export function pushReply(run: ActiveRun, thread: LuaThread, reply: Reply): void {
  const { state } = run;
  const { lua } = state;
  if (typeof reply === 'string') state.push(thread, reply);
  else if (typeof reply === 'number') lua.lua_pushnumber(thread, reply);
  else if (typeof reply === 'bigint') lua.lua_pushnumber(thread, Number(reply));
  else if (reply === null) pushNull(run, thread);
  else if (isArray(reply)) pushArray(run, thread, reply);
  else pushObject(run, thread, reply);
}

function pushNull(run: ActiveRun, thread: LuaThread): void {
  const { lua } = run.state;
  if (run.resp === 3) lua.lua_pushnil(thread);
  else lua.lua_pushboolean(thread, 0);
}

function pushArray(run: ActiveRun, thread: LuaThread, items: readonly Reply[]): void {
  const { lua } = run.state;
  makeRoom(run, thread);
  lua.lua_createtable(thread, items.length, 0);
  for (let index = 0; index < items.length; index++) {
    pushReply(run, thread, items[index] ?? null);
    lua.lua_rawseti(thread, -2, index + 1);
  }
}

function pushObject(run: ActiveRun, thread: LuaThread, reply: ReplyObject): void {
  const { state, resp } = run;
  const isResp3 = resp === 3;
  makeRoom(run, thread);
  switch (reply.kind) {
    case 'status':
      return pushTagged(run, thread, 'ok', reply.text);
    case 'error':
      pushErrorTable(state, thread, reply.text);
      state.lua.lua_pushboolean(thread, 1);
      return state.setField(thread, -2, 'ignore_error_stats_update');
    case 'null-array':
      return pushNull(run, thread);
    case 'map':
      return isResp3 ? pushMap(run, thread, reply.entries) : pushArray(run, thread, reply.entries);
    case 'set':
      return isResp3 ? pushSet(run, thread, reply.members) : pushArray(run, thread, reply.members);
    case 'double':
      if (isResp3) return pushTagged(run, thread, 'double', reply.value);
      return pushReply(run, thread, formatDouble(reply.value));
    case 'boolean':
      if (!isResp3) return state.lua.lua_pushnumber(thread, reply.value ? 1 : 0);
      return state.lua.lua_pushboolean(thread, reply.value ? 1 : 0);
    case 'big-number':
      if (isResp3) return pushTagged(run, thread, 'big_number', reply.digits);
      return pushReply(run, thread, reply.digits);
    case 'verbatim':
      if (!isResp3) return pushReply(run, thread, reply.text);
      return pushVerbatim(run, thread, reply.format, reply.text);
    case 'push':
      return pushArray(run, thread, reply.items);
    case 'sequence':
      return pushReply(run, thread, reply.replies[0] ?? null);
  }
}

function pushTagged(run: ActiveRun, thread: LuaThread, tag: string, value: Reply): void {
  run.state.lua.lua_createtable(thread, 0, 1);
  pushReply(run, thread, value);
  run.state.setField(thread, -2, tag);
}

// The tables of a map and of a set grow as they do in Redis: their size decides the order of `pairs`.
function pushMap(run: ActiveRun, thread: LuaThread, entries: readonly Reply[]): void {
  const { state } = run;
  state.lua.lua_createtable(thread, 0, 1);
  state.lua.lua_createtable(thread, 0, 0);
  for (let index = 0; index < entries.length; index += 2) {
    pushReply(run, thread, entries[index] ?? null);
    pushReply(run, thread, entries[index + 1] ?? null);
    state.lua.lua_settable(thread, -3);
  }
  state.setField(thread, -2, 'map');
}

function pushSet(run: ActiveRun, thread: LuaThread, members: readonly Reply[]): void {
  const { state } = run;
  state.lua.lua_createtable(thread, 0, 1);
  state.lua.lua_createtable(thread, 0, 0);
  for (const member of members) {
    pushReply(run, thread, member);
    state.lua.lua_pushboolean(thread, 1);
    state.lua.lua_settable(thread, -3);
  }
  state.setField(thread, -2, 'set');
}

function pushVerbatim(run: ActiveRun, thread: LuaThread, format: string, text: string): void {
  const { state } = run;
  state.lua.lua_createtable(thread, 0, 1);
  state.lua.lua_createtable(thread, 0, 2);
  state.push(thread, text);
  state.setField(thread, -2, 'string');
  state.push(thread, format);
  state.setField(thread, -2, 'format');
  state.setField(thread, -2, 'verbatim_string');
}

function makeRoom(run: ActiveRun, thread: LuaThread): void {
  if (run.state.lua.lua_checkstack(thread, SLOTS) === 0) {
    run.state.raiseBare(thread, 'reached lua stack limit');
  }
}

// Array.isArray does not narrow a readonly array away.
function isArray(reply: readonly Reply[] | ReplyObject): reply is readonly Reply[] {
  return Array.isArray(reply);
}
