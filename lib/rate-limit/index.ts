export {
  RateLimitExceededError,
  RateLimitExceededException,
  RateLimitUnavailableError,
} from './errors/index.js';
export type { LimitDecoratorOf, LimitedMethodDecorator } from './limit-decorators.js';
export { RateLimitGate } from './rate-limit-gate.js';
export type { RateLimitPolicy } from './rate-limit-policy.js';
export type { RateLimitResult } from './rate-limit-result.js';
export { type RateLimitCallOptions, RateLimiter } from './rate-limiter.service.js';
export { RateLimited } from './rate-limited.decorator.js';
export type {
  RateLimitedMethodOptions,
  RateLimitedOptions,
  RateLimitSubject,
} from './rate-limited-options.js';
