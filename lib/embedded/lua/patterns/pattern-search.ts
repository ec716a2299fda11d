import type { LuaState } from '../state/lua-state.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaThread } from '../wasm/lua-exports.js';
import { PatternMatcher } from './pattern-matcher.js';
import type { Span } from './pattern-captures.js';

/** The matcher of a state of Lua, with texts and captures as values of Lua. */
export class PatternSearch {
  readonly matcher: PatternMatcher;
  readonly #state: LuaState;
  #thread: LuaThread = 0;
  #subject = 0;

  constructor(run: ActiveRun) {
    this.#state = run.state;
    this.matcher = new PatternMatcher({
      count: steps => run.watchdog.countSteps(this.#thread, steps),
      fail: message => run.state.raise(this.#thread, message),
    });
  }

  /** Where a text lies that is known to be one. */
  textAt(thread: LuaThread, index: number): Span {
    const at = this.#state.addressAt(thread, index);
    return { at, length: this.#state.lastLength };
  }

  /** Must be called again after anything that may have moved the memory, or matched in between. */
  begin(thread: LuaThread, subject: Span): PatternMatcher {
    this.#thread = thread;
    this.#subject = subject.at;
    this.matcher.use(this.#state.memory.bytes, subject.at, subject.length);
    return this.matcher;
  }

  /** A capture as a span, or as a position from 1. Without any, the first is the whole match. */
  capture(index: number, at: number, end: number): Span | number {
    const { captures } = this.matcher;
    if (index === 0 && captures.count === 0) return { at, length: end - at };
    const value = captures.valueOf(index);
    return typeof value === 'number' ? value - this.#subject + 1 : value;
  }

  pushCapture(thread: LuaThread, index: number, at: number, end: number): void {
    const { lua } = this.#state;
    const capture = this.capture(index, at, end);
    if (typeof capture === 'number') lua.lua_pushnumber(thread, capture);
    else lua.lua_pushlstring(thread, capture.at, capture.length);
  }

  /** Pushes all captures, or the whole match; answers how many values that are. */
  pushCaptures(thread: LuaThread, at: number, end: number): number {
    const count = Math.max(1, this.matcher.captures.count);
    if (this.#state.lua.lua_checkstack(thread, count) === 0) {
      this.#state.raise(thread, 'stack overflow (too many captures)');
    }
    for (let index = 0; index < count; index++) this.pushCapture(thread, index, at, end);
    return count;
  }
}
