import { type KeySpace, type RedisConnection, unlink } from '../redis/index.js';
import { compileScript, reply, type ScriptRunner } from '../scripting/index.js';
import { checkCost, type RateLimitPolicy, resolvePolicy } from './rate-limit-policy.js';
import type { RateLimitResult } from './rate-limit-result.js';
import { lua } from './scripts/lua.generated.js';
import { encodeSubject } from './subject-key.js';

const SLIDING_WINDOW = compileScript({
  name: 'rate-limit:sliding-window',
  lua: lua.slidingWindow,
  file: undefined,
  readOnly: false,
});

const STATUS = reply.tuple(
  reply.boolean(),
  reply.integer(),
  reply.integer(),
  reply.integer(),
  reply.integer(),
);

/**
 * What one call asks of a rate limit.
 *
 * @publicApi
 */
export interface RateLimitCallOptions {
  /** How much the call counts: a whole number from 1 to the limit. @default 1 */
  readonly cost?: number | undefined;
}

/**
 * Counts calls by subject, on the server: all processes of an app share the counts. The window is
 * exact: in no span of time of its length is more allowed than the limit.
 *
 * ```ts
 * const { allowed, retryAfter } = await rateLimiter.limit(user.id, {
 *   name: 'export', limit: 10, window: '1h',
 * });
 * ```
 *
 * @publicApi
 */
export class RateLimiter {
  readonly #connection: RedisConnection;
  readonly #runner: ScriptRunner;
  readonly #keySpace: KeySpace;

  constructor(connection: RedisConnection, runner: ScriptRunner, keySpace: KeySpace) {
    this.#connection = connection;
    this.#runner = runner;
    this.#keySpace = keySpace;
  }

  /**
   * Counts a call if the limit has room for it: one round trip, by the clock of the server.
   *
   * @param subject whose calls are counted together: the id of a user, an address, an API key
   * @throws HybridCacheConfigurationError, InvalidKeyError when something cannot be used
   * @throws ScriptError when the server could not count; ServerUnavailableError when it is away
   */
  async limit(
    subject: string,
    policy: RateLimitPolicy,
    { cost = 1 }: RateLimitCallOptions = {},
  ): Promise<RateLimitResult> {
    const { name, limit, window } = resolvePolicy(policy);
    const args = [limit, window, checkCost(cost, limit)];
    const key = this.#keyOf(name, subject);
    const [allowed, , remaining, retryAfter, reset] = await this.#runner.call(
      SLIDING_WINDOW,
      [key],
      args,
      'utf8',
      status => STATUS.decode(status),
    );
    return { allowed, limit, remaining, retryAfter, reset };
  }

  /**
   * Forgets what was counted for a subject.
   *
   * @throws HybridCacheConfigurationError, InvalidKeyError when something cannot be used
   * @throws ServerUnavailableError, ServerReplyError
   */
  async reset(subject: string, policy: RateLimitPolicy): Promise<void> {
    const { name } = resolvePolicy(policy);
    await unlink(this.#connection, [this.#keyOf(name, subject)]);
  }

  /** `myapp/limit:<name>:<subject>`. The name has no colon, so that no two pairs are the same. */
  #keyOf(name: string, subject: string): string {
    return this.#keySpace.feature('limit', `${name}:${encodeSubject(subject)}`);
  }
}
