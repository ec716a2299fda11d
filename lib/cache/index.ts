export {
  type CacheEntryOptions,
  type CacheOptions,
  type ResolvedCacheOptions,
  resolveCacheOptions,
} from './cache-options.js';
export {
  createCacheManager,
  createHybridKeyv,
  type HybridKeyvOptions,
  HybridKeyvStore,
  type HybridKeyvStoreOptions,
} from './cache-manager/index.js';
export { createHybridCache } from './create-hybrid-cache.js';
export type { EntryType } from './entry-type.js';
export { PayloadTooLargeError, UnserializableValueError } from './errors/index.js';
export type { FactoryContext } from './factory-context.js';
export { type CacheGetOptions, HybridCache } from './hybrid-cache.service.js';
export { getHybridCacheToken, InjectHybridCache } from './inject-hybrid-cache.decorator.js';
export { JsonSerializer, type Serializer } from './serializers/index.js';
