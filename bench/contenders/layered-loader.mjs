import { Loader } from 'layered-loader';
import { MAX_ENTRIES, TTL_MS } from './limits.mjs';

/** A Loader with its default in-memory cache (an LRU map), whose entries expire by `Date.now()`. */
export async function openLayeredLoader(entries) {
  const loader = new Loader({
    inMemoryCache: { ttlInMsecs: TTL_MS, maxItems: MAX_ENTRIES },
    dataSourceGetOneFn: async () => undefined,
  });
  await loader.init();
  for (const [key, value] of entries) await loader.forceSetValue(key, value);
  return loader;
}
