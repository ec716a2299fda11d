import type { RedisConnection } from './redis-connection.js';

/** How many keys one SCAN looks at, and about how many are removed at a time. */
export const DEFAULT_SCAN_COUNT = 500;

/** How {@link unlinkMatching} walks. */
export interface UnlinkOptions {
  /** How many keys one SCAN looks at. */
  readonly count?: number;
  /** Keys that stay although they match. */
  readonly keep?: (key: string) => boolean;
}

/**
 * Removes the keys that match a glob pattern, and gives how many there were. All masters of a
 * cluster are walked at the same time.
 *
 * The walk is driven from here, in short commands. A loop inside a script, which the seed of this
 * library used, blocks the server for as long as its whole keyspace takes, touches keys that it did
 * not declare, and sees one node of a cluster only.
 */
export async function unlinkMatching(
  connection: RedisConnection,
  pattern: string,
  options: UnlinkOptions = {},
): Promise<number> {
  const count = options.count ?? DEFAULT_SCAN_COUNT;
  const keep = options.keep ?? (() => false);
  const walk = async (node: ReturnType<RedisConnection['masters']>[number]): Promise<number> => {
    let removed = 0;
    let cursor = '0';
    do {
      const args = [cursor, 'MATCH', pattern, 'COUNT', count];
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
      const [next, page] = asPage(await connection.send('scan', args, 'bytes', node));
      const keys = page.filter(key => !keep(key.toString()));
      // oxlint-disable-next-line no-await-in-loop -- one page at a time, so as not to flood the server
      removed += await unlink(connection, keys);
      cursor = next;
    } while (cursor !== '0');
    return removed;
  };
  const perMaster = await Promise.all(connection.masters().map(walk));
  return perMaster.reduce((sum, removed) => sum + removed, 0);
}

/** Removes keys, without blocking the server for large values. Gives how many existed. */
export async function unlink(
  connection: RedisConnection,
  keys: readonly (string | Buffer)[],
): Promise<number> {
  const groups = groupBySlot(connection, keys);
  const replies = await Promise.all(groups.map(group => connection.send('unlink', group)));
  return replies.reduce((sum: number, removed) => sum + Number(removed), 0);
}

/**
 * Keys that one command may name together: all of them, or on a cluster those of one slot.
 *
 * @param nameOf the key as the server knows it
 */
export function groupBySlot<Key extends string | Buffer>(
  connection: RedisConnection,
  keys: readonly Key[],
  nameOf: (key: Key) => string | Buffer = key => key,
): Key[][] {
  if (keys.length === 0) return [];
  if (!connection.isCluster) return [[...keys]];
  const groups = new Map<number, Key[]>();
  for (const key of keys) {
    const slot = connection.slotOf(nameOf(key));
    const group = groups.get(slot);
    if (group === undefined) groups.set(slot, [key]);
    else group.push(key);
  }
  return [...groups.values()];
}

function asPage(reply: unknown): [cursor: string, keys: Buffer[]] {
  if (Array.isArray(reply) && Array.isArray(reply[1])) {
    return [String(reply[0]), reply[1].filter(key => Buffer.isBuffer(key))];
  }
  throw new TypeError('SCAN did not answer with a cursor and an array of keys.');
}
