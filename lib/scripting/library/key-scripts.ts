import { arg, defineScript, key, reply } from '../definition/index.js';
import { deleteByPattern } from './delete-by-pattern.js';
import { lua } from './lua.generated.js';

/** Scripts about several keys. On a cluster these must share a slot: give them one hash tag. */
export const keyScripts = {
  /**
   * Reads several values at one moment.
   *
   * - KEYS: any number of `keys`
   * - ARGV: none
   * - Reply: an array in the order of the keys: the value, or `null` where there is none or no string
   * - Cost: O(N)
   */
  GetMultiple: defineScript({
    name: 'GetMultiple',
    keys: [key.list('keys')],
    returns: reply.list(reply.nullable(reply.string())),
    readOnly: true,
    lua: lua.getMultiple,
  }),

  /**
   * Stores several values with the same time to live, all or none.
   *
   * - KEYS: any number of `keys`
   * - ARGV: as many `values`, in the same order; `ttl` in seconds
   * - Reply: how many were stored
   * - Cost: O(N)
   */
  SetMultiple: defineScript({
    name: 'SetMultiple',
    keys: [key.list('keys')],
    args: { values: arg.list(arg.any()), ttl: arg.seconds() },
    returns: reply.integer(),
    lua: lua.setMultiple,
  }),

  /**
   * Reads a value, and makes it and the keys that belong to it live longer. Where there is no value,
   * nothing is touched.
   *
   * - KEYS: `key` of a string; any number of `related` keys, of any type
   * - ARGV: `ttl` in seconds, from now on
   * - Reply: the value, or `null` when there is none
   * - Cost: O(N)
   */
  GetAndRefreshRelated: defineScript({
    name: 'GetAndRefreshRelated',
    keys: ['key', key.list('related')],
    args: { ttl: arg.seconds() },
    returns: reply.nullable(reply.string()),
    lua: lua.getAndRefreshRelated,
  }),

  /**
   * Removes the keys that match a glob pattern, on all masters of a cluster. Not one script, and so
   * not atomic: a walk in short steps that leaves the server free for others. A key that is made
   * meanwhile may stay.
   *
   * - KEYS: `pattern`, such as `user:*`; the key prefix goes in front of it
   * - ARGV: `batch`, from 1 to 10000: about how many keys one step looks at
   * - Reply: how many keys were removed
   * - Cost: O(all keys of the server), in steps of O(`batch`)
   */
  DeleteByPattern: deleteByPattern,
} as const;
