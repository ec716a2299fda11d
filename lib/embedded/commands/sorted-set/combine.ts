import type { Bytes } from '../../bytes.js';
import type { ScoredMember } from '../../keyspace/sorted-set/scored-member.js';
import type { CombineSource } from './combine-sources.js';

export type Aggregate = 'sum' | 'min' | 'max';

export interface WeightedSource {
  readonly source: CombineSource;
  readonly weight: number;
}

/** A member that is in any of the sources. */
export function unionOf(
  sources: readonly WeightedSource[],
  aggregate: Aggregate,
): Map<Bytes, number> {
  const scores = new Map<Bytes, number>();
  for (const { source, weight } of bySize(sources)) {
    for (const member of source.members) {
      const score = weighted(source.score(member), weight);
      const known = scores.get(member);
      scores.set(member, known === undefined ? score : aggregated(known, score, aggregate));
    }
  }
  return scores;
}

/**
 * Members that are in all sources.
 *
 * @yields each with its score
 */
export function* intersectionOf(
  sources: readonly WeightedSource[],
  aggregate: Aggregate,
): Generator<ScoredMember> {
  const [first, ...others] = bySize(sources);
  for (const member of first?.source.members ?? []) {
    let score: number | undefined = weighted(first?.source.score(member), first?.weight ?? 1);
    for (const { source, weight } of others) {
      const other = source.score(member);
      score = other === undefined ? undefined : aggregated(score, other * weight, aggregate);
      if (score === undefined) break;
    }
    if (score !== undefined) yield { member, score };
  }
}

/** What is in the first source and in no other. */
export function differenceOf([first, ...others]: readonly CombineSource[]): ScoredMember[] {
  const entries: ScoredMember[] = [];
  for (const member of first?.members ?? []) {
    if (others.some(other => other.score(member) !== undefined)) continue;
    entries.push({ member, score: first?.score(member) ?? 0 });
  }
  return entries;
}

/** The sums of doubles depend on their order: Redis begins with the smallest set. */
function bySize(sources: readonly WeightedSource[]): readonly WeightedSource[] {
  return sources.toSorted((a, b) => a.source.size - b.source.size);
}

function weighted(score: number | undefined, weight: number): number {
  return numberOrZero((score ?? 0) * weight);
}

function aggregated(a: number, b: number, aggregate: Aggregate): number {
  // Not Math.min: what is no number never replaces the other.
  if (aggregate === 'min') return b < a ? b : a;
  if (aggregate === 'max') return b > a ? b : a;
  return numberOrZero(a + b);
}

/** Infinity times 0, or less infinity, is no number. */
function numberOrZero(score: number): number {
  return Number.isNaN(score) ? 0 : score;
}
