import { arg, defineScript, reply } from '../definition/index.js';
import { lua } from './lua.generated.js';
import { fields } from './reply-fields.js';
import { countUpTo, oneOf, optional, wholeNumber } from './types.js';

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
   * A lock with a limited time, which its holder can extend and give back.
   *
   * - KEYS: `key` of the lock
   * - ARGV: `token`, a value that only this holder knows; `ttl` in milliseconds, 0 where it is not
   *   used; `operation`: none or `acquire`, `extend`, `release`, `status`, `force`. `force`, which
   *   gives back a lock of somebody else, may also stand after an empty text.
   * - Reply: named fields
   *   - acquire: `acquired`, `ttl_ms`, and `extended` when the token had the lock already; or
   *     `owner`, `ttl_remaining_ms`
   *   - `extend`: `extended`, `ttl_ms`; or `current_owner`, which is `null` when nobody has it
   *   - `release`: `released`; or `current_owner`
   *   - `status`: `locked`, `owner`, `ttl_remaining_ms`
   *   - `force`: `unlocked`, `was_locked`, `old_value`
   * - Cost: O(1)
   */
  DistributedLock: defineScript({
    name: 'distributed_lock',
    keys: ['key'],
    args: {
      token: arg.any(),
      ttl: wholeNumber(0, Number.MAX_SAFE_INTEGER),
      operation: arg.list(oneOf('', 'acquire', 'extend', 'release', 'status', 'force')),
    },
    returns: fields(
      {
        acquired: reply.boolean(),
        extended: reply.boolean(),
        ttl_ms: reply.integer(),
        owner: reply.string(),
        ttl_remaining_ms: reply.integer(),
      },
      {
        extended: reply.boolean(),
        ttl_ms: reply.integer(),
        current_owner: reply.nullable(reply.string()),
      },
      { released: reply.boolean(), current_owner: reply.nullable(reply.string()) },
      { locked: reply.boolean(), owner: reply.string(), ttl_remaining_ms: reply.integer() },
      { unlocked: reply.boolean(), was_locked: reply.boolean(), old_value: reply.string() },
    ),
    lua: lua.distributedLock,
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
   * Allows so many calls in a window on average, and so many at most in any span of a window's
   * length. Calls that are denied do not count.
   *
   * - KEYS: `key` of the limit
   * - ARGV: `limit`, how many calls a window on average; `window` in seconds; `now`, which is not
   *   used: the clock is the server's; `burst`, how many calls at most in any one window
   *   (2 × `limit`)
   * - Reply: `0` when the call is denied; else how many were left, this one included: at least 1
   * - Cost: O(log `burst`), and a member of a sorted set for each call in the window
   */
  RateLimiter: defineScript({
    name: 'rate_limiter',
    keys: ['key'],
    args: {
      limit: countUpTo(Number.MAX_SAFE_INTEGER),
      window: countUpTo(MAX_WINDOW_SECONDS),
      now: arg.any(),
      burst: optional(countUpTo(Number.MAX_SAFE_INTEGER)),
    },
    returns: reply.integer(),
    lua: lua.rateLimiter,
  }),

  /**
   * Tells whether a call may be made: not for some time after too many have failed; then one is, to
   * see whether it fails. The breaker closes when that call succeeds, or no failure is heard of it
   * for the length of `timeout`. On a cluster, its keys must share a slot: give them one hash tag.
   *
   * - KEYS: `state`; `failures`, a counter to which callers add with INCR, and which they delete or
   *   set to 0 after a success. Or they leave it to `outcome`, which forgets failures `timeout` after
   *   the last one.
   * - ARGV: `threshold`, how many failures open it; `timeout` in seconds, how long it stays open;
   *   `outcome` of a call that was made, `success` or `failure`: left out to ask for a call
   * - Reply: `closed`: make the call; `open`: do not; `half-open`: make it, only you are let through
   * - Cost: O(1)
   */
  CircuitBreaker: defineScript({
    name: 'CircuitBreaker',
    keys: ['state', 'failures'],
    args: {
      threshold: countUpTo(Number.MAX_SAFE_INTEGER),
      timeout: countUpTo(MAX_WINDOW_SECONDS),
      outcome: optional(oneOf('', 'success', 'failure')),
    },
    returns: reply.string(),
    lua: lua.circuitBreaker,
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
