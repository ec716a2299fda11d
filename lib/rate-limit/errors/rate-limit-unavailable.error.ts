import { HybridCacheError } from '../../errors/index.js';

/**
 * The server could not count a call, and `onUnavailable` says that it must not go on then. The cause
 * says why it could not. (HTTP and GraphQL handlers answer 503 instead.)
 *
 * @publicApi
 */
export class RateLimitUnavailableError extends HybridCacheError {
  readonly code = 'RATE_LIMIT_UNAVAILABLE';

  // As in RateLimitExceededError; the message is not for clients.
  readonly statusCode = 503;
  readonly status = 503;
  readonly expose = false;

  constructor(
    /** Name of the limit. */
    readonly policy: string,
    options?: ErrorOptions,
  ) {
    super(
      `The rate limit ${policy} could not be checked, so the call was denied. See the cause; ` +
        "onUnavailable: 'allow' would have let it pass.",
      options,
    );
  }
}
