import type { MemberRegistry, Members } from '../state/members.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaFunction } from '../wasm/lua-exports.js';
import { originalFunction } from './original-functions.js';
import type { ProtectedTables } from './protected-tables.js';
import { sortGuard } from './sort-guard.js';

export interface TableGuards {
  /** Instead of the globals of these names. */
  readonly globals: Members;
  /** Instead of the members of `table`. */
  readonly table: Members;
  /** What `sort` hands over where there is no comparison. */
  readonly isLess: LuaFunction;
  readonly next: LuaFunction;
  /** Must get Lua's own `next` as its upvalue: nothing slower goes through a common table. */
  readonly pairs: LuaFunction;
}

/** Lua's functions that ask no metatable when they read or write a table, taught what is protected. */
export function tableGuards(
  run: ActiveRun,
  tables: ProtectedTables,
  registry: MemberRegistry,
): TableGuards {
  const { state } = run;
  const { lua } = state;
  const global = (name: string): LuaFunction => originalFunction(state, '_G', name);
  const reading =
    (original: LuaFunction): LuaFunction =>
    thread => {
      tables.reveal(thread, 1);
      return original(thread);
    };
  const writing =
    (original: LuaFunction): LuaFunction =>
    thread =>
      tables.isProtected(thread, 1) ? tables.refuseBare(thread) : original(thread);

  const sorting = sortGuard(run, registry);
  const concat = originalFunction(state, 'table', 'concat');
  const setmetatable = global('setmetatable');
  const getmetatable = global('getmetatable');
  const pairs = global('pairs');
  const next = reading(global('next'));
  return {
    globals: {
      rawget: reading(global('rawget')),
      rawset: writing(global('rawset')),
      setmetatable: thread => {
        if (tables.isProtected(thread, 1)) return tables.refuseBare(thread);
        tables.reveal(thread, 2);
        return setmetatable(thread);
      },
      getmetatable: thread => {
        if (tables.pushShownMetatable(thread, 1)) return 1;
        const results = getmetatable(thread);
        tables.hide(thread, lua.lua_gettop(thread));
        return results;
      },
    },
    table: {
      insert: writing(originalFunction(state, 'table', 'insert')),
      foreach: reading(originalFunction(state, 'table', 'foreach')),
      sort: sorting.sort,
      concat: thread => {
        // `foreach` of C may call it often, and nothing counts its instructions.
        run.watchdog.look(thread);
        return concat(thread);
      },
    },
    isLess: sorting.isLess,
    next,
    pairs: thread => {
      const results = pairs(thread);
      if (!tables.isProtected(thread, 1)) return results;
      registry.pushFunction(thread, next);
      lua.lua_replace(thread, -4);
      return results;
    },
  };
}
