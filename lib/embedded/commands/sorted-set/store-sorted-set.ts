import type { Bytes } from '../../bytes.js';
import type { ScoredMember } from '../../keyspace/sorted-set/scored-member.js';
import { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import type { CommandContext } from '../command-context.js';

/**
 * Stores a result in place of whatever a key held; nothing at all deletes the key.
 *
 * @param isDeferred as {@link SortedSetValue.of} has it
 * @returns how many members were stored
 */
export function storeSortedSet(
  context: CommandContext,
  key: Bytes,
  entries: readonly ScoredMember[],
  event: string,
  isDeferred = false,
): number {
  const { database } = context;
  // A key past its time must go with its notification before it is written again.
  const previous = database.peek(key);
  if (entries.length > 0) {
    database.persist(key);
    database.set(key, SortedSetValue.of(entries, context.server.config.encoding, isDeferred));
    context.modified(key, 'zset', event);
  } else if (previous) {
    database.delete(key);
    context.modified(key, 'generic', 'del');
  }
  return entries.length;
}
