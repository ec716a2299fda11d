import { arg, defineScript, reply } from '../definition/index.js';
import { lua } from './lua.generated.js';
import { named } from './reply-fields.js';
import { countUpTo, exactInteger, flag } from './types.js';

/** Scripts that count, and keep what is counted. */
export const counterScripts = {
  /**
   * Adds to a counter. One that does not exist begins at 0; one that exists keeps its time to live.
   *
   * - KEYS: `counter`
   * - ARGV: `increment`, an integer
   * - Reply: the counter, as a number; as a bigint beyond 2^53, where a number would be rounded
   * - Cost: O(1)
   */
  Increment: defineScript({
    name: 'increment',
    keys: ['counter'],
    args: { increment: arg.integer() },
    returns: exactInteger(),
    lua: lua.increment,
  }),

  /**
   * Adds to a counter that exists, and makes it live longer. Where there is none, none is made.
   *
   * - KEYS: `counter`
   * - ARGV: `by`, an integer; `ttl` in seconds, from now on
   * - Reply: the counter, or `null`; as a bigint beyond 2^53, where a number would be rounded
   * - Cost: O(1)
   */
  IncrementIfExists: defineScript({
    name: 'IncrementIfExists',
    keys: ['counter'],
    args: { by: arg.integer(), ttl: arg.seconds() },
    returns: reply.nullable(exactInteger()),
    lua: lua.incrementIfExists,
  }),

  /**
   * Adds 1 to a counter. It begins at 1, again when it would exceed its max, and expires counted
   * from there.
   *
   * - KEYS: `counter`
   * - ARGV: `ttl` in seconds, of a counter that begins; `max`, what it counts up to
   * - Reply: the counter
   * - Cost: O(1)
   */
  IncrementOrReset: defineScript({
    name: 'IncrementOrReset',
    keys: ['counter'],
    args: { ttl: arg.seconds(), max: countUpTo(Number.MAX_SAFE_INTEGER) },
    returns: reply.integer(),
    lua: lua.incrementOrReset,
  }),

  /**
   * Sets the score of a member of a leaderboard, and tells where it stands.
   *
   * - KEYS: `board`, a sorted set
   * - ARGV: `score`; `member`; `ttl` of the whole leaderboard in seconds, from now on
   * - Reply: `rank`, 0 for the highest score; `score`
   * - Cost: O(log N)
   */
  UpdateLeaderboard: defineScript({
    name: 'UpdateLeaderboard',
    keys: ['board'],
    args: { score: arg.number(), member: arg.any(), ttl: arg.seconds() },
    returns: named({ rank: reply.integer(), score: reply.number() }),
    lua: lua.updateLeaderboard,
  }),

  /**
   * Updates the user and the last activity of a session, and counts it as an activity if asked to.
   *
   * - KEYS: `session`, a hash
   * - ARGV: `user_id`; `username`; `increment_activity`: true or false
   * - Reply: `user_id`, `username`, `activity_count`, `last_activity` in seconds
   * - Cost: O(1)
   */
  UpdateSession: defineScript({
    name: 'session_update',
    keys: ['session'],
    args: { user_id: arg.any(), username: arg.any(), increment_activity: flag() },
    returns: named({
      user_id: reply.string(),
      username: reply.string(),
      activity_count: reply.integer(),
      last_activity: reply.integer(),
    }),
    lua: lua.updateSession,
  }),
} as const;
