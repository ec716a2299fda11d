import { Cjson } from '../cjson/cjson-functions.js';
import type { CjsonConfiguration } from '../cjson/cjson-options.js';
import { cmsgpackFunctions } from '../cmsgpack/cmsgpack-functions.js';
import { bitFunctions } from '../libraries/bit-functions.js';
import { mathFunctions } from '../libraries/math-functions.js';
import type { RandomSource } from '../libraries/random-source.js';
import { LibraryLoader } from '../library/library-loader.js';
import { patternGuards } from '../patterns/pattern-guards.js';
import { commandFunctions } from '../redis-api/command-functions.js';
import { nonexistentGlobal } from '../redis-api/global-functions.js';
import { logFunctions } from '../redis-api/log-functions.js';
import { replyFunctions } from '../redis-api/reply-functions.js';
import { scriptFunctions, VERSIONS } from '../redis-api/script-functions.js';
import { GLOBALS } from '../state/lua-constants.js';
import type { DebugInfo } from '../state/debug-info.js';
import { MemberRegistry, type Members } from '../state/members.js';
import { structFunctions } from '../struct/struct-functions.js';
import type { ActiveRun } from '../vm/active-run.js';
import { errorHandler } from '../vm/error-handler.js';
import {
  FUNCTION_CONTENT,
  FUNCTION_GLOBALS,
  LIBRARY_CONTENT,
  REPLY_FIELDS,
  SCRIPT_GLOBALS,
} from '../vm/stack-slots.js';
import { baseGuards } from './base-guards.js';
import { EnvironmentBuilder } from './environment-builder.js';
import { ProtectedTables } from './protected-tables.js';
import { stringGuards } from './string-guards.js';
import { tableGuards } from './table-guards.js';

/** All that scripts find in Lua: made once for an instance, and never changed by them. */
export class Sandbox {
  readonly cjson: Cjson;
  readonly libraries: LibraryLoader;
  readonly #run: ActiveRun;

  constructor(
    run: ActiveRun,
    debug: DebugInfo,
    random: RandomSource,
    configuration: CjsonConfiguration,
  ) {
    const { state } = run;
    const { lua, main } = state;
    this.#run = run;
    for (const open of [
      lua.luaopen_base,
      lua.luaopen_table,
      lua.luaopen_string,
      lua.luaopen_math,
    ]) {
      open(main);
      lua.lua_settop(main, 0);
    }

    const registry = new MemberRegistry(state);
    const tables = new ProtectedTables(state, registry);
    this.cjson = new Cjson(run, registry, tables, configuration);
    this.libraries = new LibraryLoader(state);
    const nonexistent = nonexistentGlobal(state);
    const handler = errorHandler(state, debug, tables);
    const patterns = patternGuards(run, registry);
    const base = baseGuards(run, registry);
    const guards = tableGuards(run, tables, registry);

    const log = { ...logFunctions(run), ...VERSIONS };
    const redis: Members = { ...log, ...commandFunctions(run), ...replyFunctions(run) };
    const scriptRedis: Members = { ...redis, ...scriptFunctions(state) };
    const libraryRedis: Members = { ...log, register_function: this.libraries.register };
    const globals: Members = { ...base.globals, ...guards.globals, next: guards.next };
    const libraries = {
      string: stringGuards(run, patterns),
      table: guards.table,
      math: mathFunctions(state, random),
      cjson: this.cjson.members,
      cmsgpack: cmsgpackFunctions(run, tables),
      struct: structFunctions(run),
      bit: bitFunctions(state),
    };
    registry.register([
      ...Object.values(libraries),
      globals,
      scriptRedis,
      libraryRedis,
      { handler, nonexistent, refuse: tables.refuse, pairs: guards.pairs },
      {
        reader: base.reader,
        iterate: patterns.iterate,
        isLess: guards.isLess,
        release: this.cjson.release,
      },
    ]);

    const builder = new EnvironmentBuilder(state, registry, tables, nonexistent);
    registry.pushFunction(main, handler);
    // Scripts, then functions, then libraries being loaded: see the slots of the stack.
    builder.pushShared(globals, guards.pairs, libraries);
    const shared = lua.lua_gettop(main);
    builder.pushCopy(shared);
    builder.addLibrary('redis', scriptRedis);
    builder.addFunction('__redis__err__handler', handler);
    builder.pushGlobals();
    builder.pushCopy(shared);
    builder.addLibrary('redis', redis);
    builder.pushGlobals();
    builder.pushLibraryContent(libraryRedis);
    lua.lua_remove(main, shared);
    for (const field of REPLY_FIELDS) state.push(main, field);
    this.useScriptGlobals();
  }

  useScriptGlobals(): void {
    this.cjson.useScripts();
    this.#useGlobals(SCRIPT_GLOBALS);
  }

  useFunctionGlobals(): void {
    this.cjson.useFunctions();
    this.#useGlobals(FUNCTION_GLOBALS);
  }

  /** While a library is loaded, its functions and their globals are still empty, but for `redis`. */
  useLibraryContent(isLoading: boolean): void {
    const { lua, main } = this.#run.state;
    lua.lua_getmetatable(main, FUNCTION_GLOBALS);
    lua.lua_pushvalue(main, isLoading ? LIBRARY_CONTENT : FUNCTION_CONTENT);
    this.#run.state.setField(main, -2, '__index');
    lua.lua_settop(main, -2);
  }

  #useGlobals(slot: number): void {
    const { lua, main } = this.#run.state;
    lua.lua_pushvalue(main, slot);
    lua.lua_replace(main, GLOBALS);
  }
}
