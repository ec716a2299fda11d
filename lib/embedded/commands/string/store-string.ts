import type { Bytes } from '../../bytes.js';
import { StringValue } from '../../keyspace/string-value.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';

/** Stores a string at a key, in place of whatever it held, as SET does. */
export function storeString(
  context: CommandContext,
  key: Bytes,
  bytes: Bytes,
  event = 'set',
  keepTtl = false,
): void {
  storeStringValue(context, key, new StringValue(bytes), event, keepTtl);
}

/** The same for a value that is made already. */
export function storeStringValue(
  context: CommandContext,
  key: Bytes,
  value: StringValue,
  event = 'set',
  keepTtl = false,
): void {
  const { database } = context;
  // A key past its time must go with its notification before it is written again.
  database.peek(key);
  if (!keepTtl) database.persist(key);
  database.set(key, value);
  context.modified(key, 'string', event);
}

/** @throws CommandError when a string would become longer than is allowed */
export function checkStringLength(context: CommandContext, length: number): void {
  if (length > context.server.config.protoMaxBulkLength) {
    throw new CommandError('ERR string exceeds maximum allowed size (proto-max-bulk-len)');
  }
}
