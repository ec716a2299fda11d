import { GLOBALS } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import type { MemberRegistry, Members } from '../state/members.js';
import type { LuaFunction } from '../wasm/lua-exports.js';
import type { ProtectedTables } from './protected-tables.js';

const PLAIN_GLOBALS = [
  'assert',
  'error',
  'gcinfo',
  'ipairs',
  'rawequal',
  'select',
  'type',
  'unpack',
  'xpcall',
  '_VERSION',
];
const PLAIN_LIBRARIES = ['string', 'table', 'math', 'coroutine'];
const INDEX = '__index';

/** Builds what scripts see as globals: complete, read-only, and loud about what does not exist. */
export class EnvironmentBuilder {
  readonly #state: LuaState;
  readonly #registry: MemberRegistry;
  readonly #tables: ProtectedTables;
  readonly #nonexistent: LuaFunction;

  constructor(
    state: LuaState,
    registry: MemberRegistry,
    tables: ProtectedTables,
    nonexistent: LuaFunction,
  ) {
    this.#state = state;
    this.#registry = registry;
    this.#tables = tables;
    this.#nonexistent = nonexistent;
  }

  /** Pushes a table of all that every kind of script shares. */
  pushShared(
    globals: Members,
    pairs: LuaFunction,
    libraries: Readonly<Record<string, Members>>,
  ): void {
    const { lua, main } = this.#state;
    this.#registry.pushTable(main, globals);
    lua.lua_getfield(main, GLOBALS, this.#state.text('next'));
    this.#registry.pushFunction(main, pairs, 1);
    this.#state.setField(main, -2, 'pairs');
    for (const name of PLAIN_GLOBALS) {
      lua.lua_getfield(main, GLOBALS, this.#state.text(name));
      this.#state.setField(main, -2, name);
    }
    for (const name of new Set([...PLAIN_LIBRARIES, ...Object.keys(libraries)])) {
      this.#pushLibrary(name, libraries[name] ?? {});
      this.#state.setField(main, -2, name);
    }
    this.#showStringMetatable();
  }

  /** Pushes a copy of the table at an index, to which more can be added. */
  pushCopy(index: number): void {
    const { lua, main } = this.#state;
    lua.lua_createtable(main, 0, 0);
    lua.lua_pushnil(main);
    while (lua.lua_next(main, index) !== 0) {
      lua.lua_pushvalue(main, -2);
      lua.lua_insert(main, -2);
      lua.lua_settable(main, -4);
    }
  }

  /** Adds a library to the table on top. */
  addLibrary(name: string, members: Members): void {
    const { main } = this.#state;
    this.#registry.pushTable(main, members);
    this.#tables.protectTop(main);
    this.#state.setField(main, -2, name);
  }

  addFunction(name: string, fn: LuaFunction): void {
    this.#registry.pushFunction(this.#state.main, fn);
    this.#state.setField(this.#state.main, -2, name);
  }

  /** Pushes what code that registers functions finds: `redis`, of which nothing but this exists. */
  pushLibraryContent(redis: Members): void {
    const { lua, main } = this.#state;
    lua.lua_createtable(main, 0, 1);
    this.#registry.pushTable(main, redis);
    this.#makeStrict();
    this.#tables.protectTop(main);
    this.#state.setField(main, -2, 'redis');
    this.#makeStrict();
  }

  /** Puts the protected table that scripts see as their globals below the table on top. */
  pushGlobals(): void {
    const { lua, main } = this.#state;
    this.#makeStrict();
    lua.lua_pushvalue(main, -1);
    this.#tables.protectTop(main);
    lua.lua_pushvalue(main, -1);
    this.#state.setField(main, -3, '_G');
    this.#registry.pushTable(main, { [INDEX]: this.#nonexistent });
    this.#tables.protectTop(main);
    this.#tables.showMetatable(main);
    lua.lua_insert(main, -2);
  }

  #makeStrict(): void {
    const { lua, main } = this.#state;
    this.#registry.pushTable(main, { [INDEX]: this.#nonexistent });
    lua.lua_setmetatable(main, -2);
  }

  #pushLibrary(name: string, members: Members): void {
    const { lua, main } = this.#state;
    if (PLAIN_LIBRARIES.includes(name)) {
      lua.lua_getfield(main, GLOBALS, this.#state.text(name));
      for (const [key, member] of Object.entries(members)) {
        this.#registry.pushMember(main, member);
        this.#state.setField(main, -2, key);
      }
    } else this.#registry.pushTable(main, members);
    this.#tables.protectTop(main);
  }

  /** Methods of strings come from the library `string`; a script that looks gets the protected one. */
  #showStringMetatable(): void {
    const { lua, main } = this.#state;
    lua.lua_createtable(main, 0, 1);
    lua.lua_getfield(main, -2, this.#state.text('string'));
    this.#state.setField(main, -2, INDEX);
    this.#tables.protectTop(main);
    this.#tables.showStringMetatable(main);
  }
}
