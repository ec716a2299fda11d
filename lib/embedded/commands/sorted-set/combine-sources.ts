import type { Bytes } from '../../bytes.js';
import { SetValue } from '../../keyspace/set-value.js';
import { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';

/** A sorted set, a set (whose members all score 1), or nothing, as an operand. */
export interface CombineSource {
  readonly size: number;
  readonly members: Iterable<Bytes>;
  score(member: Bytes): number | undefined;
}

const NOTHING: CombineSource = { size: 0, members: [], score: () => undefined };

/** @throws CommandError WRONGTYPE */
export function sourceAt(context: CommandContext, key: Bytes): CombineSource {
  const value = context.database.read(key);
  if (!value) return NOTHING;
  if (value instanceof SortedSetValue) {
    return {
      size: value.size,
      get members() {
        return value.members.keys();
      },
      score: member => value.score(member),
    };
  }
  if (value instanceof SetValue) {
    return {
      size: value.size,
      members: value.members,
      score: member => (value.has(member) ? 1 : undefined),
    };
  }
  throw CommandError.wrongType();
}
