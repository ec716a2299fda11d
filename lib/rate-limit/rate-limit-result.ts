/**
 * What a rate limit says of one call.
 *
 * @publicApi
 */
export interface RateLimitResult {
  /** Whether the call may go on. It was counted then; one that may not was not. */
  readonly allowed: boolean;
  /** How much is allowed in a window. */
  readonly limit: number;
  /** How much of it is left now. */
  readonly remaining: number;
  /** Milliseconds until the same call would be allowed; 0 when it was. */
  readonly retryAfter: number;
  /** Milliseconds until the whole limit is there again, if nothing more is counted. */
  readonly reset: number;
}
