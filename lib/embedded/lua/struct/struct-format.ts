import type { Bytes } from '../../bytes.js';
import type { LuaState } from '../state/lua-state.js';
import type { ActiveRun } from '../vm/active-run.js';
import type { LuaThread } from '../wasm/lua-exports.js';

const INT_BYTES = 4;
const LONG_BYTES = 8;
const MAX_ALIGN = 8;
const MAX_INTEGER_BYTES = 32;
const MAX_INT = 2 ** 31 - 1;
const ZERO = 48;

const SIZES: Readonly<Record<string, number>> = {
  B: 1,
  b: 1,
  H: 2,
  h: 2,
  L: LONG_BYTES,
  l: LONG_BYTES,
  T: LONG_BYTES,
  f: 4,
  d: 8,
  x: 1,
};

/** Reads a format of `struct` option by option, with the options that hold for those after them. */
export class StructFormat {
  readonly #run: ActiveRun;
  readonly #state: LuaState;
  readonly #thread: LuaThread;
  readonly #format: Bytes;
  #at = 0;
  #align = 1;
  isLittle = true;
  option = '';
  size = 0;

  constructor(run: ActiveRun, thread: LuaThread) {
    this.#run = run;
    this.#state = run.state;
    this.#thread = thread;
    this.#format = run.state.checkBytes(thread, 1);
  }

  /** Goes to the next option and its size; false at the end, which for C is also a NUL. */
  next(): boolean {
    this.#run.watchdog.countCommand(this.#thread);
    this.option = this.#format.charAt(this.#at++);
    if (this.option === '' || this.option === '\0') return false;
    this.size = SIZES[this.option] ?? this.#variableSize();
    return true;
  }

  /** The bytes to leave free before the option, at this distance from the start. */
  padding(position: number): number {
    if (this.size === 0 || this.option === 'c') return 0;
    const size = Math.min(this.size, this.#align);
    return (size - (position & (size - 1))) & (size - 1);
  }

  /** Takes an option that stands for no value. */
  control(): void {
    if (this.option === '<') this.isLittle = true;
    else if (this.option === '>') this.isLittle = false;
    else if (this.option === '!') this.#align = this.#alignment();
    else if (this.option !== ' ') {
      this.#state.raiseArgument(this.#thread, 1, `invalid format option '${this.option}'`);
    }
  }

  #alignment(): number {
    const align = this.#number(MAX_ALIGN);
    const isPowerOf2 = align > 0 && (align & (align - 1)) === 0;
    return isPowerOf2 ? align : this.#raise(`alignment ${align} is not a power of 2`);
  }

  #variableSize(): number {
    if (this.option === 'c') return this.#number(1);
    if (this.option !== 'i' && this.option !== 'I') return 0;
    const size = this.#number(INT_BYTES);
    if (size <= MAX_INTEGER_BYTES) return size;
    return this.#raise(`integral size ${size} is larger than limit of ${MAX_INTEGER_BYTES}`);
  }

  #number(fallback: number): number {
    let value = 0;
    const start = this.#at;
    for (;;) {
      const digit = this.#format.charCodeAt(this.#at) - ZERO;
      if (!(digit >= 0 && digit <= 9)) return this.#at === start ? fallback : value;
      if (value * 10 + digit > MAX_INT) this.#raise('integral size overflow');
      value = value * 10 + digit;
      this.#at++;
    }
  }

  #raise(message: string): never {
    return this.#state.raise(this.#thread, message);
  }
}
