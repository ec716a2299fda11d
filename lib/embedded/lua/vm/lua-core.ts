import type { Bytes } from '../../bytes.js';
import type { CjsonConfiguration } from '../cjson/cjson-options.js';
import type { RandomSource } from '../libraries/random-source.js';
import type { RegisteredFunction } from '../library/library-loader.js';
import type { LuaHost, LuaLimits, LuaOutcome, LuaRun } from '../lua-vm.js';
import { ReplyReader } from '../redis-api/reply-reader.js';
import { resetCollector } from '../sandbox/base-guards.js';
import { Sandbox } from '../sandbox/sandbox.js';
import { GC_COUNT, OUT_OF_MEMORY, REGISTRY } from '../state/lua-constants.js';
import { DebugInfo } from '../state/debug-info.js';
import { LuaState } from '../state/lua-state.js';
import type { LuaInstance } from '../wasm/lua-instance.js';
import { ActiveRun } from './active-run.js';
import { raisedError, stoppedError } from './raised-error.js';
import { ScriptStop } from './script-stop.js';
import { BASE, ERROR_HANDLER, SCRIPT_CONTENT } from './stack-slots.js';
import { Watchdog } from './watchdog.js';

const SCRIPT_CHUNK = '@user_script';
const LIBRARY_CHUNK = '@user_function';
const BYTECODE_MARK = '\x1b';
const KILOBYTE = 1024;
const DEFAULT_REPLY_DEPTH = 1000;
const DEFAULT_REPLY_BYTES = 512 * KILOBYTE * KILOBYTE;

/** Something compiled: its place in the registry of Lua, or why it is not. */
export type Compiled = { readonly ref: number } | { readonly error: Bytes };

/** An instance of Lua with the sandbox in it. After an exception out of it, throw it away. */
export class LuaCore {
  readonly #state: LuaState;
  readonly #run: ActiveRun;
  readonly #sandbox: Sandbox;
  readonly #random: RandomSource;
  readonly #replies: ReplyReader;

  constructor(instance: LuaInstance, random: RandomSource, cjson: CjsonConfiguration) {
    const state = new LuaState(instance);
    const debug = new DebugInfo(state);
    this.#state = state;
    this.#random = random;
    this.#run = new ActiveRun(state, new Watchdog(state, debug));
    this.#sandbox = new Sandbox(this.#run, debug, random, cjson);
    this.#replies = new ReplyReader(this.#run);
  }

  get usedBytes(): number {
    return this.#state.lua.lua_gc(this.#state.main, GC_COUNT, 0) * KILOBYTE;
  }

  /** All memory that the instance has taken, and does not give back while it lives. */
  get heapBytes(): number {
    return this.#state.memory.size;
  }

  compileScript(code: Bytes): Compiled {
    return this.#compile(code, SCRIPT_CHUNK);
  }

  release(ref: number): void {
    this.#state.lua.luaL_unref(this.#state.main, REGISTRY, ref);
  }

  /** Runs a compiled script, with KEYS and ARGV as globals. @throws ScriptStop */
  runScript(ref: number, run: LuaRun): LuaOutcome {
    const { lua, main } = this.#state;
    this.#begin(run);
    this.#pushArray(run.keys);
    this.#state.setField(main, SCRIPT_CONTENT, 'KEYS');
    this.#pushArray(run.args);
    this.#state.setField(main, SCRIPT_CONTENT, 'ARGV');
    lua.lua_rawgeti(main, REGISTRY, ref);
    return this.#call(run, 0);
  }

  /** Runs a function of a library, with keys and arguments as its arguments. @throws ScriptStop */
  runFunction(ref: number, run: LuaRun): LuaOutcome {
    this.#begin(run);
    this.#sandbox.useFunctionGlobals();
    this.#state.lua.lua_rawgeti(this.#state.main, REGISTRY, ref);
    this.#pushArray(run.keys);
    this.#pushArray(run.args);
    const outcome = this.#call(run, 2);
    this.#sandbox.useScriptGlobals();
    return outcome;
  }

  /** Runs the code of a library; a text says why it failed. @throws ScriptStop */
  loadLibrary(
    code: Bytes,
    logger: Pick<LuaHost, 'log'> | undefined,
    limits: LuaLimits,
  ): ReadonlyMap<Bytes, RegisteredFunction> | Bytes {
    const { lua, main } = this.#state;
    this.#sandbox.useFunctionGlobals();
    const compiled = this.#compile(code, LIBRARY_CHUNK);
    if ('error' in compiled) {
      this.#sandbox.useScriptGlobals();
      return `Error compiling function: ${compiled.error}`;
    }
    this.#sandbox.useLibraryContent(true);
    this.#sandbox.libraries.begin();
    this.#run.logger = logger;
    this.#run.watchdog.begin(limits);
    lua.lua_rawgeti(main, REGISTRY, compiled.ref);
    this.release(compiled.ref);
    const status = lua.lua_pcall(main, 0, 0, 0);
    const functions = this.#sandbox.libraries.end();
    const error = status === 0 ? undefined : libraryError(this.#state);
    this.#sandbox.useLibraryContent(false);
    this.#sandbox.useScriptGlobals();
    this.#end();
    return error ?? functions;
  }

  #compile(code: Bytes, chunk: string): Compiled {
    const { lua, main } = this.#state;
    // A space makes text of bytecode, which then does not compile.
    const text = code.startsWith(BYTECODE_MARK) ? ` ${code}` : code;
    const at = this.#state.transfer(main, text);
    const status = lua.luaL_loadbuffer(main, at, text.length, this.#state.text(chunk));
    const compiled =
      status === 0
        ? { ref: lua.luaL_ref(main, REGISTRY) }
        : { error: this.#state.toBytes(main, -1) ?? '' };
    lua.lua_settop(main, BASE);
    this.#state.shrink();
    return compiled;
  }

  #begin(run: LuaRun): void {
    this.#run.begin(run.host);
    this.#run.watchdog.begin(run.limits ?? {});
    this.#random.begin();
  }

  #end(): void {
    this.#state.lua.lua_settop(this.#state.main, BASE);
    this.#run.end();
    resetCollector(this.#run);
    this.#state.shrink();
  }

  #call(run: LuaRun, args: number): LuaOutcome {
    const { lua, main } = this.#state;
    const status = lua.lua_pcall(main, args, 1, ERROR_HANDLER);
    const outcome = status === 0 ? this.#returned(run) : this.#failed(run, status);
    this.#end();
    return outcome;
  }

  #returned(run: LuaRun): LuaOutcome {
    const depth = run.limits?.replyDepth ?? DEFAULT_REPLY_DEPTH;
    const bytes = run.limits?.replyBytes ?? DEFAULT_REPLY_BYTES;
    try {
      return { ok: true, reply: this.#replies.read({ depth, bytes }) };
    } catch (error) {
      if (!(error instanceof ScriptStop)) throw error;
      const text = stoppedError(run.name, error.message, undefined);
      return { ok: false, error: text, cause: error.stopCause, isCounted: false };
    }
  }

  #failed(run: LuaRun, status: number): LuaOutcome {
    if (status === OUT_OF_MEMORY) {
      const error = stoppedError(run.name, 'not enough memory', undefined);
      return { ok: false, error, cause: 'memory', isCounted: false };
    }
    return { ok: false, cause: 'error', ...raisedError(this.#state, run.name) };
  }

  #pushArray(items: readonly Bytes[]): void {
    const { lua, main } = this.#state;
    lua.lua_createtable(main, items.length, 0);
    for (let index = 0; index < items.length; index++) {
      this.#state.push(main, items[index] ?? '');
      lua.lua_rawseti(main, -2, index + 1);
    }
  }
}

function libraryError(state: LuaState): Bytes {
  const { lua, main } = state;
  const text = state.toBytes(main, -1);
  if (text !== undefined) return `Error registering functions: ERR ${text}`;
  const isTable = lua.lua_topointer(main, -1) !== 0;
  if (isTable) state.rawField(main, -1, 'err');
  return `Error registering functions: ${state.toBytes(main, -1) ?? 'ERR unknown error'}`;
}
