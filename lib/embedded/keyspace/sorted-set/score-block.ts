import type { Bytes } from '../../bytes.js';
import type { ScoredMember } from './scored-member.js';

/** Members that follow each other, with their scores once more: a search reads little else. */
export class ScoreBlock {
  readonly #entries: ScoredMember[];
  readonly #scores: number[];

  constructor(entries: ScoredMember[] = []) {
    this.#entries = entries;
    this.#scores = entries.map(({ score }) => score);
  }

  get size(): number {
    return this.#entries.length;
  }

  /** All of its members, of which there are some, stand before this one. */
  endsBefore(score: number, member: Bytes): boolean {
    return this.#isBefore(this.size - 1, score, member);
  }

  /** How many of its members stand before this one. */
  placeOf({ score, member }: ScoredMember): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#isBefore(middle, score, member)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  lastPasses(passes: (entry: ScoredMember) => boolean): boolean {
    const last = this.#entries.at(-1);
    return last !== undefined && passes(last);
  }

  /** How many pass a test that all up to some place pass, and none from there on. */
  countWhile(passes: (entry: ScoredMember) => boolean): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#entries[middle];
      if (entry && passes(entry)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  slice(start: number, end: number): ScoredMember[] {
    return this.#entries.slice(start, end);
  }

  insert(entry: ScoredMember): void {
    const place = this.placeOf(entry);
    this.#entries.splice(place, 0, entry);
    this.#scores.splice(place, 0, entry.score);
  }

  delete(entry: ScoredMember): void {
    const place = this.placeOf(entry);
    this.#entries.splice(place, 1);
    this.#scores.splice(place, 1);
  }

  /** Takes away all but the first ones, as a block of their own. */
  splitAt(size: number): ScoreBlock {
    this.#scores.length = size;
    return new ScoreBlock(this.#entries.splice(size));
  }

  /** Adds the members of the block that follows. */
  append(block: ScoreBlock): void {
    this.#entries.push(...block.#entries);
    this.#scores.push(...block.#scores);
  }

  #isBefore(place: number, score: number, member: Bytes): boolean {
    const own = this.#scores[place] ?? 0;
    if (own !== score) return own < score;
    const entry = this.#entries[place];
    return entry !== undefined && entry.member < member;
  }
}
