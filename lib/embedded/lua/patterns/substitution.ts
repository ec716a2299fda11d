import { FUNCTION, NUMBER, STRING, TABLE } from '../state/lua-constants.js';
import type { LuaState } from '../state/lua-state.js';
import { OutputBuffer } from '../state/output-buffer.js';
import type { LuaFunction, LuaThread } from '../wasm/lua-exports.js';
import { NO_MATCH } from './pattern-matcher.js';
import type { PatternSearch } from './pattern-search.js';
import { isAnchored } from './search-cost.js';
import { Code } from './pattern-codes.js';

const SUBJECT = 1;
const PATTERN = 2;
const REPLACEMENT = 3;
const LIMIT = 4;

/** `gsub` with a matcher that can be stopped. Its first two arguments are texts. */
export function substitution(state: LuaState, search: PatternSearch): LuaFunction {
  return thread => {
    const output = new OutputBuffer(state.instance);
    try {
      return new Substitution(state, search, thread, output).run();
    } finally {
      output.free();
    }
  };
}

/** One call of it. What is remembered are offsets: a replacement that is a function moves memory. */
class Substitution {
  readonly #state: LuaState;
  readonly #search: PatternSearch;
  readonly #thread: LuaThread;
  readonly #output: OutputBuffer;

  constructor(state: LuaState, search: PatternSearch, thread: LuaThread, output: OutputBuffer) {
    this.#state = state;
    this.#search = search;
    this.#thread = thread;
    this.#output = output;
  }

  run(): number {
    const { lua, memory } = this.#state;
    const thread = this.#thread;
    const { length } = this.#search.textAt(thread, SUBJECT);
    const max = lua.luaL_optinteger(thread, LIMIT, length + 1);
    const add = this.#replacer();
    const isOnce = isAnchored(memory.bytes, this.#search.textAt(thread, PATTERN));
    let count = 0;
    let copied = 0;
    for (let offset = 0; count < max;) {
      const subject = this.#search.textAt(thread, SUBJECT);
      const pattern = this.#search.textAt(thread, PATTERN);
      const at = subject.at + offset;
      const matcher = this.#search.begin(thread, subject);
      const end = matcher.match(at, pattern.at + (isOnce ? 1 : 0));
      if (end !== NO_MATCH) {
        count++;
        this.#copy(copied, offset);
        copied = end - subject.at;
        add(offset, copied);
      }
      offset = end > at ? copied : offset + 1;
      if (offset > length || isOnce) break;
    }
    this.#copy(copied, length);
    lua.lua_pushlstring(thread, this.#output.start, this.#output.length);
    lua.lua_pushnumber(thread, count);
    return 2;
  }

  /** What writes something in the place of a match. */
  #replacer(): (from: number, to: number) => void {
    const { lua, memory } = this.#state;
    switch (lua.lua_type(this.#thread, REPLACEMENT)) {
      case NUMBER:
      case STRING: {
        const { at, length } = this.#search.textAt(this.#thread, REPLACEMENT);
        const isPlain = !memory.bytes.subarray(at, at + length).includes(Code.percent);
        return isPlain ? () => this.#write(at, length) : (from, to) => this.#expand(from, to);
      }
      case FUNCTION:
        return (from, to) => {
          const subject = this.#search.textAt(this.#thread, SUBJECT).at;
          lua.lua_pushvalue(this.#thread, REPLACEMENT);
          const args = this.#search.pushCaptures(this.#thread, subject + from, subject + to);
          lua.lua_call(this.#thread, args, 1);
          this.#writeResult(from, to);
        };
      case TABLE:
        return (from, to) => {
          const subject = this.#search.textAt(this.#thread, SUBJECT).at;
          this.#search.pushCapture(this.#thread, 0, subject + from, subject + to);
          lua.lua_gettable(this.#thread, REPLACEMENT);
          this.#writeResult(from, to);
        };
      default:
        return this.#state.raiseArgument(
          this.#thread,
          REPLACEMENT,
          'string/function/table expected',
        );
    }
  }

  /** Takes the value off the stack; nil and false leave the match as it is. */
  #writeResult(from: number, to: number): void {
    const { lua } = this.#state;
    const thread = this.#thread;
    if (lua.lua_toboolean(thread, -1) === 0) this.#copy(from, to);
    else {
      const type = lua.lua_type(thread, -1);
      if (type !== STRING && type !== NUMBER) {
        const name = this.#state.typeName(thread, -1);
        this.#state.raise(thread, `invalid replacement value (a ${name})`);
      }
      const { at, length } = this.#search.textAt(thread, -1);
      this.#write(at, length);
    }
    lua.lua_settop(thread, -2);
  }

  /** Writes the replacement, in which `%0` to `%9` stand for captures. */
  #expand(from: number, to: number): void {
    const { memory } = this.#state;
    const { at, length } = this.#search.textAt(this.#thread, REPLACEMENT);
    for (let index = at; index < at + length; index++) {
      const code = memory.bytes[index] ?? Code.nul;
      if (code !== Code.percent) {
        this.#writeByte(code);
        continue;
      }
      const letter = memory.bytes[++index] ?? Code.nul;
      const isCapture = letter > Code.zero && letter <= Code.nine;
      if (letter === Code.zero) this.#copy(from, to);
      else if (isCapture) this.#writeCapture(letter - Code.one, from, to);
      else this.#writeByte(letter);
    }
  }

  #writeCapture(index: number, from: number, to: number): void {
    const subject = this.#search.textAt(this.#thread, SUBJECT).at;
    const capture = this.#search.capture(index, subject + from, subject + to);
    if (typeof capture !== 'number') return this.#write(capture.at, capture.length);
    const digits = `${capture}`;
    this.#reserve(digits.length);
    this.#output.bytes(digits);
  }

  /** Copies a part of the subject. */
  #copy(from: number, to: number): void {
    if (to > from) this.#write(this.#search.textAt(this.#thread, SUBJECT).at + from, to - from);
  }

  #write(at: number, length: number): void {
    this.#reserve(length);
    this.#output.copy(at, length);
  }

  #writeByte(code: number): void {
    this.#reserve(1);
    this.#output.byte(code);
  }

  #reserve(bytes: number): void {
    if (!this.#output.reserve(bytes)) this.#state.raiseMemory(this.#thread);
  }
}
