import { Logger } from '@nestjs/common';
import { ScriptError } from '../errors/index.js';
import { RateLimitUnavailableError } from './errors/index.js';
import type { ResolvedRateLimitPolicy } from './rate-limit-policy.js';
import type { RateLimitResult } from './rate-limit-result.js';
import type { RateLimiter } from './rate-limiter.service.js';

/** That the server is away is said again after this long. */
const QUIET_MS = 60_000;

/** What decorators ask: the rate limiter, and what becomes of a call that it cannot count. */
export class RateLimitGate {
  readonly #limiter: RateLimiter;
  readonly #logger = new Logger('RateLimiter');
  readonly #anonymous = new Set<string>();
  #unavailableSaidAt = -Infinity;

  constructor(limiter: RateLimiter) {
    this.#limiter = limiter;
  }

  /**
   * Counts a call. Gives nothing when the server cannot, and the call may go on.
   *
   * @throws RateLimitUnavailableError when it may not
   */
  async check(
    subject: string,
    policy: ResolvedRateLimitPolicy,
    onUnavailable: 'allow' | 'deny',
  ): Promise<RateLimitResult | undefined> {
    try {
      return await this.#limiter.limit(subject, policy);
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      this.#reportUnavailable(error);
      if (onUnavailable === 'allow') return undefined;
      throw new RateLimitUnavailableError(policy.name, { cause: error });
    }
  }

  /** Says, once for each name, that clients are counted by their addresses. */
  reportAnonymous(name: string, by: unknown): void {
    if (this.#anonymous.has(name)) return;
    this.#anonymous.add(name);
    const what = typeof by === 'string' ? `'${by}'` : 'its function';
    this.#logger.warn(
      `The rate limit ${name} goes by ${what}, which gave nothing for a request: such requests are ` +
        "counted by the client's address.",
    );
  }

  #reportUnavailable(error: ScriptError): void {
    const now = Date.now();
    if (now - this.#unavailableSaidAt < QUIET_MS) return;
    this.#unavailableSaidAt = now;
    this.#logger.warn(
      `Rate limits cannot be checked: ${error.message} Calls are allowed, or where onUnavailable is ` +
        "'deny', denied.",
    );
  }
}
