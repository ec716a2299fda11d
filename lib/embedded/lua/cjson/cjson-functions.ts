import type { ProtectedTables } from '../sandbox/protected-tables.js';
import { UPVALUE } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import type { MemberRegistry, Members } from '../state/members.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';
import { type CjsonConfiguration, CjsonOptions } from './cjson-options.js';
import { JsonDecoder } from './json-decoder.js';
import { JsonEncoder } from './json-encoder.js';
import { optionFunctions } from './option-functions.js';

/** The library `cjson`. What `cjson.new` makes has options of its own. */
export class Cjson {
  readonly members: Members;
  /** Called when nothing of what `cjson.new` made is left. */
  readonly release: LuaFunction;
  readonly #state: LuaState;
  readonly #registry: MemberRegistry;
  readonly #configuration: CjsonConfiguration;
  // By the address of the userdata that is the upvalue of their functions.
  readonly #instances = new Map<number, CjsonOptions>();
  #common: CjsonOptions;

  constructor(
    run: ActiveRun,
    registry: MemberRegistry,
    tables: ProtectedTables,
    configuration: CjsonConfiguration,
  ) {
    const { state } = run;
    const { lua, memory } = state;
    this.#state = state;
    this.#registry = registry;
    this.#configuration = configuration;
    this.#common = configuration.scripts;
    const encoder = new JsonEncoder(run, tables);
    const decoder = new JsonDecoder(run);

    const onlyArgument = (thread: LuaThread): void => {
      if (lua.lua_gettop(thread) !== 1) state.raiseArgument(thread, 1, 'expected 1 argument');
    };
    const optionsOf = (thread: LuaThread): CjsonOptions =>
      this.#instances.get(lua.lua_touserdata(thread, UPVALUE)) ?? this.#common;

    this.members = {
      ...optionFunctions(state, optionsOf),
      encode: thread => {
        onlyArgument(thread);
        encoder.encode(thread, optionsOf(thread));
        lua.lua_pushlstring(thread, state.output.start, state.output.length);
        return 1;
      },
      decode: thread => {
        onlyArgument(thread);
        const at = state.checkAddress(thread, 1);
        const isWide = memory.bytes[at] === 0 || memory.bytes[at + 1] === 0;
        if (state.lastLength >= 2 && isWide) {
          state.raise(thread, 'JSON parser does not support UTF-16 or UTF-32');
        }
        decoder.decode(thread, at, optionsOf(thread));
        return 1;
      },
      new: thread => {
        this.#pushInstance(thread);
        return 1;
      },
      null: null,
      _NAME: 'cjson',
      _VERSION: '2.1.0',
    };
    this.release = thread => {
      this.#instances.delete(lua.lua_touserdata(thread, 1));
      return 0;
    };
  }

  useScripts(): void {
    this.#common = this.#configuration.scripts;
  }

  useFunctions(): void {
    this.#common = this.#configuration.functions;
  }

  #pushInstance(thread: LuaThread): void {
    const { lua } = this.#state;
    const instance = lua.lua_newuserdata(thread, 1);
    this.#registry.pushTable(thread, { __gc: this.release });
    lua.lua_setmetatable(thread, -2);
    this.#instances.set(instance, new CjsonOptions());
    const upvalue = lua.lua_gettop(thread);
    this.#registry.pushTable(thread, this.members, upvalue);
  }
}
