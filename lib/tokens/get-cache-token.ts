import type { Abstract, InjectionToken, Type } from '@nestjs/common';

/**
 * Injection token of a service of one cache, as apps inject it: the class itself for the unnamed
 * cache, and a text for a named one.
 *
 * @publicApi
 */
export function getCacheToken<Service>(
  service: Type<Service> | Abstract<Service>,
  cache?: string,
): InjectionToken<Service> {
  return cache === undefined ? service : `${service.name}(${cache})`;
}

/**
 * Injection token of the same service in the core module, which is always global: what decorators
 * and `forFeature` reach it by, also where the module itself is not visible.
 */
export function getCoreToken(
  service: { readonly name: string },
  cache: string | undefined,
): string {
  return `HybridCacheCore:${service.name}(${cache ?? ''})`;
}

/** Injection token of the options of a cache. */
export function getOptionsToken(cache: string | undefined): string {
  return `HYBRID_CACHE_MODULE_OPTIONS(${cache ?? ''})`;
}
