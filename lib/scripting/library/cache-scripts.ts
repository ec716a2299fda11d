import { arg, defineScript, reply } from '../definition/index.js';
import { lua } from './lua.generated.js';
import { fields, named } from './reply-fields.js';
import { oneOf, optional } from './types.js';

/** Scripts for what a cache is asked for beyond one value and its time to live. */
export const cacheScripts = {
  /**
   * A cache of limited size: when it is full, what was not used for longest goes. On a cluster, its
   * keys must share a slot: give them one hash tag.
   *
   * - KEYS: `entry`, whose name is used, and where nothing is stored; `log`, a sorted set; `stats`, a
   *   hash, which holds the entries as well
   * - ARGV: `operation`; `now`, which is not used: the clock is the server's; then `values`:
   *   - `SET`: `value`; `ttl` in seconds; `max_entries` (1000)
   *   - `GET`, `DELETE`, `STATS`, `CLEAR`: none
   * - Reply: named fields
   *   - `GET`: `hit`, `data`
   *   - `SET`: `set`, `ttl_seconds`
   *   - `DELETE`: `deleted`
   *   - `STATS`: `hits`, `misses`, `sets`, `deletes`, `evictions` since the last CLEAR; `size`, how
   *     many entries live; `hit_rate`, from 0 to 1
   *   - `CLEAR`: `cleared`, `entries_cleared`
   * - Cost: O(log N); SET also for each entry that goes, to 1000 expired and 1000 others; CLEAR O(1),
   *   since the memory is freed in the background
   */
  SmartCache: defineScript({
    name: 'smart_cache',
    keys: ['entry', 'log', 'stats'],
    args: {
      operation: oneOf('GET', 'SET', 'DELETE', 'STATS', 'CLEAR'),
      now: arg.any(),
      values: arg.list(arg.any()),
    },
    returns: fields(
      { hit: reply.boolean(), data: reply.string() },
      { set: reply.boolean(), ttl_seconds: reply.integer() },
      { deleted: reply.boolean() },
      {
        hits: reply.integer(),
        misses: reply.integer(),
        sets: reply.integer(),
        deletes: reply.integer(),
        evictions: reply.integer(),
        size: reply.integer(),
        hit_rate: reply.number(),
      },
      { cleared: reply.boolean(), entries_cleared: reply.integer() },
    ),
    lua: lua.smartCache,
  }),

  /**
   * Reads a value, and tells whether the caller should compute it anew: when there is none; and now
   * and then before it expires, the more likely the nearer that is, so that not all callers find it
   * gone at once.
   *
   * - KEYS: `key` of a string
   * - ARGV: `delta`, how long it takes to compute the value, in seconds (not its time to live);
   *   `beta`: 1, more to refresh earlier, less to refresh later; `now`, which is not used: the server
   *   knows what is left of the time to live; `random`, above 0 and up to 1, which is added when it is
   *   left out
   * - Reply: `value`, or `null` when there is none; `refresh`
   * - Cost: O(1)
   */
  XFetch: defineScript({
    name: 'XFetch',
    keys: ['key'],
    args: {
      delta: arg.number(),
      beta: arg.number(),
      now: arg.any(),
      random: optional(arg.number(), () => 1 - Math.random()),
    },
    returns: named({ value: reply.nullable(reply.string()), refresh: reply.boolean() }),
    readOnly: true,
    lua: lua.xFetch,
  }),
} as const;
