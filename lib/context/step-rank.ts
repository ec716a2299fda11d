/**
 * In which order the decorators of one method do their work, whatever their order in the text: the
 * lowest goes first, and around all others. A call that is over its limit is refused before the
 * cache is asked.
 */
export const STEP_RANK = {
  rateLimit: 100,
  cacheEvict: 200,
  cachePut: 300,
  cacheable: 400,
  circuitBreaker: 500,
  lock: 600,
} as const;
