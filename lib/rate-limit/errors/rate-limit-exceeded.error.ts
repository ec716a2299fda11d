import { HybridCacheError } from '../../errors/index.js';
import type { RateLimitResult } from '../rate-limit-result.js';

/**
 * A call was over its limit, where there is no HTTP response to say so: a method of a provider, a
 * message handler. {@link result} says when to try again.
 *
 * @publicApi
 */
export class RateLimitExceededError extends HybridCacheError {
  readonly code = 'RATE_LIMIT_EXCEEDED';

  // The signature of `http-errors`, by which Nest answers 429 instead of 500 when a provider throws
  // it in an HTTP request and nobody catches it.
  readonly statusCode = 429;
  readonly status = 429;
  readonly expose = true;

  constructor(
    /** Name of the limit. */
    readonly policy: string,
    readonly result: RateLimitResult,
    options?: ErrorOptions,
  ) {
    super(
      `The rate limit ${policy} (${result.limit}) is used up. Try again in ${result.retryAfter} ms.`,
      options,
    );
  }
}
