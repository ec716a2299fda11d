import { type Cache, createCache } from 'cache-manager';
import { HybridCacheError } from '../../errors/index.js';
import type { HybridCache } from '../hybrid-cache.service.js';
import { Reporter } from '../reporter.js';
import { createHybridKeyv } from './create-hybrid-keyv.js';

/**
 * A cache-manager whose one store is the cache.
 *
 * @param ttl milliseconds that a value lives when its `set` does not say; Infinity for no end
 */
export function createCacheManager(cache: HybridCache, ttl: number): Cache {
  const keyv = createHybridKeyv(cache);
  const reporter = new Reporter();
  // cache-manager goes on as if nothing had happened, and nobody would ever know.
  keyv.on('error', (error: unknown) => {
    const subject = error instanceof HybridCacheError ? error.code : String(error);
    reporter.warn(subject, `A call of the cache manager had no effect. ${String(error)}`);
  });
  return createCache({ stores: [keyv], ...(ttl !== Infinity && { ttl }) });
}
