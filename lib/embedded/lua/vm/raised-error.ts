import type { Bytes } from '../../bytes.js';
import { ErrorReply } from '../../reply/reply.js';
import { normalizeLine, untilNul } from '../redis-api/error-table.js';
import { BOOLEAN, TABLE } from '../state/lua-constants.js';
import type { CodePlace } from '../state/debug-info.js';
import type { LuaState } from '../state/lua-state.js';

export interface RaisedError {
  readonly error: ErrorReply;
  readonly isCounted: boolean;
}

/** What the client is told of the error object that ended a script, which is on top of the stack. */
export function raisedError(state: LuaState, name: string): RaisedError {
  const { lua, main } = state;
  const top = lua.lua_gettop(main);
  if (lua.lua_type(main, -1) !== TABLE) {
    // The error handler itself failed.
    const text = state.toBytes(main, -1) ?? 'execution failure';
    const error = new ErrorReply(normalizeLine(`ERR Error running script ${name}, ${text}`));
    return { error, isCounted: false };
  }
  const isTrue = state.rawField(main, top, 'ignore_error_stats_update') === BOOLEAN;
  const isCounted = isTrue && lua.lua_toboolean(main, -1) === 1;
  const message = rawText(state, top, 'err') ?? 'ERR unknown error';
  const source = rawText(state, top, 'source');
  const line = rawText(state, top, 'line');
  lua.lua_settop(main, top);
  const hasPlace = source !== undefined && line !== undefined;
  const place = hasPlace ? suffixOf(name, source, line) : '';
  return { error: new ErrorReply(normalizeLine(message + place)), isCounted };
}

/** An error that no code of Lua raised, in the same words. */
export function stoppedError(
  name: string,
  message: Bytes,
  place: CodePlace | undefined,
): ErrorReply {
  const suffix = place ? suffixOf(name, place.source, `${place.line}`) : ` script: ${name}`;
  return new ErrorReply(normalizeLine(`ERR ${message}${suffix}`));
}

function suffixOf(name: string, source: Bytes, line: Bytes): Bytes {
  return ` script: ${name}, on ${source}:${line}.`;
}

function rawText(state: LuaState, table: number, field: string): Bytes | undefined {
  state.rawField(state.main, table, field);
  const text = state.toBytes(state.main, -1);
  return text === undefined ? undefined : untilNul(text);
}
