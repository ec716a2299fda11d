import { isInClass } from './character-class.js';

export const NO_MATCH = -1;
/** The length of a capture that is a position, and of one that is still open. */
const POSITION = -2;
const OPEN = -1;
const MAX_CAPTURES = 32;
const MAX_DEPTH = 1000;
const STEPS_PER_LOOK = 65_536;
const NUL = 0;

const PERCENT = 37;
const OPENING = 40;
const CLOSING = 41;
const STAR = 42;
const PLUS = 43;
const MINUS = 45;
const DOLLAR = 36;
const QUESTION = 63;
const BRACKET = 91;
const BRACKET_END = 93;
const CARET = 94;
const LETTER_B = 98;
const LETTER_F = 102;
const ONE = 49;
const ZERO = 48;
const NINE = 57;

export interface Span {
  readonly at: number;
  readonly length: number;
}

export interface MatcherHost {
  /** Asked now and then; ends a search that takes too long. */
  look(): void;
  fail(message: string): never;
}

/** Lua's patterns, in steps that are counted: a search can be ended where it would take for ever. */
export class PatternMatcher {
  readonly #host: MatcherHost;
  #bytes = new Uint8Array();
  #start = 0;
  #end = 0;
  #patternEnd = 0;
  #steps = 0;
  #depth = 0;
  #captures: { at: number; length: number }[] = [];

  constructor(host: MatcherHost) {
    this.#host = host;
  }

  /** Looks at texts in memory, which must not move before the next {@link match}. */
  use(bytes: Uint8Array, subject: Span, pattern: Span): void {
    this.#bytes = bytes;
    this.#start = subject.at;
    this.#end = subject.at + subject.length;
    const end = pattern.at + pattern.length;
    const nul = bytes.subarray(0, end).indexOf(NUL, pattern.at);
    this.#patternEnd = nul < 0 ? end : nul;
  }

  /** Where a match ends that begins here, or {@link NO_MATCH}. */
  match(at: number, pattern: number): number {
    this.#captures = [];
    this.#depth = 0;
    return this.#match(at, pattern);
  }

  get captureCount(): number {
    return this.#captures.length;
  }

  /** A capture as a span, or as a position from 1. Without any, the first is the whole match. */
  capture(index: number, at: number, end: number): Span | number {
    const capture = this.#captures[index];
    if (!capture) {
      if (index > 0) this.#host.fail('invalid capture index');
      return { at, length: end - at };
    }
    if (capture.length === OPEN) this.#host.fail('unfinished capture');
    return capture.length === POSITION ? capture.at - this.#start + 1 : capture;
  }

  #match(from: number, pattern: number): number {
    if (++this.#depth > MAX_DEPTH) this.#host.fail('pattern too complex');
    const end = this.#run(from, pattern);
    this.#depth--;
    return end;
  }

  #run(from: number, pattern: number): number {
    const bytes = this.#bytes;
    let at = from;
    let item = pattern;
    for (;;) {
      if (++this.#steps % STEPS_PER_LOOK === 0) this.#host.look();
      if (item >= this.#patternEnd) return at;
      const code = bytes[item] ?? 0;
      if (code === OPENING) return this.#open(at, item + 1);
      if (code === CLOSING) return this.#close(at, item + 1);
      if (code === DOLLAR && item + 1 === this.#patternEnd) {
        return at === this.#end ? at : NO_MATCH;
      }
      const special = code === PERCENT ? this.#special(at, item + 1) : undefined;
      if (special) {
        if (special.at === NO_MATCH) return NO_MATCH;
        ({ at, item } = special);
        continue;
      }
      const next = this.#itemEnd(item);
      const isMatch = at < this.#end && this.#isOne(bytes[at] ?? 0, item, next);
      switch (next < this.#patternEnd ? bytes[next] : NUL) {
        case QUESTION: {
          const end = isMatch ? this.#match(at + 1, next + 1) : NO_MATCH;
          if (end !== NO_MATCH) return end;
          item = next + 1;
          break;
        }
        case STAR:
          return this.#expandMost(at, item, next);
        case PLUS:
          return isMatch ? this.#expandMost(at + 1, item, next) : NO_MATCH;
        case MINUS:
          return this.#expandLeast(at, item, next);
        default:
          if (!isMatch) return NO_MATCH;
          at++;
          item = next;
      }
    }
  }

  /** `%b`, `%f` and `%1`, which are no single characters. */
  #special(at: number, item: number): { at: number; item: number } | undefined {
    const letter = item < this.#patternEnd ? (this.#bytes[item] ?? 0) : NUL;
    if (letter === LETTER_B) return { at: this.#balance(at, item + 1), item: item + 3 };
    if (letter === LETTER_F) return this.#frontier(at, item + 1);
    if (letter < ZERO || letter > NINE) return undefined;
    return { at: this.#again(at, letter - ONE), item: item + 1 };
  }

  #balance(at: number, item: number): number {
    if (item + 1 >= this.#patternEnd) this.#host.fail('unbalanced pattern');
    const bytes = this.#bytes;
    if (at >= this.#end || bytes[at] !== bytes[item]) return NO_MATCH;
    let depth = 1;
    for (let index = at + 1; index < this.#end; index++) {
      if (++this.#steps % STEPS_PER_LOOK === 0) this.#host.look();
      if (bytes[index] === bytes[item + 1]) {
        if (--depth === 0) return index + 1;
      } else if (bytes[index] === bytes[item]) depth++;
    }
    return NO_MATCH;
  }

  #frontier(at: number, item: number): { at: number; item: number } {
    const bytes = this.#bytes;
    if (item >= this.#patternEnd || bytes[item] !== BRACKET) {
      this.#host.fail("missing '[' after '%f' in pattern");
    }
    const next = this.#itemEnd(item);
    const before = at === this.#start ? NUL : (bytes[at - 1] ?? 0);
    const after = at < this.#end ? (bytes[at] ?? 0) : NUL;
    const isFrontier =
      !this.#isInSet(before, item, next - 1) && this.#isInSet(after, item, next - 1);
    return { at: isFrontier ? at : NO_MATCH, item: next };
  }

  /** What a capture caught, once more. */
  #again(at: number, index: number): number {
    const capture = this.#captures[index];
    if (!capture || capture.length === OPEN) return this.#host.fail('invalid capture index');
    const length = Math.max(0, capture.length);
    if (this.#end - at < length) return NO_MATCH;
    const bytes = this.#bytes;
    for (let offset = 0; offset < length; offset++) {
      if (bytes[capture.at + offset] !== bytes[at + offset]) return NO_MATCH;
    }
    return at + length;
  }

  #open(at: number, item: number): number {
    const isPosition = item < this.#patternEnd && this.#bytes[item] === CLOSING;
    if (this.#captures.length >= MAX_CAPTURES) this.#host.fail('too many captures');
    this.#captures.push({ at, length: isPosition ? POSITION : OPEN });
    const end = this.#match(at, isPosition ? item + 1 : item);
    if (end === NO_MATCH) this.#captures.pop();
    return end;
  }

  #close(at: number, item: number): number {
    const capture = this.#captures.findLast(open => open.length === OPEN);
    if (!capture) return this.#host.fail('invalid pattern capture');
    capture.length = at - capture.at;
    const end = this.#match(at, item);
    if (end === NO_MATCH) capture.length = OPEN;
    return end;
  }

  #expandMost(at: number, item: number, next: number): number {
    const bytes = this.#bytes;
    let last = at;
    while (last < this.#end && this.#isOne(bytes[last] ?? 0, item, next)) last++;
    this.#steps += last - at;
    for (; last >= at; last--) {
      const end = this.#match(last, next + 1);
      if (end !== NO_MATCH) return end;
    }
    return NO_MATCH;
  }

  #expandLeast(from: number, item: number, next: number): number {
    for (let at = from; ; at++) {
      const end = this.#match(at, next + 1);
      if (end !== NO_MATCH) return end;
      if (at >= this.#end || !this.#isOne(this.#bytes[at] ?? 0, item, next)) return NO_MATCH;
    }
  }

  #isOne(code: number, item: number, next: number): boolean {
    const first = this.#bytes[item] ?? 0;
    if (first === 46) return true;
    if (first === PERCENT) return isInClass(code, this.#bytes[item + 1] ?? 0);
    return first === BRACKET ? this.#isInSet(code, item, next - 1) : first === code;
  }

  /** `[…]`, given where its brackets are. */
  #isInSet(code: number, open: number, close: number): boolean {
    const bytes = this.#bytes;
    const isOpposite = bytes[open + 1] === CARET;
    let item = isOpposite ? open + 2 : open + 1;
    for (; item < close; item++) {
      const first = bytes[item] ?? 0;
      if (first === PERCENT) {
        item++;
        if (isInClass(code, bytes[item] ?? 0)) return !isOpposite;
      } else if (bytes[item + 1] === MINUS && item + 2 < close) {
        item += 2;
        if (first <= code && code <= (bytes[item] ?? 0)) return !isOpposite;
      } else if (first === code) return !isOpposite;
    }
    return isOpposite;
  }

  /** Where the single character that begins here ends. */
  #itemEnd(start: number): number {
    const bytes = this.#bytes;
    let item = start;
    const first = bytes[item++] ?? 0;
    if (first === PERCENT) {
      if (item >= this.#patternEnd) this.#host.fail("malformed pattern (ends with '%')");
      return item + 1;
    }
    if (first !== BRACKET) return item;
    if (bytes[item] === CARET) item++;
    do {
      if (item >= this.#patternEnd) this.#host.fail("malformed pattern (missing ']')");
      const code = bytes[item++];
      if (code === PERCENT && item < this.#patternEnd) item++;
    } while (item >= this.#patternEnd || bytes[item] !== BRACKET_END);
    return item + 1;
  }
}
