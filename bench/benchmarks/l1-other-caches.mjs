import { openHybridCache } from '../contenders/hybrid-cache.mjs';
import { openBentoCache, openCacheable, openCacheManager } from '../contenders/others.mjs';
import { payload } from '../fixtures/payload.mjs';

const KEY = 'product:1';

// Hits of the first tier against caches without a bar: how far apart designs are.
export async function* rows({ compare, redisUrl }) {
  const { cache, close } = await openHybridCache(redisUrl);
  await cache.set(KEY, payload());
  const ours = {
    label: 'get',
    run: async iterations => {
      for (let i = 0; i < iterations; i++) await cache.get(KEY);
    },
    result: () => cache.get(KEY),
  };

  const bento = openBentoCache();
  await bento.set({ key: KEY, value: payload() });
  yield await compare({
    name: 'L1 hit, get, BentoCache',
    ours,
    theirs: {
      label: 'bentocache get',
      run: async iterations => {
        for (let i = 0; i < iterations; i++) await bento.get({ key: KEY });
      },
      result: () => bento.get({ key: KEY }),
    },
  });

  const cacheable = openCacheable();
  await cacheable.set(KEY, payload());
  yield await compare({
    name: 'L1 hit, get, cacheable',
    ours,
    theirs: {
      label: 'cacheable get',
      run: async iterations => {
        for (let i = 0; i < iterations; i++) await cacheable.get(KEY);
      },
      result: () => cacheable.get(KEY),
    },
  });

  const manager = openCacheManager();
  await manager.set(KEY, payload());
  yield await compare({
    name: 'L1 hit, get, cache-manager',
    ours,
    theirs: {
      label: 'cache-manager get',
      run: async iterations => {
        for (let i = 0; i < iterations; i++) await manager.get(KEY);
      },
      result: () => manager.get(KEY),
    },
  });

  await close();
}
