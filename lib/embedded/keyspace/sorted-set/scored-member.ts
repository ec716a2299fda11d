import type { Bytes } from '../../bytes.js';

/** A member of a sorted set with its score. */
export interface ScoredMember {
  readonly member: Bytes;
  readonly score: number;
}

/** One that is in a sorted set, whose score may change. */
export class ScoredEntry implements ScoredMember {
  readonly member: Bytes;
  score: number;

  constructor(member: Bytes, score: number) {
    this.member = member;
    this.score = score;
  }
}
