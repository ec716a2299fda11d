import type { ScoredMember } from '../../keyspace/sorted-set/scored-member.js';
import { DoubleReply, type Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';

/** Members with their scores: pairs in RESP3, one after the other in RESP2. */
export function scoredReply(
  { protocol }: CommandContext,
  entries: readonly ScoredMember[],
): readonly Reply[] {
  return protocol === 3 ? scoredPairs(entries) : scoredPairs(entries).flat();
}

export function scoredPairs(entries: readonly ScoredMember[]): (readonly [string, DoubleReply])[] {
  return entries.map(({ member, score }) => [member, new DoubleReply(score)]);
}

export function membersOf(entries: readonly ScoredMember[]): readonly Reply[] {
  return entries.map(({ member }) => member);
}
