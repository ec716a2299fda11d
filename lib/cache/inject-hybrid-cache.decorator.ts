import { Inject, type InjectionToken } from '@nestjs/common';
import { getCacheToken } from '../tokens/index.js';
import { HybridCache } from './hybrid-cache.service.js';

/**
 * Injection token of a cache: the class itself for the unnamed one.
 *
 * @publicApi
 */
export function getHybridCacheToken(name?: string): InjectionToken<HybridCache> {
  return getCacheToken(HybridCache, name);
}

/**
 * Injects a cache by its name. The unnamed one is injected by its type.
 *
 * @publicApi
 */
export function InjectHybridCache(name?: string): PropertyDecorator & ParameterDecorator {
  return Inject(getHybridCacheToken(name));
}
