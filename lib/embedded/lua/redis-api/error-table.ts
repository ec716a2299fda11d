import type { Bytes } from '../../bytes.js';
import type { LuaState } from '../state/lua-state.js';
import type { LuaThread } from '../wasm/lua-exports.js';

const LINE_ENDS = /^[\r\n]+|[\r\n]+$/g;

/** Pushes `{err = …}`, with a code if the text begins with none. */
export function pushErrorTable(state: LuaState, thread: LuaThread, text: Bytes): void {
  state.lua.lua_createtable(thread, 0, 0);
  state.push(thread, text);
  state.setField(thread, -2, 'err');
}

/** The text of an error that functions of `redis` make themselves. */
export function raiseError(state: LuaState, thread: LuaThread, message: Bytes): never {
  pushErrorTable(state, thread, `ERR ${message}`);
  return state.throwTop(thread);
}

/** `-CODE message` as an error table has it: no dash, always a code, no line break at the end. */
export function normalizeError(text: Bytes): Bytes {
  const line = untilNul(text.startsWith('-') ? text.slice(1) : text);
  const space = line.indexOf(' ');
  if (space < 0) return `ERR ${line.replace(LINE_ENDS, '')}`;
  return `${line.slice(0, space)} ${line.slice(space + 1).replace(LINE_ENDS, '')}`;
}

/** Text of C ends there. */
export function untilNul(text: Bytes): Bytes {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

/** One line of the protocol: no line break at the end, spaces in the place of those within. */
export function normalizeLine(text: Bytes): Bytes {
  return text.replace(/[\r\n]+$/, '').replace(/[\r\n]/g, ' ');
}
