import { HOOK_COUNT } from '../state/lua-constants.js';
import type { DebugInfo } from '../state/debug-info.js';
import type { LuaState } from '../state/lua-state.js';
import type { LuaLimits } from '../lua-vm.js';
import type { LuaThread } from '../wasm/lua-exports.js';
import { ScriptStop } from './script-stop.js';

const INSTRUCTIONS_PER_LOOK = 1000;
const STEPS_PER_LOOK = 1_000_000;
const COMMANDS_PER_LOOK = 64;
// Bound here, so that the fake timers of a test do not stop the clock that stops scripts.
const now = performance.now.bind(performance);

/** Stops a script that runs for too long. */
export class Watchdog {
  readonly #state: LuaState;
  readonly #debug: DebugInfo;
  readonly #hook: number;
  readonly #initialHeap: number;
  #limits: LuaLimits = {};
  #deadline = Number.POSITIVE_INFINITY;
  #instructions = 0;
  #steps = 0;

  constructor(state: LuaState, debug: DebugInfo) {
    this.#state = state;
    this.#debug = debug;
    this.#initialHeap = state.memory.size;
    this.#hook = state.instance.addFunctions([(thread = 0) => this.#tick(thread)], 2, 0);
    // Coroutines inherit it.
    this.#watch(state.main, INSTRUCTIONS_PER_LOOK);
    state.instance.onLargeHeap = thread => this.#watch(thread, this.#interval());
  }

  begin(limits: LuaLimits): void {
    this.#limits = limits;
    this.#instructions = 0;
    this.#steps = 0;
    const { timeMs } = limits;
    this.#deadline = timeMs === undefined ? Number.POSITIVE_INFINITY : now() + timeMs;
  }

  /** To be called for each command, and for each element of a loop in JavaScript. */
  countCommand(thread: LuaThread): void {
    this.#instructions++;
    this.countWork(thread, STEPS_PER_LOOK / COMMANDS_PER_LOOK);
  }

  /** For work that is as good as so many instructions. */
  countSteps(thread: LuaThread, steps: number): void {
    this.#instructions += steps;
    this.countWork(thread, steps);
  }

  /** For work of which no more is known than that it takes no more than so many steps. */
  countWork(thread: LuaThread, steps: number): void {
    this.#steps += steps;
    if (this.#steps >= STEPS_PER_LOOK) this.look(thread);
  }

  /** @throws ScriptStop */
  look(thread: LuaThread): void {
    const { timeMs, instructions, interrupted } = this.#limits;
    this.#steps = 0;
    if (instructions !== undefined && this.#instructions > instructions) {
      const message = `script ran more than its limit of ${instructions} instructions`;
      this.#stop(thread, 'instructions', message);
    }
    if (timeMs !== undefined && now() > this.#deadline) {
      this.#stop(thread, 'time', `script ran for longer than its limit of ${timeMs} ms`);
    }
    const message = interrupted?.();
    if (message !== undefined) this.#stop(thread, 'interrupted', message);
  }

  #tick(thread: LuaThread): undefined {
    this.#instructions += this.#state.lua.lua_gethookcount(thread);
    this.look(thread);
  }

  #watch(thread: LuaThread, instructions: number): void {
    this.#state.lua.lua_sethook(thread, this.#hook, HOOK_COUNT, instructions);
  }

  /** An instruction may take as long as it takes to copy a string, hence is counted by their size. */
  #interval(): number {
    const growth = this.#state.memory.size / this.#initialHeap;
    return Math.ceil(INSTRUCTIONS_PER_LOOK / growth);
  }

  #stop(thread: LuaThread, cause: ScriptStop['stopCause'], message: string): never {
    throw new ScriptStop(cause, message, this.#debug.nearestPlace(thread));
  }
}
