import type { Bytes } from '../../bytes.js';
import type { Database } from '../../keyspace/database.js';
import { rangeArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';

const INT_MIN = -(2 ** 31);
const INT_MAX = 2 ** 31 - 1;

/** A database by its number. */
export function databaseArgument(
  context: CommandContext,
  text: Bytes | undefined,
  error?: string,
): Database {
  return databaseAt(context, databaseIndexArgument(text, error));
}

/** The number of a database, be there one or not. */
export function databaseIndexArgument(text: Bytes | undefined, error?: string): number {
  return rangeArgument(text, INT_MIN, INT_MAX, error);
}

/** @throws CommandError where there is no database of this number */
export function databaseAt(context: CommandContext, index: number): Database {
  const database = context.server.keyspace.database(index);
  if (!database) throw new CommandError('ERR DB index is out of range');
  return database;
}
