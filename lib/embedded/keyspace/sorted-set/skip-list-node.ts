import type { Bytes } from '../../bytes.js';

/** A member of a sorted set with its score. */
export interface ScoredMember {
  readonly member: Bytes;
  readonly score: number;
}

/** A member in its list: on each level it stands on, what follows and how far away that is. */
export class SkipListNode implements ScoredMember {
  readonly member: Bytes;
  score: number;
  previous: SkipListNode | undefined;
  readonly next: (SkipListNode | undefined)[];
  /** Steps on the lowest level to `next`, or to the end of the list. */
  readonly spans: number[];

  constructor(member: Bytes, score: number, height: number) {
    this.member = member;
    this.score = score;
    this.next = Array.from({ length: height });
    this.spans = Array.from({ length: height }, () => 0);
  }

  /** On how many levels it stands. */
  get height(): number {
    return this.next.length;
  }

  isBefore(score: number, member: Bytes): boolean {
    return this.score < score || (this.score === score && this.member < member);
  }
}
