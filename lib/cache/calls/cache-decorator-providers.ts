import type { FactoryProvider } from '@nestjs/common';
import { KeySpace } from '../../redis/index.js';
import { getCoreToken } from '../../tokens/index.js';
import { HybridCache } from '../hybrid-cache.service.js';
import { CacheCalls } from './cache-calls.js';

/** What the decorators of a cache need of the core module. */
export function cacheDecoratorProviders(cache: string | undefined): FactoryProvider[] {
  return [
    {
      provide: getCoreToken(CacheCalls, cache),
      useFactory: (hybridCache: HybridCache, keySpace: KeySpace) =>
        new CacheCalls(hybridCache, keySpace),
      inject: [getCoreToken(HybridCache, cache), getCoreToken(KeySpace, cache)],
    },
  ];
}
