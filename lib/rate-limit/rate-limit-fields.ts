import type { ResolvedRateLimitPolicy } from './rate-limit-policy.js';
import type { RateLimitResult } from './rate-limit-result.js';

/** What a response says of a limit: the fields of the IETF draft, and when to come again. */
export function rateLimitFields(
  { name, limit, window }: ResolvedRateLimitPolicy,
  { allowed, remaining, retryAfter, reset }: RateLimitResult,
): Record<string, string> {
  const wait = toSeconds(allowed ? reset : retryAfter);
  const fields = {
    'RateLimit-Policy': `"${name}";q=${limit};w=${toSeconds(window)}`,
    RateLimit: `"${name}";r=${remaining};t=${wait}`,
  };
  return allowed ? fields : { ...fields, 'Retry-After': String(wait) };
}

/** Rounded up, since a client that came too early would be denied again. */
function toSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
