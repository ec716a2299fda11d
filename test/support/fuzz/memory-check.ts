import type { Database } from '../../../lib/embedded/keyspace/database.js';
import { StringValue } from '../../../lib/embedded/keyspace/string-value.js';
import type { Server } from '../../../lib/embedded/server/server.js';

/**
 * Compares what an engine counts of its memory, bit by bit with each change, with what is there.
 *
 * @throws Error where it has miscounted
 */
export function checkMemory({ keyspace, memory }: Server): void {
  let sum = 0;
  for (const database of keyspace.databases) {
    for (const key of database.values.keys()) {
      checkValue(database, key);
      sum += database.memoryOf(key) ?? 0;
    }
  }
  if (sum !== memory.used) throw new Error(`${memory.used} bytes counted, but ${sum} there`);
}

function checkValue({ values }: Database, key: string): void {
  const value = values.get(key);
  if (!value) return;
  const { accounted, byteSize } = value;
  // A string that was changed in place has room for more.
  const fresh = value instanceof StringValue ? byteSize : value.clone().byteSize;
  if (accounted === byteSize && fresh === byteSize) return;
  throw new Error(`${key}: ${accounted} bytes counted of ${byteSize}; newly made ${fresh}`);
}
