import { UPVALUE } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import type { MemberRegistry } from '../state/members.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';
import type { Span } from './pattern-captures.js';
import { NO_MATCH } from './pattern-matcher.js';
import type { PatternSearch } from './pattern-search.js';
import { isAnchored } from './search-cost.js';

const SUBJECT = 1;
const PATTERN = 2;
const FROM = 3;

export interface SearchFunctions {
  readonly find: LuaFunction;
  /** `find` of a text that is no pattern. */
  readonly findPlain: LuaFunction;
  readonly match: LuaFunction;
  readonly gmatch: LuaFunction;
  /** What `gmatch` returns: its upvalues are the subject, the pattern and where to go on. */
  readonly iterate: LuaFunction;
}

/** `find`, `match` and `gmatch` with a matcher that can be stopped. Their arguments are texts. */
export function searchFunctions(
  state: LuaState,
  registry: MemberRegistry,
  search: PatternSearch,
): SearchFunctions {
  const { lua, memory } = state;

  function firstAt(thread: LuaThread, subject: Span): number {
    return subject.at + startOf(lua.luaL_optinteger(thread, FROM, 1), subject.length);
  }

  function pushRange(thread: LuaThread, subject: Span, at: number, end: number): number {
    lua.lua_pushnumber(thread, at - subject.at + 1);
    lua.lua_pushnumber(thread, end - subject.at);
    return 2;
  }

  function pushNothing(thread: LuaThread): number {
    lua.lua_pushnil(thread);
    return 1;
  }

  function find(thread: LuaThread, isRange: boolean): number {
    const subject = search.textAt(thread, SUBJECT);
    const pattern = search.textAt(thread, PATTERN);
    const first = firstAt(thread, subject);
    const matcher = search.begin(thread, subject);
    const isOnce = isAnchored(memory.bytes, pattern);
    const last = isOnce ? first : subject.at + subject.length;
    for (let at = first; at <= last; at++) {
      const end = matcher.match(at, pattern.at + (isOnce ? 1 : 0));
      if (end === NO_MATCH) continue;
      if (!isRange) return search.pushCaptures(thread, at, end);
      const results = pushRange(thread, subject, at, end);
      return results + (matcher.captures.count > 0 ? search.pushCaptures(thread, at, end) : 0);
    }
    return pushNothing(thread);
  }

  const iterate: LuaFunction = thread => {
    const subject = search.textAt(thread, UPVALUE);
    const pattern = search.textAt(thread, UPVALUE - 1);
    const matcher = search.begin(thread, subject);
    const last = subject.at + subject.length;
    for (let at = subject.at + lua.lua_tonumber(thread, UPVALUE - 2); at <= last; at++) {
      const end = matcher.match(at, pattern.at);
      if (end === NO_MATCH) continue;
      lua.lua_pushnumber(thread, end - subject.at + (end === at ? 1 : 0));
      lua.lua_replace(thread, UPVALUE - 2);
      return search.pushCaptures(thread, at, end);
    }
    return 0;
  };

  return {
    find: thread => find(thread, true),
    findPlain: thread => {
      const subject = search.textAt(thread, SUBJECT);
      const text = search.textAt(thread, PATTERN);
      const matcher = search.begin(thread, subject);
      const last = subject.at + subject.length - text.length;
      for (let at = firstAt(thread, subject); at <= last; at++) {
        const common = commonLength(memory.bytes, at, text);
        if (common === text.length) return pushRange(thread, subject, at, at + common);
        matcher.spend(common + 1);
      }
      return pushNothing(thread);
    },
    match: thread => find(thread, false),
    gmatch: thread => {
      lua.lua_settop(thread, PATTERN);
      lua.lua_pushnumber(thread, 0);
      registry.pushFunction(thread, iterate, 3);
      return 1;
    },
    iterate,
  };
}

/** How many bytes at a place are those of a text. */
function commonLength(bytes: Uint8Array, at: number, text: Span): number {
  let length = 0;
  while (length < text.length && bytes[at + length] === bytes[text.at + length]) length++;
  return length;
}

/** From 0; positions of Lua begin at 1, and are counted from the end when they are negative. */
function startOf(init: number, length: number): number {
  const start = init < 0 ? Math.max(0, init + length) : Math.max(0, init - 1);
  return Math.min(start, length);
}
