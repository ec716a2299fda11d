export {
  type CacheEntryOptions,
  type CacheGetOptions,
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
export { cacheDecoratorProviders } from './calls/cache-decorator-providers.js';
export { createHybridCache } from './create-hybrid-cache.js';
export {
  type AsyncMethodDecorator,
  Cacheable,
  CacheEvict,
  CachePut,
  type DecoratorOfKey,
  type HandlerCallOptions,
  type HandlerEvictOptions,
  type MethodCallOptions,
  type MethodEvictOptions,
  type ResultDecorator,
  type VaryBy,
  type VaryingOptions,
} from './decorators/index.js';
export type { EntryType } from './entry-type.js';
export { PayloadTooLargeError, UnserializableValueError } from './errors/index.js';
export type { FactoryContext } from './factory-context.js';
export { HybridCache } from './hybrid-cache.service.js';
export { getHybridCacheToken, InjectHybridCache } from './inject-hybrid-cache.decorator.js';
export { JsonSerializer, type Serializer } from './serializers/index.js';
