import type { CommandContext } from '../../../lib/embedded/commands/command-context.js';
import type { Database } from '../../../lib/embedded/keyspace/database.js';
import { HashValue } from '../../../lib/embedded/keyspace/hash-value.js';
import { SetValue } from '../../../lib/embedded/keyspace/set-value.js';
import type { Value } from '../../../lib/embedded/keyspace/value.js';
import { contentCommand, contentComparison } from '../content-command.ts';
import { comparable } from '../differential-reply.ts';
import { call } from './script-call.ts';

/** All that an engine holds, one line a key, with what it counts of it. */
export function snapshotOf(context: CommandContext): string[] {
  const { events, keyspace, memory } = context.server;
  const lines = keyspace.databases.flatMap(database =>
    database.size === 0 ? [] : databaseLines(context, database),
  );
  return [`dirty ${events.dirty}`, `memory ${memory.used}`, ...lines];
}

function databaseLines(context: CommandContext, database: Database): string[] {
  const { index, size, expiringSize } = database;
  const lines = Array.from(database.values, ([key, value]) =>
    // To look at a key past its time is to delete it.
    JSON.stringify([
      key,
      database.expiry(key),
      database.isExpired(key) ? 'expired' : describe(context, database, key, value),
    ]),
  );
  return [
    `database ${index}: ${size} keys, ${expiringSize} with an expiry`,
    ...lines.toSorted().map(line => `${index}: ${line}`),
  ];
}

function describe(context: CommandContext, database: Database, key: string, value: Value): unknown {
  const { type, encoding, byteSize, accounted } = value;
  const { database: selected } = context;
  context.database = database;
  const words = contentCommand(type, key);
  const content = call(context, words);
  context.database = selected;
  return {
    type,
    encoding,
    byteSize,
    accounted,
    content: comparable(content, words, contentComparison(encoding)),
    ...(isDrawnFrom(value) && { draws: value.index.sample(value.size).toSorted() }),
  };
}

/** Keeps its members twice, because some are drawn at random. */
function isDrawnFrom(value: Value): value is HashValue | SetValue {
  return value instanceof HashValue || value instanceof SetValue;
}
