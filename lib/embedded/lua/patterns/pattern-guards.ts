import { originalFunction } from '../sandbox/original-functions.js';
import { NUMBER, STRING } from '../state/lua-constants.js';
import type { MemberRegistry } from '../state/members.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';
import { PatternSearch } from './pattern-search.js';
import { searchFunctions } from './search-functions.js';
import { searchCost } from './search-cost.js';
import { substitution } from './substitution.js';
import type { Span } from './pattern-captures.js';
import { Code } from './pattern-codes.js';

const SPECIALS = new Set(Buffer.from('^$*+?.([%-'));
const REPLACEMENT = 3;
const PLAIN = 4;
// What Lua's own functions, which cannot be stopped, do in some milliseconds at most.
const MAX_STEPS = 2_000_000;
const MAX_COMPARED = 10 * MAX_STEPS;

export type PatternGuards = Readonly<
  Record<'find' | 'match' | 'gmatch' | 'gsub' | 'iterate', LuaFunction>
>;

/**
 * The functions that search: Lua's own, which are faster, where they surely come to an end soon, and
 * otherwise those that can be stopped.
 */
export function patternGuards(run: ActiveRun, registry: MemberRegistry): PatternGuards {
  const { state, watchdog } = run;
  const { lua, memory } = state;
  const search = new PatternSearch(run);
  const stoppable = searchFunctions(state, registry, search);

  const isText = (thread: LuaThread, index: number): boolean => {
    const type = lua.lua_type(thread, index);
    return type === STRING || type === NUMBER;
  };

  function guarded(
    name: 'find' | 'match' | 'gmatch' | 'gsub',
    slow: LuaFunction,
    canAnchor = true,
  ): LuaFunction {
    const original = originalFunction(state, 'string', name);
    return thread => {
      if (!isText(thread, 1) || !isText(thread, 2)) return original(thread);
      const subject = search.textAt(thread, 1);
      const pattern = search.textAt(thread, 2);
      if (name === 'find' && isPlain(thread, pattern)) {
        const isLong = subject.length * pattern.length > MAX_COMPARED;
        return isLong ? stoppable.findPlain(thread) : original(thread);
      }
      const steps = searchCost(memory.bytes, subject, pattern, canAnchor, MAX_STEPS);
      if (steps > MAX_STEPS) return slow(thread);
      const isReplacing = name === 'gsub' && isText(thread, REPLACEMENT);
      const replaced = isReplacing ? lua.lua_objlen(thread, REPLACEMENT) * subject.length : 0;
      watchdog.countWork(thread, steps + replaced);
      return original(thread);
    };
  }

  function isPlain(thread: LuaThread, pattern: Span): boolean {
    if (lua.lua_toboolean(thread, PLAIN) === 1) return true;
    const { bytes } = memory;
    let at = pattern.at;
    for (let code = bytes[at] ?? Code.nul; code !== Code.nul; code = bytes[++at] ?? Code.nul) {
      if (SPECIALS.has(code)) return false;
    }
    return true;
  }

  return {
    find: guarded('find', stoppable.find),
    match: guarded('match', stoppable.match),
    gmatch: guarded('gmatch', stoppable.gmatch, false),
    gsub: guarded('gsub', substitution(state, search)),
    iterate: stoppable.iterate,
  };
}
