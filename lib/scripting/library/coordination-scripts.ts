import { arg, defineScript, reply } from '../definition/index.js';
import { lua } from './lua.generated.js';
import { countUpTo } from './types.js';

/** About 30 years: with it, times in microseconds stay exact. */
const MAX_WINDOW_SECONDS = 1_000_000_000;

/** Scripts by which instances of an app come to an agreement. */
export const coordinationScripts = {
  /**
   * Takes a lock that is free, for a limited time.
   *
   * - KEYS: `key` of the lock
   * - ARGV: `token`, a value that only this holder knows; `ttl` in seconds, after which the lock is
   *   free again
   * - Reply: `1` when it was taken, `0` when somebody has it
   * - Cost: O(1)
   */
  AcquireLock: defineScript({
    name: 'AcquireLock',
    keys: ['key'],
    args: { token: arg.any(), ttl: arg.seconds() },
    returns: reply.integer(),
    lua: lua.acquireLock,
  }),

  /**
   * Gives a lock back, if it is still the holder's.
   *
   * - KEYS: `key` of the lock
   * - ARGV: `token`, the one it was taken with
   * - Reply: `1` when it was given back, `0` when it had expired or somebody else has it
   * - Cost: O(1)
   */
  ReleaseLock: defineScript({
    name: 'ReleaseLock',
    keys: ['key'],
    args: { token: arg.any() },
    returns: reply.integer(),
    lua: lua.releaseLock,
  }),

  /**
   * Allows so many calls in any span of time of a given length. Calls that are denied do not count.
   *
   * - KEYS: `key` of the window
   * - ARGV: `max`, how many calls are allowed; `window` in seconds; `timestamp`, which is not used:
   *   the clock is the server's, since those of clients differ
   * - Reply: `1` when the call is allowed, `0` when it is denied
   * - Cost: O(log `max`), and a member of a sorted set for each call in the window
   */
  RateLimitSlidingWindow: defineScript({
    name: 'RateLimitSlidingWindow',
    keys: ['key'],
    args: {
      max: countUpTo(Number.MAX_SAFE_INTEGER),
      window: countUpTo(MAX_WINDOW_SECONDS),
      timestamp: arg.any(),
    },
    returns: reply.integer(),
    lua: lua.rateLimitSlidingWindow,
  }),

  /**
   * Appends to a list that keeps its newest entries only. `LRANGE 0 -1` reads them, the oldest first.
   *
   * - KEYS: `key` of the list
   * - ARGV: `value`; `max`, how many entries are kept; `ttl` of the whole list in seconds, from now on
   * - Reply: how many entries the list has now
   * - Cost: O(1), and O(N) when `max` has become N less
   */
  AppendToLimitedList: defineScript({
    name: 'AppendToLimitedList',
    keys: ['key'],
    args: { value: arg.any(), max: countUpTo(Number.MAX_SAFE_INTEGER), ttl: arg.seconds() },
    returns: reply.integer(),
    lua: lua.appendToLimitedList,
  }),
} as const;
