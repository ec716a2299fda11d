import { HybridCacheError } from './hybrid-cache.error.js';

/**
 * A key cannot be used: not a string, too long, or not well-formed Unicode (such keys would become
 * equal when they are written as UTF-8).
 *
 * @publicApi
 */
export class InvalidKeyError extends HybridCacheError {
  readonly code = 'INVALID_KEY';
}
