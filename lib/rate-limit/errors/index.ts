export { RateLimitExceededError } from './rate-limit-exceeded.error.js';
export { RateLimitExceededException } from './rate-limit-exceeded.exception.js';
export { RateLimitUnavailableError } from './rate-limit-unavailable.error.js';
