import { type Bytes, owned } from '../../bytes.js';
import type { UndoLog } from '../../transaction/undo-log.js';
import { stringSize, Value } from '../value.js';
import type { MemberRange } from './member-range.js';
import { ScoredEntry, type ScoredMember } from './scored-member.js';
import { SortedBlocks } from './sorted-blocks.js';

const OBJECT_SIZE = 480;
const ENTRY_SIZE = 110;

/** Up to where Redis keeps a sorted set as a listpack. */
export interface SortedSetLimits {
  readonly zsetMaxListpackEntries: number;
  readonly zsetMaxListpackValue: number;
}

/** Ranks, the end not included. */
export interface RankRange {
  readonly start: number;
  readonly end: number;
}

/** A sorted set. */
export class SortedSetValue extends Value {
  readonly #entries = new Map<Bytes, ScoredEntry>();
  readonly #order = new SortedBlocks();
  #isListpack = true;
  #memberBytes = 0;

  /**
   * A set of entries that nobody else sees yet.
   *
   * @param isDeferred Redis has chosen the encoding by their number, before it saw the members
   */
  static of(
    entries: readonly ScoredMember[],
    limits: SortedSetLimits,
    isDeferred = false,
  ): SortedSetValue {
    const value = new SortedSetValue();
    value.#isListpack =
      entries.length <= limits.zsetMaxListpackEntries &&
      (isDeferred || entries.every(({ member }) => member.length <= limits.zsetMaxListpackValue));
    for (const { member, score } of entries) value.set(member, score, limits, undefined);
    return value;
  }

  override get type(): 'zset' {
    return 'zset';
  }

  override get encoding(): 'listpack' | 'skiplist' {
    return this.#isListpack ? 'listpack' : 'skiplist';
  }

  override get byteSize(): number {
    return OBJECT_SIZE + this.size * ENTRY_SIZE + this.#memberBytes;
  }

  override get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** By member, in no order; the same object as long as the value lives. */
  get members(): ReadonlyMap<Bytes, ScoredMember> {
    return this.#entries;
  }

  score(member: Bytes): number | undefined {
    return this.#entries.get(member)?.score;
  }

  rank(member: Bytes): number | undefined {
    const entry = this.#entries.get(member);
    return entry && this.#order.rank(entry);
  }

  /** Members in order, by their ranks. */
  slice(start = 0, end = this.size): ScoredMember[] {
    return this.#order.slice(start, end);
  }

  /** The ranks that a range covers; empty where `end` is not above `start`. */
  ranks(range: MemberRange): RankRange {
    return {
      start: this.#order.countWhile(entry => range.isBelow(entry)),
      end: this.#order.countWhile(entry => !range.isAbove(entry)),
    };
  }

  override clone(): SortedSetValue {
    const copy = new SortedSetValue();
    for (const { member, score } of this.slice()) copy.#insert(member, score);
    copy.#isListpack = this.#isListpack;
    return copy;
  }

  /** Adds a member, or changes its score; `limits` decide on the encoding. */
  set(member: Bytes, score: number, limits: SortedSetLimits, undo: UndoLog | undefined): void {
    const entry = this.#entries.get(member);
    if (!entry) {
      this.#chooseEncoding(member, limits, undo);
      const kept = owned(member);
      undo?.record(() => this.#erase(kept));
      this.#insert(kept, this.#stored(score));
      return;
    }
    if (undo) {
      const previous = entry.score;
      // Looked up again: deleting and its inverse have made another entry of the member by then.
      undo.record(() => this.#move(entry.member, previous));
    }
    this.#order.move(entry, this.#stored(score));
  }

  delete(member: Bytes, undo: UndoLog | undefined): boolean {
    const entry = this.#entries.get(member);
    if (!entry) return false;
    if (undo) {
      const { score } = entry;
      undo.record(() => this.#insert(entry.member, score));
    }
    this.#erase(entry.member);
    return true;
  }

  /** Gives up the encoding of small sets. */
  toSkipList(undo: UndoLog | undefined): void {
    if (!this.#isListpack) return;
    undo?.record(() => (this.#isListpack = true));
    this.#isListpack = false;
  }

  /** A listpack keeps whole numbers as integers, which have no negative zero. */
  #stored(score: number): number {
    return this.#isListpack ? score + 0 : score;
  }

  #chooseEncoding(member: Bytes, limits: SortedSetLimits, undo: UndoLog | undefined): void {
    const fits =
      this.size < limits.zsetMaxListpackEntries && member.length <= limits.zsetMaxListpackValue;
    if (!fits) this.toSkipList(undo);
  }

  #insert(member: Bytes, score: number): void {
    const entry = new ScoredEntry(member, score);
    this.#entries.set(member, entry);
    this.#order.insert(entry);
    this.#memberBytes += stringSize(member);
  }

  #erase(member: Bytes): void {
    const entry = this.#entries.get(member);
    if (!entry) return;
    this.#entries.delete(member);
    this.#order.delete(entry);
    this.#memberBytes -= stringSize(member);
  }

  #move(member: Bytes, score: number): void {
    const entry = this.#entries.get(member);
    if (entry) this.#order.move(entry, score);
  }
}
