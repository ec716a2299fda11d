import { Choice, ChoiceStack } from './backtracking.js';
import { type CaptureHost, PatternCaptures } from './pattern-captures.js';
import { isInSet, isOne, itemEnd, MALFORMED } from './pattern-items.js';
import { Code } from './pattern-codes.js';

export const NO_MATCH = -1;
const STEPS_PER_LOOK = 65_536;

export interface MatcherHost extends CaptureHost {
  /** Told now and then how many steps were made; ends a search that takes too long. */
  count(steps: number): void;
}

/**
 * Lua's patterns, in steps that are counted and on a stack of its own: a search can be ended where
 * it would take for ever. Text and pattern lie in memory where each has a NUL behind it, as C wants
 * it; places are addresses.
 */
export class PatternMatcher {
  readonly captures: PatternCaptures;
  readonly #host: MatcherHost;
  readonly #choices = new ChoiceStack();
  #bytes: Uint8Array = new Uint8Array();
  #start = 0;
  #end = 0;
  #at = 0;
  #item = 0;
  #steps = 0;

  constructor(host: MatcherHost) {
    this.#host = host;
    this.captures = new PatternCaptures(host);
  }

  /** Takes the text to search, which must not move before the next {@link match}. */
  use(bytes: Uint8Array, start: number, length: number): void {
    this.#bytes = bytes;
    this.#start = start;
    this.#end = start + length;
  }

  /** Where a match ends that begins here, or {@link NO_MATCH}. */
  match(at: number, pattern: number): number {
    this.captures.clear();
    this.#choices.clear();
    this.#at = at;
    this.#item = pattern;
    do {
      const end = this.#goOn();
      if (end !== NO_MATCH) return end;
    } while (this.#goBack());
    return NO_MATCH;
  }

  /** For steps of a search outside of {@link match}. */
  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps < STEPS_PER_LOOK) return;
    const made = this.#steps;
    this.#steps = 0;
    this.#host.count(made);
  }

  /** From the current place until the pattern ends, or does not match. */
  #goOn(): number {
    const bytes = this.#bytes;
    const end = this.#end;
    let at = this.#at;
    let item = this.#item;
    for (;;) {
      switch (bytes[item]) {
        case Code.nul:
          this.spend(1);
          return at;
        case Code.opening: {
          const isPosition = bytes[item + 1] === Code.closing;
          this.captures.open(at, isPosition);
          this.#choose(Choice.opened, 0, 0, 0);
          item += isPosition ? 2 : 1;
          continue;
        }
        case Code.closing:
          this.#choose(Choice.closed, this.captures.close(at), 0, 0);
          item++;
          continue;
        case Code.dollar:
          if (bytes[item + 1] !== Code.nul) break;
          this.spend(1);
          return at === end ? at : NO_MATCH;
        case Code.percent: {
          const next = this.#special(at, item + 1);
          if (next === undefined) break;
          if (next === NO_MATCH) return NO_MATCH;
          at = next;
          item = this.#item;
          continue;
        }
        default:
      }
      const next = this.#itemEnd(item);
      const isMatch = at < end && isOne(bytes, bytes[at] ?? Code.nul, item, next);
      switch (bytes[next]) {
        case Code.question:
          if (isMatch) this.#choose(Choice.skip, at++, next + 1, 0);
          item = next + 1;
          break;
        case Code.plus:
          if (!isMatch) return NO_MATCH;
          at = this.#longest(at + 1, item, next);
          item = next + 1;
          break;
        case Code.star:
          at = this.#longest(at, item, next);
          item = next + 1;
          break;
        case Code.minus:
          this.#choose(Choice.longer, at, item, next);
          item = next + 1;
          break;
        default:
          if (!isMatch) return NO_MATCH;
          at++;
          item = next;
      }
    }
  }

  /** Takes back what was done since there was a choice, and makes another; false if there is none. */
  #goBack(): boolean {
    const choices = this.#choices;
    while (!choices.isEmpty) {
      const { at, item, bound } = choices;
      switch (choices.kind) {
        case Choice.skip:
          choices.pop();
          return this.#resume(at, item);
        case Choice.shorter:
          if (at - 1 > bound) choices.at = at - 1;
          else choices.pop();
          return this.#resume(at - 1, item);
        case Choice.longer:
          this.spend(bound - item);
          if (at < this.#end && isOne(this.#bytes, this.#bytes[at] ?? Code.nul, item, bound)) {
            choices.at = at + 1;
            return this.#resume(at + 1, bound + 1);
          }
          break;
        case Choice.opened:
          this.captures.undoOpen();
          break;
        default:
          this.captures.undoClose(at);
      }
      choices.pop();
    }
    return false;
  }

  #itemEnd(item: number): number {
    const next = itemEnd(this.#bytes, item);
    if (next === MALFORMED) {
      const isSet = this.#bytes[item] === Code.bracket;
      this.#host.fail(`malformed pattern (${isSet ? "missing ']'" : "ends with '%'"})`);
    }
    this.spend(next - item);
    return next;
  }

  #resume(at: number, item: number): true {
    this.#at = at;
    this.#item = item;
    return true;
  }

  #choose(kind: number, at: number, item: number, bound: number): void {
    this.spend(1);
    if (!this.#choices.push(kind, at, item, bound)) this.#host.fail('pattern too complex');
  }

  /** Repeats an item as often as it matches; fewer times are choices. */
  #longest(from: number, item: number, next: number): number {
    const bytes = this.#bytes;
    const end = this.#end;
    let at = from;
    while (at < end && isOne(bytes, bytes[at] ?? Code.nul, item, next)) {
      at++;
      this.spend(next - item);
    }
    if (at > from) this.#choose(Choice.shorter, at, next + 1, from);
    return at;
  }

  /**
   * `%b`, `%f` and `%1`, which are no single characters: where the text goes on, while the pattern
   * does so at the current item. Undefined for what is one.
   */
  #special(at: number, item: number): number | undefined {
    const letter = this.#bytes[item] ?? Code.nul;
    if (letter === Code.letterB) return this.#balance(at, item + 1);
    if (letter === Code.letterF) return this.#frontier(at, item + 1);
    if (letter < Code.zero || letter > Code.nine) return undefined;
    this.#item = item + 1;
    return this.#again(at, letter - Code.one);
  }

  #balance(at: number, item: number): number {
    const bytes = this.#bytes;
    const opening = bytes[item];
    const closing = bytes[item + 1];
    if (opening === Code.nul || closing === Code.nul) this.#host.fail('unbalanced pattern');
    this.#item = item + 2;
    if (at >= this.#end || bytes[at] !== opening) return NO_MATCH;
    let depth = 1;
    for (let index = at + 1; index < this.#end; index++) {
      this.spend(1);
      if (bytes[index] === closing) {
        if (--depth === 0) return index + 1;
      } else if (bytes[index] === opening) depth++;
    }
    return NO_MATCH;
  }

  #frontier(at: number, item: number): number {
    const bytes = this.#bytes;
    if (bytes[item] !== Code.bracket) this.#host.fail("missing '[' after '%f' in pattern");
    const next = this.#itemEnd(item);
    this.#item = next;
    const before = at === this.#start ? Code.nul : (bytes[at - 1] ?? Code.nul);
    const isFrontier =
      !isInSet(bytes, before, item, next - 1) &&
      isInSet(bytes, bytes[at] ?? Code.nul, item, next - 1);
    return isFrontier ? at : NO_MATCH;
  }

  /** What a capture caught, once more. */
  #again(at: number, index: number): number {
    this.spend(1);
    const text = this.captures.textOf(index);
    if (!text || this.#end - at < text.length) return NO_MATCH;
    const bytes = this.#bytes;
    for (let offset = 0; offset < text.length; offset++) {
      this.spend(1);
      if (bytes[text.at + offset] !== bytes[at + offset]) return NO_MATCH;
    }
    return at + text.length;
  }
}
