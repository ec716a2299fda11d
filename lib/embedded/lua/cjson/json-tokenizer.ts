import type { LuaState } from '../state/lua-state.js';
import type { LuaThread } from '../wasm/lua-exports.js';
import { UNESCAPES } from './json-escapes.js';
import { parseNumber } from './json-number.js';
import { unicodeEscapeAt, utf8Of } from './json-unicode.js';

const QUOTE = 34;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const BACKSLASH = 92;
const LETTER_U = 117;
const LONGEST_WORD = 8;
const LONGEST_NUMBER = 1100;
const SAFE_DIGITS = 15;
const IS_INVALID = /^(?:\+|-?(?:0[\dx]|inf|nan))/i;

/** A point, or what may begin an exponent or belong to a hexadecimal number. */
function isNumberRest(code: number): boolean {
  return code === POINT || (code | 32) === 101 || (code | 32) === 120;
}

export type TokenType =
  | 'T_OBJ_BEGIN'
  | 'T_OBJ_END'
  | 'T_ARR_BEGIN'
  | 'T_ARR_END'
  | 'T_STRING'
  | 'T_NUMBER'
  | 'T_BOOLEAN'
  | 'T_NULL'
  | 'T_COLON'
  | 'T_COMMA'
  | 'T_END'
  | 'T_ERROR';

const SINGLE: ReadonlyMap<number, TokenType> = new Map([
  [123, 'T_OBJ_BEGIN'],
  [125, 'T_OBJ_END'],
  [91, 'T_ARR_BEGIN'],
  [93, 'T_ARR_END'],
  [44, 'T_COMMA'],
  [58, 'T_COLON'],
]);

/** Cuts JSON in the memory of Lua into tokens; it ends with a NUL, as every string of Lua does. */
export class JsonTokenizer {
  readonly #state: LuaState;
  #thread: LuaThread = 0;
  #start = 0;
  #at = 0;
  #acceptsInvalidNumbers = true;
  type: TokenType = 'T_END';
  /** Where the token begins, or what is wrong with it. */
  index = 0;
  error = '';
  number = 0;
  isTrue = false;
  stringStart = 0;
  stringLength = 0;

  constructor(state: LuaState) {
    this.#state = state;
  }

  begin(thread: LuaThread, at: number, acceptsInvalidNumbers: boolean): void {
    this.#thread = thread;
    this.#start = at;
    this.#at = at;
    this.#acceptsInvalidNumbers = acceptsInvalidNumbers;
  }

  /** How much has been read. */
  get position(): number {
    return this.#at - this.#start;
  }

  next(): TokenType {
    const { bytes } = this.#state.memory;
    let code = bytes[this.#at] ?? 0;
    while (code === 32 || code === 10 || code === 9 || code === 13) code = bytes[++this.#at] ?? 0;
    this.index = this.position;
    const single = SINGLE.get(code);
    if (single !== undefined) {
      this.#at++;
      return (this.type = single);
    }
    if (code === 0) return (this.type = 'T_END');
    if (code === QUOTE) return (this.type = this.#string());
    if (code === MINUS || (code >= ZERO && code <= NINE)) return (this.type = this.#number(code));
    return (this.type = this.#word(code));
  }

  #word(code: number): TokenType {
    const word = this.#state.memory.read(this.#at, LONGEST_WORD);
    if (word.startsWith('null')) return this.#taken('T_NULL', 4);
    this.isTrue = word.startsWith('true');
    if (this.isTrue) return this.#taken('T_BOOLEAN', 4);
    if (word.startsWith('false')) return this.#taken('T_BOOLEAN', 5);
    const isNumber = code === PLUS || IS_INVALID.test(word);
    if (this.#acceptsInvalidNumbers && isNumber) return this.#oddNumber();
    return this.#fail('invalid token');
  }

  #taken(type: TokenType, length: number): TokenType {
    this.#at += length;
    return type;
  }

  /** Most numbers are short; what is odd about the others is for C's rules to decide. */
  #number(first: number): TokenType {
    const { bytes } = this.#state.memory;
    const isNegative = first === MINUS;
    const from = this.#at + (isNegative ? 1 : 0);
    let at = from;
    let value = 0;
    let point = -1;
    let code = bytes[at] ?? 0;
    for (
      ;
      (code >= ZERO && code <= NINE) || (code === POINT && point < 0);
      code = bytes[++at] ?? 0
    ) {
      if (code === POINT) point = at;
      else value = value * 10 + (code - ZERO);
    }
    const decimals = point < 0 ? 0 : at - point - 1;
    const digits = at - from - (point < 0 ? 0 : 1);
    const isShort = digits > 0 && digits <= SAFE_DIGITS;
    const isCommon = isShort && point !== from && !isNumberRest(code) && bytes[from] !== ZERO;
    if (!isCommon) return this.#checkedNumber();
    const size = value / 10 ** decimals;
    this.number = isNegative ? -size : size;
    this.#at = at;
    return 'T_NUMBER';
  }

  #checkedNumber(): TokenType {
    const word = this.#state.memory.read(this.#at, LONGEST_WORD);
    if (!this.#acceptsInvalidNumbers && IS_INVALID.test(word)) return this.#fail('invalid number');
    return this.#oddNumber();
  }

  #oddNumber(): TokenType {
    const { value, length } = parseNumber(this.#state.memory.read(this.#at, LONGEST_NUMBER));
    if (length === 0) return this.#fail('invalid number');
    this.number = value;
    this.#at += length;
    return 'T_NUMBER';
  }

  #string(): TokenType {
    const { bytes } = this.#state.memory;
    const from = ++this.#at;
    let at = from;
    let code = bytes[at] ?? 0;
    while (code !== QUOTE && code !== BACKSLASH && code !== 0) code = bytes[++at] ?? 0;
    if (code === QUOTE) {
      this.stringStart = from;
      this.stringLength = at - from;
      this.#at = at + 1;
      return 'T_STRING';
    }
    return this.#escapedString();
  }

  /** A string with escapes, put together in the output buffer. */
  #escapedString(): TokenType {
    const { output, memory } = this.#state;
    output.clear();
    for (;;) {
      if (!output.reserve(4)) this.#state.raiseMemory(this.#thread);
      const { bytes } = memory;
      const code = bytes[this.#at] ?? 0;
      if (code === QUOTE) break;
      if (code === 0) return this.#fail('unexpected end of string');
      if (code !== BACKSLASH) {
        output.byte(code);
        this.#at++;
        continue;
      }
      const letter = bytes[this.#at + 1] ?? 0;
      if (letter === LETTER_U) {
        const escape = unicodeEscapeAt(bytes, this.#at);
        if (!escape) return this.#fail('invalid unicode escape code');
        output.bytes(utf8Of(escape.codePoint));
        this.#at += escape.length;
        continue;
      }
      const plain = UNESCAPES.get(letter);
      if (plain === undefined) return this.#fail('invalid escape code');
      output.byte(plain);
      this.#at += 2;
    }
    this.#at++;
    this.stringStart = output.start;
    this.stringLength = output.length;
    return 'T_STRING';
  }

  #fail(error: string): TokenType {
    this.index = this.position;
    this.error = error;
    return 'T_ERROR';
  }
}
