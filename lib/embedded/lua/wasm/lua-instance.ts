import { asWasmFunctions, type HostFunction } from './host-functions.js';
import { isLua, type LuaExports, type LuaFunction, type LuaThread } from './lua-exports.js';
import { LuaMemory } from './lua-memory.js';
import { LuaPanic } from './lua-panic.js';
import {
  instantiateWasm,
  type WasmExports,
  type WasmImports,
  type WasmModule,
} from './web-assembly.js';

/** What C's longjmp throws; a number, which nothing else is that may be thrown here. */
const LONG_JUMP = Number.POSITIVE_INFINITY;
/** Above Lua's own 200, which it counts for each coroutine apart. */
const MAX_NESTED_PROTECTED_CALLS = 220;

/** One Lua in its own memory, with nothing in it yet. After any exception out of it, throw it away. */
export class LuaInstance {
  readonly lua: LuaExports;
  readonly memory: LuaMemory;
  /** Told which thread runs while the heap is larger than at the beginning. */
  onLargeHeap: ((thread: LuaThread) => void) | undefined;
  readonly #functions: (LuaFunction | undefined)[] = [];
  #running: LuaThread = 0;
  #isLarge = false;
  #depth = 0;
  #tooDeep = 0;

  constructor(module: WasmModule, maxBytes: number) {
    const exports = instantiateWasm(module, this.#imports());
    if (!isLua(exports)) throw new Error('wasmoon-lua5.1 is not of the version this is made for');
    this.lua = exports;
    this.memory = new LuaMemory(exports.memory, maxBytes + exports.emscripten_stack_get_base());
    const { __wasm_call_ctors: construct } = exports;
    construct();
    exports.emscripten_stack_init();
    this.#tooDeep = this.text('C stack overflow');
  }

  /** The address of this text with a NUL, for as long as the instance lives. */
  text(text: string): number {
    const at = this.lua.malloc(text.length + 1);
    if (at === 0) throw new LuaPanic('not enough memory for a text');
    this.memory.write(at, `${text}\0`);
    return at;
  }

  /** Puts functions into the table; answers the index of the first, the others follow. */
  addFunctions(functions: readonly HostFunction[], params = 1, results: 0 | 1 = 1): number {
    const { __indirect_function_table: table } = this.lua;
    const first = table.grow(functions.length);
    for (const [index, fn] of asWasmFunctions(functions, params, results).entries()) {
      table.set(first + index, fn);
    }
    return first;
  }

  functionAt(index: number): LuaFunction {
    const known = this.#functions[index];
    if (known) return known;
    const { __indirect_function_table: table } = this.lua;
    const fn = table.get(index);
    if (!isFunction(fn)) throw new LuaPanic(`no function at ${index}`);
    this.#functions[index] = fn;
    return fn;
  }

  #imports(): WasmImports {
    const env: Record<string, (...args: number[]) => unknown> = {
      invoke_vii: (fn = 0, thread = 0, data = 0) => this.#invoke(fn, thread, data),
      _emscripten_throw_longjmp: () => {
        throw LONG_JUMP;
      },
      exit: panic,
      emscripten_resize_heap: (end = 0) => (this.#grow(end >>> 0) ? 1 : 0),
      emscripten_memcpy_js: (to = 0, from = 0, length = 0) =>
        this.memory.bytes.copyWithin(to, from, from + length),
    };
    // Files, clocks, environment: nothing that is opened here asks for them.
    // But Lua prints why it gives up, and would go on printing until something is written.
    const files = { fd_write: panic };
    return { env: withDefault(env, nothing), wasi_snapshot_preview1: withDefault(files, nothing) };
  }

  #grow(end: number): boolean {
    if (!this.memory.growTo(end)) return false;
    this.#isLarge = true;
    if (this.#running !== 0) this.onLargeHeap?.(this.#running);
    return true;
  }

  #switchTo(thread: LuaThread): void {
    const isOther = thread !== this.#running;
    this.#running = thread;
    if (isOther && this.#isLarge && thread !== 0) this.onLargeHeap?.(thread);
  }

  // Emscripten's half of setjmp: the function of the table, and whether something jumped out of it.
  #invoke(fn: number, thread: LuaThread, data: number): void {
    const { lua } = this;
    const stack = lua.stackSave();
    const outer = this.#running;
    this.#depth++;
    try {
      this.#switchTo(thread);
      if (this.#depth > MAX_NESTED_PROTECTED_CALLS) lua.luaL_error(thread, this.#tooDeep, 0);
      this.#protectedAt(fn)(thread, data);
    } catch (error) {
      if (error !== LONG_JUMP) throw error;
      lua.stackRestore(stack);
      lua.setThrew(1, 0);
    } finally {
      this.#switchTo(outer);
      this.#depth--;
    }
  }

  #protectedAt(index: number): (thread: LuaThread, data: number) => unknown {
    return this.functionAt(index);
  }
}

function withDefault(known: WasmExports, other: unknown): WasmExports {
  return new Proxy(known, { get: (target, name) => target[String(name)] ?? other });
}

function panic(): never {
  throw new LuaPanic('unprotected error in Lua');
}

function nothing(): number {
  return 0;
}

function isFunction(value: unknown): value is LuaFunction {
  return typeof value === 'function';
}
