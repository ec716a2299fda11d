import pMap from 'p-map';
import type { RedisConnection } from './redis-connection.js';

type MasterNode = Awaited<ReturnType<RedisConnection['masters']>>[number];

/** How many keys one SCAN looks at, and about how many are removed at a time. */
export const DEFAULT_SCAN_COUNT = 500;

/**
 * The most commands that one call has under way. On a cluster, a call with thousands of keys takes as
 * many commands: sent all at once, the last would still be waiting here when their deadline passes.
 */
export const COMMANDS_IN_FLIGHT = 100;

/** How {@link scanMatching} walks. */
export interface ScanOptions {
  /** How many keys one SCAN looks at. */
  readonly count?: number;
  /** Only keys of this data type, as `TYPE` calls it. */
  readonly type?: string;
}

/** How {@link unlinkMatching} walks. */
export interface UnlinkOptions extends ScanOptions {
  /** Keys that stay although they match. */
  readonly keep?: (key: string) => boolean;
}

/**
 * Walks the keys that match a glob pattern, one master of a cluster after the other.
 *
 * @yields pages of keys; as with SCAN, a key may come twice, and one that is written meanwhile may
 * come or not
 */
export async function* scanMatching(
  connection: RedisConnection,
  pattern: string,
  options: ScanOptions = {},
): AsyncGenerator<Buffer[]> {
  for (const node of await connection.allMasters())
    yield* scanNode(connection, node, pattern, options);
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
  const keep = options.keep ?? (() => false);
  const walk = async (node: MasterNode): Promise<number> => {
    let removed = 0;
    for await (const page of scanNode(connection, node, pattern, options)) {
      const keys = page.filter(key => !keep(key.toString()));
      // oxlint-disable-next-line no-await-in-loop -- one page at a time, so as not to flood the server
      removed += await unlink(connection, keys);
    }
    return removed;
  };
  const masters = await connection.allMasters();
  const perMaster = await Promise.all(masters.map(walk));
  return perMaster.reduce((sum, removed) => sum + removed, 0);
}

/** Removes keys, without blocking the server for large values. Gives how many existed. */
export async function unlink(
  connection: RedisConnection,
  keys: readonly (string | Buffer)[],
): Promise<number> {
  const groups = groupBySlot(connection, keys);
  const replies = await pMap(groups, group => connection.send('unlink', group), {
    concurrency: COMMANDS_IN_FLIGHT,
  });
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

async function* scanNode(
  connection: RedisConnection,
  node: MasterNode,
  pattern: string,
  { count = DEFAULT_SCAN_COUNT, type }: ScanOptions,
): AsyncGenerator<Buffer[]> {
  const filter = type === undefined ? [] : ['TYPE', type];
  let cursor = '0';
  do {
    const args = [cursor, 'MATCH', pattern, 'COUNT', count, ...filter];
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
    const [next, page] = asPage(await connection.send('scan', args, 'bytes', node));
    yield page;
    cursor = next;
  } while (cursor !== '0');
}

function asPage(reply: unknown): [cursor: string, keys: Buffer[]] {
  if (Array.isArray(reply) && Array.isArray(reply[1])) {
    return [String(reply[0]), reply[1].filter(key => Buffer.isBuffer(key))];
  }
  throw new TypeError('SCAN did not answer with a cursor and an array of keys.');
}
