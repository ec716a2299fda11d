import * as fc from 'fast-check';
import type { Words } from './fuzz-step.ts';

/** What the names in braces stand for. */
export type Vocabulary = Readonly<Record<string, fc.Arbitrary<string | Words>>>;

const MOST_REPEATS = 4;
const TOKEN = /\.\.\.|[[\]<>|]|(?:(?!\.\.\.)[^\s[\]<>|])+/g;

/**
 * The words that a template may stand for, in nearly the notation of the Redis documentation:
 * `[NX | XX]` one of these or nothing, `<EX | PX>` one of these, `<{field} {value}>...` once or more
 * often, `{key}` a word, or words, of the vocabulary. It shrinks to what is shortest and first.
 *
 * @throws Error for a name that the vocabulary lacks, and for brackets that do not match
 */
export function phraseOf(template: string, vocabulary: Vocabulary): fc.Arbitrary<Words> {
  return new PhraseParser(template, vocabulary).parse();
}

class PhraseParser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(
    private readonly template: string,
    private readonly vocabulary: Vocabulary,
  ) {
    this.#tokens = template.match(TOKEN) ?? [];
  }

  parse(): fc.Arbitrary<Words> {
    const phrase = this.#sequence();
    if (this.#at < this.#tokens.length) throw this.#error(`'${this.#tokens[this.#at]}'`);
    return phrase;
  }

  #sequence(): fc.Arbitrary<Words> {
    const parts: fc.Arbitrary<Words>[] = [];
    for (let token = this.#peek(); token !== undefined && !/^[\]>|]$/.test(token);) {
      parts.push(this.#repeated(this.#item()));
      token = this.#peek();
    }
    const [only] = parts;
    return parts.length === 1 && only ? only : fc.tuple(...parts).map(words => words.flat());
  }

  #item(): fc.Arbitrary<Words> {
    const token = this.#next();
    if (token === '<') return fc.oneof({ withCrossShrink: true }, ...this.#alternatives('>'));
    if (token === '[') {
      const alternatives = this.#alternatives(']');
      return fc.oneof({ withCrossShrink: true }, fc.constant([]), ...alternatives);
    }
    const name = /^\{(.+)\}$/.exec(token)?.[1];
    if (name === undefined) return fc.constant([token]);
    const words = this.vocabulary[name];
    if (!words) throw this.#error(token);
    return words.map(word => (typeof word === 'string' ? [word] : word));
  }

  #alternatives(end: string): fc.Arbitrary<Words>[] {
    const alternatives = [this.#sequence()];
    for (let token = this.#next(); token !== end; token = this.#next()) {
      if (token !== '|') throw this.#error(`'${token}'`);
      alternatives.push(this.#sequence());
    }
    return alternatives;
  }

  #repeated(item: fc.Arbitrary<Words>): fc.Arbitrary<Words> {
    if (this.#peek() !== '...') return item;
    this.#at++;
    const items = fc.array(item, { minLength: 1, maxLength: MOST_REPEATS, size: 'max' });
    return items.map(words => words.flat());
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  #next(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw this.#error('its end');
    return token;
  }

  #error(what: string): Error {
    return new Error(`Not expected in '${this.template}': ${what}`);
  }
}
