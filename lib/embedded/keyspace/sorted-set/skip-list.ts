import type { Bytes } from '../../bytes.js';
import { type ScoredMember, SkipListNode } from './skip-list-node.js';

const MAX_HEIGHT = 32;
const GROWTH_CHANCE = 0.25;

/** Members in the order of their scores, equal scores in the order of their bytes, with ranks. */
export class SkipList {
  /** Grows with the highest member: most sorted sets are small. */
  readonly #head = new SkipListNode('', -Infinity, 1);
  /** Where the last search went down from each level, and the rank of that place. */
  readonly #path: SkipListNode[] = [];
  readonly #ranks: number[] = [];
  #last: SkipListNode | undefined;
  #height = 1;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** @param member that is not there yet */
  insert(member: Bytes, score: number): SkipListNode {
    const node = new SkipListNode(member, score, randomHeight());
    this.#link(node);
    return node;
  }

  delete(node: SkipListNode): void {
    this.#search(node.score, node.member);
    const { next } = node;
    for (let level = 0; level < this.#height; level++) {
      const left = this.#path[level] ?? this.#head;
      const isLinked = left.next[level] === node;
      left.spans[level] = (left.spans[level] ?? 0) + (isLinked ? (node.spans[level] ?? 0) : 0) - 1;
      if (isLinked) left.next[level] = next[level];
    }
    if (next[0]) next[0].previous = node.previous;
    else this.#last = node.previous;
    while (this.#height > 1 && !this.#head.next[this.#height - 1]) this.#height--;
    this.#length--;
  }

  /** Gives a member another score. */
  move(node: SkipListNode, score: number): void {
    const { member, previous, next } = node;
    const staysAfter = !previous || previous.isBefore(score, member);
    const staysBefore = !next[0] || !next[0].isBefore(score, member);
    if (staysAfter && staysBefore) {
      node.score = score;
      return;
    }
    this.delete(node);
    node.score = score;
    this.#link(node);
  }

  /** How many members stand before it. */
  rank(node: SkipListNode): number {
    return this.#search(node.score, node.member);
  }

  /** How many members pass a test that all up to some place pass, and none from there on. */
  countWhile(passes: (entry: ScoredMember) => boolean): number {
    let node = this.#head;
    let rank = 0;
    for (let level = this.#height - 1; level >= 0; level--) {
      let next = node.next[level];
      while (next && passes(next)) {
        rank += node.spans[level] ?? 0;
        node = next;
        next = node.next[level];
      }
    }
    return rank;
  }

  /** The members of these ranks, the end not included, in order. */
  slice(start: number, end: number): ScoredMember[] {
    const entries: ScoredMember[] = [];
    let node = start < end ? this.#at(start) : undefined;
    for (let left = end - start; node && left > 0; left--) {
      entries.push(node);
      node = node.next[0];
    }
    return entries;
  }

  #at(rank: number): SkipListNode | undefined {
    if (rank === this.#length - 1) return this.#last;
    let node = this.#head;
    let left = rank + 1;
    for (let level = this.#height - 1; level >= 0 && left > 0; level--) {
      let next = node.next[level];
      let span = node.spans[level] ?? 0;
      while (next && span <= left) {
        left -= span;
        node = next;
        next = node.next[level];
        span = node.spans[level] ?? 0;
      }
    }
    return node === this.#head ? undefined : node;
  }

  /** Finds where a member belongs: its rank, and the path there. */
  #search(score: number, member: Bytes): number {
    let node = this.#head;
    let rank = 0;
    // What stopped the level above stops this one: reading a node again costs a cache miss.
    let limit: SkipListNode | undefined;
    for (let level = this.#height - 1; level >= 0; level--) {
      let next = node.next[level];
      while (next && next !== limit && next.isBefore(score, member)) {
        rank += node.spans[level] ?? 0;
        node = next;
        next = node.next[level];
      }
      limit = next;
      this.#path[level] = node;
      this.#ranks[level] = rank;
    }
    return rank;
  }

  #link(node: SkipListNode): void {
    const rank = this.#search(node.score, node.member);
    const { height } = node;
    for (; this.#height < height; this.#height++) {
      this.#path[this.#height] = this.#head;
      this.#ranks[this.#height] = 0;
      this.#head.spans[this.#height] = this.#length;
    }
    for (let level = 0; level < this.#height; level++) {
      const left = this.#path[level] ?? this.#head;
      const span = left.spans[level] ?? 0;
      if (level < height) {
        const distance = rank - (this.#ranks[level] ?? 0);
        node.next[level] = left.next[level];
        node.spans[level] = span - distance;
        left.next[level] = node;
        left.spans[level] = distance + 1;
      } else left.spans[level] = span + 1;
    }
    const [left] = this.#path;
    node.previous = left === this.#head ? undefined : left;
    if (node.next[0]) node.next[0].previous = node;
    else this.#last = node;
    this.#length++;
  }
}

function randomHeight(): number {
  let height = 1;
  while (height < MAX_HEIGHT && Math.random() < GROWTH_CHANCE) height++;
  return height;
}
