import type { Bytes } from '../../bytes.js';
import { type ListEnd, ListValue } from '../../keyspace/list-value.js';
import { keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';

/** Pushes to the list that was found at a key, or to a new one there; answers its length. */
export function pushAll(
  context: CommandContext,
  key: Bytes,
  found: ListValue | undefined,
  end: ListEnd,
  items: readonly Bytes[],
): number {
  const list = found ?? new ListValue();
  if (!found) context.database.set(key, list);
  for (const item of items) list.push(end, item, context.undo);
  context.modified(key, 'list', end === 'left' ? 'lpush' : 'rpush');
  return list.length;
}

/** Pops as many as there are, up to a limit; the key goes with the last. */
export function popMany(
  context: CommandContext,
  key: Bytes,
  list: ListValue,
  end: ListEnd,
  limit: number,
): Bytes[] {
  const items: Bytes[] = [];
  while (items.length < limit) {
    const item = list.pop(end, context.undo);
    if (item === undefined) break;
    items.push(item);
  }
  context.modified(key, 'list', end === 'left' ? 'lpop' : 'rpop');
  context.deleteIfEmpty(key, list);
  return items;
}

/** @throws CommandError unless it is LEFT or RIGHT */
export function endArgument(text: Bytes | undefined): ListEnd {
  const end = keyword(text);
  if (end === 'left' || end === 'right') return end;
  throw CommandError.syntax();
}
