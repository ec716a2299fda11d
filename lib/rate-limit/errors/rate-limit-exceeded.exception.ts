import { HttpException, HttpStatus } from '@nestjs/common';
import type { RateLimitResult } from '../rate-limit-result.js';

/** A problem type (RFC 9457) that the draft of the RateLimit fields registers. */
const PROBLEM_TYPE = 'https://iana.org/assignments/http-problem-types#quota-exceeded';

/**
 * A request was over its limit: HTTP 429, and an error with that status in GraphQL. The body is a
 * problem (RFC 9457) that names the limit, with the members that Nest's own exceptions have.
 *
 * @publicApi
 */
export class RateLimitExceededException extends HttpException {
  readonly code = 'RATE_LIMIT_EXCEEDED';

  constructor(
    /** Name of the limit. */
    readonly policy: string,
    readonly result: RateLimitResult,
  ) {
    const status = HttpStatus.TOO_MANY_REQUESTS;
    super(
      {
        type: PROBLEM_TYPE,
        title: 'Too Many Requests',
        status,
        'violated-policies': [policy],
        statusCode: status,
        message: `The rate limit is used up. Try again in ${Math.ceil(result.retryAfter / 1000)} s.`,
      },
      status,
    );
  }
}
