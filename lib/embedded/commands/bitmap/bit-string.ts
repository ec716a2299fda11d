import type { Bytes } from '../../bytes.js';
import { StringValue } from '../../keyspace/string-value.js';
import type { CommandContext } from '../command-context.js';

/** A string that is about to be written to, long enough for it. */
export interface BitString {
  readonly value: StringValue;
  /** It is new or longer than it was: it has changed, whatever is written. */
  readonly hasGrown: boolean;
}

/** Looks a string up to write its bits, up to and including the last one; makes it if need be. */
export function bitStringToWrite(context: CommandContext, key: Bytes, lastBit: number): BitString {
  const length = Math.floor(lastBit / 8) + 1;
  const existing = context.write(key, StringValue);
  if (existing) {
    const hasGrown = existing.length < length;
    existing.growTo(length, context.undo);
    // Nothing more is told of the key where no bit changes.
    context.database.recount(key);
    return { value: existing, hasGrown };
  }
  const value = new StringValue('');
  // Nobody sees a new value before it is stored: taking the key back takes it back, too.
  value.growTo(length, undefined);
  context.database.set(key, value);
  return { value, hasGrown: true };
}
