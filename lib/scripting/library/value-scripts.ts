import { arg, defineScript, reply } from '../definition/index.js';
import { lua } from './lua.generated.js';
import { exactInteger } from './types.js';

/** Scripts about one value. */
export const valueScripts = {
  /**
   * Reads a value and makes it live longer, as for a session that is in use.
   *
   * - KEYS: `key` of a string; any other type is refused (WRONGTYPE)
   * - ARGV: `ttl` in seconds, from now on
   * - Reply: the value, or `null` when there is none
   * - Cost: O(1)
   */
  GetAndExtendExpiration: defineScript({
    name: 'GetAndExtendExpiration',
    keys: ['key'],
    args: { ttl: arg.seconds() },
    returns: reply.nullable(reply.string()),
    lua: lua.getAndExtendExpiration,
  }),

  /**
   * Stores a value unless the key exists.
   *
   * - KEYS: `key`
   * - ARGV: `value`; `ttl` in seconds
   * - Reply: `1` when it was stored, `0` when the key existed
   * - Cost: O(1)
   */
  SetIfNotExists: defineScript({
    name: 'SetIfNotExists',
    keys: ['key'],
    args: { value: arg.any(), ttl: arg.seconds() },
    returns: reply.integer(),
    lua: lua.setIfNotExists,
  }),

  /**
   * Replaces a value, of whatever type, and its time to live, if the key exists.
   *
   * - KEYS: `key`
   * - ARGV: `value`; `ttl` in seconds, in place of the one the key had
   * - Reply: `1` when it was replaced, `0` when there was no key
   * - Cost: O(1)
   */
  SetIfExists: defineScript({
    name: 'SetIfExists',
    keys: ['key'],
    args: { value: arg.any(), ttl: arg.seconds() },
    returns: reply.integer(),
    lua: lua.setIfExists,
  }),

  /**
   * Replaces a value and its time to live, if the value is still the expected one, byte for byte.
   *
   * - KEYS: `key` of a string
   * - ARGV: `expected`; `value`, the new one; `ttl` in seconds
   * - Reply: `1` when it was replaced, `0` when there was another value, or none
   * - Cost: O(1)
   */
  CompareAndSwap: defineScript({
    name: 'CompareAndSwap',
    keys: ['key'],
    args: { expected: arg.any(), value: arg.any(), ttl: arg.seconds() },
    returns: reply.integer(),
    lua: lua.compareAndSwap,
  }),

  /**
   * Adds to a counter. A new one begins at 0 and expires; one that exists keeps the time to live it
   * has, or goes on without one.
   *
   * - KEYS: `key` of the counter
   * - ARGV: `by`, an integer; `ttl` in seconds, of a new counter
   * - Reply: the counter, as a number; as a bigint beyond 2^53, where a number would be rounded
   * - Cost: O(1)
   */
  IncrementWithExpiration: defineScript({
    name: 'IncrementWithExpiration',
    keys: ['key'],
    args: { by: arg.integer(), ttl: arg.seconds() },
    returns: exactInteger(),
    lua: lua.incrementWithExpiration,
  }),
} as const;
