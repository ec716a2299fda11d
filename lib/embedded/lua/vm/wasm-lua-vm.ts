import { createHash } from 'node:crypto';
import type { Bytes } from '../../bytes.js';
import { ErrorReply } from '../../reply/reply.js';
import { CjsonConfiguration } from '../cjson/cjson-options.js';
import { RandomSource } from '../libraries/random-source.js';
import type { LoadedLibrary } from '../library/loaded-library.js';
import { parseLibraryHeader } from '../library/parse-library-header.js';
import type { LuaHost, LuaOutcome, LuaRun, LuaVm } from '../lua-vm.js';
import { normalizeLine } from '../redis-api/error-table.js';
import type { LoadedScript } from '../script/loaded-script.js';
import { parseShebang } from '../script/parse-shebang.js';
import { LuaBinary } from '../wasm/lua-binary.js';
import { LuaInstance } from '../wasm/lua-instance.js';
import { LuaCore } from './lua-core.js';
import { stoppedError } from './raised-error.js';
import type { ScriptStop } from './script-stop.js';
import { stopOf } from './stop-of.js';

const MEGABYTE = 1024 * 1024;
const DEFAULT_MEMORY = 256 * MEGABYTE;
const KEPT_HEAP = 64 * MEGABYTE;
const LIBRARY_TIME_MS = 500;

export interface WasmLuaVmOptions {
  /** What values of Lua may take, in bytes; at least some 12 MB. By default 256 MB. */
  readonly memoryBytes?: number | undefined;
  /** May be shared, so that Lua is compiled once. */
  readonly binary?: LuaBinary | undefined;
}

/** Runs scripts in WebAssembly. */
export class WasmLuaVm implements LuaVm {
  readonly #binary: LuaBinary;
  readonly #memoryBytes: number;
  readonly #random = new RandomSource();
  #cjson = new CjsonConfiguration();
  readonly #scripts = new Map<Bytes, LoadedScript>();
  // Where they are in the core of the moment; what is missing is compiled when it is needed.
  readonly #scriptRefs = new Map<LoadedScript, number>();
  readonly #libraryRefs = new Map<LoadedLibrary, ReadonlyMap<Bytes, number>>();
  #core: LuaCore | undefined;

  constructor(options: WasmLuaVmOptions = {}) {
    this.#binary = options.binary ?? new LuaBinary();
    this.#memoryBytes = options.memoryBytes ?? DEFAULT_MEMORY;
  }

  get usedBytes(): number {
    return this.#core?.usedBytes ?? 0;
  }

  load(source: Bytes): LoadedScript | ErrorReply {
    const known = this.#scripts.get(source);
    if (known) return known;
    const text = parseShebang(source);
    if (typeof text === 'string') return failure(text);
    const ref = this.#guard(
      core => this.#compile(core, text.code),
      stop => failure(stop.message),
    );
    if (ref instanceof ErrorReply) return ref;
    const sha1 = createHash('sha1').update(source, 'latin1').digest('hex');
    const script = { sha1, source, flags: text.flags };
    this.#scripts.set(source, script);
    this.#scriptRefs.set(script, ref);
    return script;
  }

  unload(script: LoadedScript): void {
    const ref = this.#scriptRefs.get(script);
    if (ref !== undefined) this.#core?.release(ref);
    this.#scriptRefs.delete(script);
    this.#scripts.delete(script.source);
  }

  run(script: LoadedScript, run: LuaRun): LuaOutcome {
    return this.#outcome(run, core => {
      const ref = this.#scriptRefs.get(script) ?? this.#compileAgain(core, script);
      return ref instanceof ErrorReply ? failed(ref) : core.runScript(ref, run);
    });
  }

  loadLibrary(
    source: Bytes,
    logger?: Pick<LuaHost, 'log'>,
    timeMs: number = LIBRARY_TIME_MS,
  ): LoadedLibrary | ErrorReply {
    const text = parseLibraryHeader(source);
    if (typeof text === 'string') return failure(text);
    const functions = this.#guard(
      core => core.loadLibrary(text.code, logger, { timeMs }),
      stop =>
        `Error registering functions: ERR ${stop.stopCause === 'time' ? 'FUNCTION LOAD timeout' : stop.message}`,
    );
    if (typeof functions === 'string') return failure(functions);
    if (functions.size === 0) return failure('No functions registered');
    const library = { name: text.name, source, functions };
    const refs = [...functions.values()].map(fn => [fn.name, fn.ref] as const);
    this.#libraryRefs.set(library, new Map(refs));
    return library;
  }

  unloadLibrary(library: LoadedLibrary): void {
    const refs = this.#libraryRefs.get(library);
    for (const ref of refs?.values() ?? []) this.#core?.release(ref);
    this.#libraryRefs.delete(library);
  }

  callFunction(library: LoadedLibrary, name: string, run: LuaRun): LuaOutcome {
    return this.#outcome(run, core => {
      const refs = this.#libraryRefs.get(library) ?? this.#loadAgain(core, library);
      if (refs instanceof ErrorReply) return failed(refs);
      const ref = refs.get(name);
      return ref === undefined ? failed(failure('Function not found')) : core.runFunction(ref, run);
    });
  }

  close(): void {
    this.#drop();
    this.#cjson = new CjsonConfiguration();
  }

  /** Gives up the core of the moment; another one is made when it is needed. */
  #drop(): void {
    this.#core = undefined;
    this.#scriptRefs.clear();
    this.#libraryRefs.clear();
  }

  #compile(core: LuaCore, code: Bytes): number | ErrorReply {
    const compiled = core.compileScript(code);
    if ('ref' in compiled) return compiled.ref;
    return failure(`Error compiling script (new function): ${compiled.error}`);
  }

  #compileAgain(core: LuaCore, script: LoadedScript): number | ErrorReply {
    const text = parseShebang(script.source);
    if (typeof text === 'string') return failure(text);
    const ref = this.#compile(core, text.code);
    if (typeof ref === 'number') this.#scriptRefs.set(script, ref);
    return ref;
  }

  #loadAgain(core: LuaCore, library: LoadedLibrary): ReadonlyMap<Bytes, number> | ErrorReply {
    const text = parseLibraryHeader(library.source);
    if (typeof text === 'string') return failure(text);
    const functions = core.loadLibrary(text.code, undefined, { timeMs: LIBRARY_TIME_MS });
    if (typeof functions === 'string') return failure(functions);
    const refs = new Map([...functions.values()].map(fn => [fn.name, fn.ref] as const));
    this.#libraryRefs.set(library, refs);
    return refs;
  }

  #outcome(run: LuaRun, use: (core: LuaCore) => LuaOutcome): LuaOutcome {
    const outcome = this.#guard<LuaOutcome>(use, stop => ({
      ok: false,
      error: stoppedError(run.name, stop.message, stop.place),
      cause: stop.stopCause,
      isCounted: false,
    }));
    const isSpent = !outcome.ok && outcome.cause === 'memory';
    if (isSpent || (this.#core?.heapBytes ?? 0) > KEPT_HEAP) this.#drop();
    return outcome;
  }

  /** Uses the core, or makes one; whatever is thrown out of it, it is not used again. */
  #guard<T>(use: (core: LuaCore) => T, stopped: (stop: ScriptStop) => T): T {
    try {
      this.#core ??= this.#create();
      return use(this.#core);
    } catch (error) {
      this.#drop();
      const stop = stopOf(error);
      if (!stop) throw error;
      return stopped(stop);
    }
  }

  #create(): LuaCore {
    const instance = new LuaInstance(this.#binary.module, this.#memoryBytes);
    return new LuaCore(instance, this.#random, this.#cjson);
  }
}

function failure(message: Bytes): ErrorReply {
  return new ErrorReply(normalizeLine(`ERR ${message}`));
}

function failed(error: ErrorReply): LuaOutcome {
  return { ok: false, error, cause: 'error', isCounted: false };
}
