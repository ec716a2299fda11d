import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { createCache } from 'cache-manager';
import { Cacheable } from 'cacheable';
import { MAX_ENTRIES, TTL_MS } from './limits.mjs';

/** BentoCache's memory driver by reference: its default serializes at every read. */
export function openBentoCache() {
  const memory = memoryDriver({ maxItems: MAX_ENTRIES, serialize: false });
  return new BentoCache({
    default: 'memory',
    ttl: TTL_MS,
    stores: { memory: bentostore().useL1Layer(memory) },
  });
}

/** Cacheable with the in-memory store that it comes with. */
export function openCacheable() {
  return new Cacheable({ ttl: TTL_MS });
}

/** cache-manager with the in-memory store that it comes with. */
export function openCacheManager() {
  return createCache({ ttl: TTL_MS });
}
