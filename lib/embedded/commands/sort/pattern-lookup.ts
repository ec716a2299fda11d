import type { Bytes } from '../../bytes.js';
import { HashValue } from '../../keyspace/hash-value.js';
import { StringValue } from '../../keyspace/string-value.js';
import type { CommandContext } from '../command-context.js';

/**
 * What a pattern of BY or GET finds for an element: `#` is the element itself, `weight_*` the string
 * at the key with the element in place of the star, `object_*->field` a field of the hash there.
 */
export function lookUpPattern(
  context: CommandContext,
  pattern: Bytes,
  element: Bytes,
): Bytes | undefined {
  if (pattern === '#') return element;
  const star = pattern.indexOf('*');
  if (star < 0) return undefined;
  const arrow = pattern.indexOf('->', star + 1);
  const hasField = arrow >= 0 && arrow + 2 < pattern.length;
  const suffix = pattern.slice(star + 1, hasField ? arrow : undefined);
  const value = context.database.read(pattern.slice(0, star) + element + suffix);
  if (!hasField) return value instanceof StringValue ? value.bytes : undefined;
  return value instanceof HashValue ? value.get(pattern.slice(arrow + 2)) : undefined;
}
