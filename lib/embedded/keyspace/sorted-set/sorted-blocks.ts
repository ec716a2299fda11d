import type { Bytes } from '../../bytes.js';
import { ScoreBlock } from './score-block.js';
import type { ScoredEntry, ScoredMember } from './scored-member.js';

const MAX_SIZE = 256;
const MIN_SIZE = 64;

/**
 * Members in the order of their scores, equal scores in the order of their bytes, with ranks. In
 * blocks, not in a skip list as Redis has it: in JavaScript each node that a search passes is several
 * objects, each of which the processor has to fetch.
 */
export class SortedBlocks {
  /** None is empty, except where it is the only one. */
  readonly #blocks = [new ScoreBlock()];
  /** How many members each holds, to count ranks without looking into the blocks. */
  readonly #sizes = [0];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @param entry of a member that is not there yet */
  insert(entry: ScoredEntry): void {
    const at = this.#blockOf(entry.score, entry.member);
    this.#blocks[at]?.insert(entry);
    this.#resize(at, 1);
    if ((this.#sizes[at] ?? 0) > MAX_SIZE) this.#split(at);
  }

  delete(entry: ScoredEntry): void {
    const at = this.#blockOf(entry.score, entry.member);
    this.#blocks[at]?.delete(entry);
    this.#resize(at, -1);
    if ((this.#sizes[at] ?? 0) < MIN_SIZE) this.#merge(Math.max(at - 1, 0));
  }

  /** Gives a member another score. */
  move(entry: ScoredEntry, score: number): void {
    this.delete(entry);
    entry.score = score;
    this.insert(entry);
  }

  /** How many members stand before it. */
  rank(entry: ScoredMember): number {
    const at = this.#blockOf(entry.score, entry.member);
    return this.#before(at) + (this.#blocks[at]?.placeOf(entry) ?? 0);
  }

  /** How many members pass a test that all up to some place pass, and none from there on. */
  countWhile(passes: (entry: ScoredMember) => boolean): number {
    const at = this.#firstBlock(block => !block.lastPasses(passes));
    return this.#before(at) + (this.#blocks[at]?.countWhile(passes) ?? 0);
  }

  /** The members of these ranks, the end not included, in order. */
  slice(start: number, end: number): ScoredMember[] {
    const entries: ScoredMember[] = [];
    let first = 0;
    for (let at = 0; first < end && at < this.#blocks.length; at++) {
      const next = first + (this.#sizes[at] ?? 0);
      const block = next > start ? this.#blocks[at] : undefined;
      if (block) entries.push(...block.slice(Math.max(start - first, 0), end - first));
      first = next;
    }
    return entries;
  }

  /** The block that a member is in, or belongs in. */
  #blockOf(score: number, member: Bytes): number {
    return this.#firstBlock(block => !block.endsBefore(score, member));
  }

  /** The first block that passes a test which all after it pass too; if none does, the last. */
  #firstBlock(passes: (block: ScoreBlock) => boolean): number {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const block = this.#blocks[middle];
      if (block && passes(block)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** How many members stand in the blocks before this one. */
  #before(at: number): number {
    let count = 0;
    for (let index = 0; index < at; index++) count += this.#sizes[index] ?? 0;
    return count;
  }

  #resize(at: number, by: number): void {
    this.#sizes[at] = (this.#sizes[at] ?? 0) + by;
    this.#length += by;
  }

  #split(at: number): void {
    // What grows at its end, as by time, leaves full blocks behind.
    const size = at === this.#blocks.length - 1 ? MAX_SIZE : MAX_SIZE / 2;
    const rest = this.#blocks[at]?.splitAt(size);
    if (!rest) return;
    this.#blocks.splice(at + 1, 0, rest);
    this.#sizes.splice(at, 1, size, rest.size);
  }

  /** Makes one block of this one and the next, if they fit. */
  #merge(at: number): void {
    const [first, second] = this.#blocks.slice(at, at + 2);
    if (!first || !second || first.size + second.size > MAX_SIZE) return;
    first.append(second);
    this.#blocks.splice(at + 1, 1);
    this.#sizes.splice(at, 2, first.size);
  }
}
