import type { Bytes } from '../../bytes.js';
import type { ScoredMember } from './scored-member.js';

/** A stretch of a sorted set; all that is below it stands before all that is above. */
export interface MemberRange {
  isBelow(entry: ScoredMember): boolean;
  isAbove(entry: ScoredMember): boolean;
}

export interface ScoreBound {
  readonly score: number;
  readonly isExclusive: boolean;
}

export class ScoreRange implements MemberRange {
  constructor(
    readonly min: ScoreBound,
    readonly max: ScoreBound,
  ) {}

  isBelow({ score }: ScoredMember): boolean {
    return this.min.isExclusive ? score <= this.min.score : score < this.min.score;
  }

  isAbove({ score }: ScoredMember): boolean {
    return this.max.isExclusive ? score >= this.max.score : score > this.max.score;
  }
}

/** A bound for members; 'min' and 'max' stand before and after all of them. */
export type LexBound = 'min' | 'max' | { readonly member: Bytes; readonly isExclusive: boolean };

/** Of a set whose members all have the same score. */
export class LexRange implements MemberRange {
  constructor(
    readonly min: LexBound,
    readonly max: LexBound,
  ) {}

  isBelow({ member }: ScoredMember): boolean {
    const { min } = this;
    if (typeof min === 'string') return min === 'max';
    return min.isExclusive ? member <= min.member : member < min.member;
  }

  isAbove({ member }: ScoredMember): boolean {
    const { max } = this;
    if (typeof max === 'string') return max === 'min';
    return max.isExclusive ? member >= max.member : member > max.member;
  }
}
