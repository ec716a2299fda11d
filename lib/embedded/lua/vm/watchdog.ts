import { HOOK_COUNT } from '../state/lua-constants.js';
import type { DebugInfo } from '../state/debug-info.js';
import type { LuaState } from '../state/lua-state.js';
import type { LuaLimits } from '../lua-vm.js';
import type { LuaThread } from '../wasm/lua-exports.js';
import { ScriptStop } from './script-stop.js';

const INSTRUCTIONS_PER_LOOK = 10_000;
const COMMANDS_PER_LOOK = 64;
// Bound here, so that the fake timers of a test do not stop the clock that stops scripts.
const now = performance.now.bind(performance);

/** Stops a script that runs for too long. */
export class Watchdog {
  readonly #debug: DebugInfo;
  #limits: LuaLimits = {};
  #deadline = Number.POSITIVE_INFINITY;
  #instructions = 0;
  #commands = 0;

  constructor(state: LuaState, debug: DebugInfo) {
    this.#debug = debug;
    const hook = state.instance.addFunctions([(thread = 0) => this.#tick(thread)], 2, 0);
    // Coroutines inherit it.
    state.lua.lua_sethook(state.main, hook, HOOK_COUNT, INSTRUCTIONS_PER_LOOK);
  }

  begin(limits: LuaLimits): void {
    this.#limits = limits;
    this.#instructions = 0;
    this.#commands = 0;
    const { timeMs } = limits;
    this.#deadline = timeMs === undefined ? Number.POSITIVE_INFINITY : now() + timeMs;
  }

  /** To be called for each command, and each so many elements of a loop in JavaScript. */
  countCommand(thread: LuaThread): void {
    if (++this.#commands % COMMANDS_PER_LOOK === 0) this.look(thread);
  }

  /** @throws ScriptStop */
  look(thread: LuaThread): void {
    const { timeMs, interrupted } = this.#limits;
    if (timeMs !== undefined && now() > this.#deadline) {
      this.#stop(thread, 'time', `script ran for longer than its limit of ${timeMs} ms`);
    }
    const message = interrupted?.();
    if (message !== undefined) this.#stop(thread, 'interrupted', message);
  }

  #tick(thread: LuaThread): undefined {
    this.#instructions += INSTRUCTIONS_PER_LOOK;
    const limit = this.#limits.instructions;
    if (limit !== undefined && this.#instructions > limit) {
      this.#stop(thread, 'instructions', `script ran more than its limit of ${limit} instructions`);
    }
    this.look(thread);
  }

  #stop(thread: LuaThread, cause: ScriptStop['stopCause'], message: string): never {
    throw new ScriptStop(cause, message, this.#debug.placeAt(thread, 0));
  }
}
