export * from './errors/index.js';
export {
  type CacheEntryOptions,
  type CacheGetOptions,
  type CacheOptions,
  type EntryType,
  type FactoryContext,
  getHybridCacheToken,
  HybridCache,
  InjectHybridCache,
  JsonSerializer,
  PayloadTooLargeError,
  type Serializer,
  UnserializableValueError,
} from './cache/index.js';
export { HybridCacheModule } from './hybrid-cache.module.js';
export type {
  HybridCacheFeatureOptions,
  HybridCacheModuleAsyncOptions,
  HybridCacheModuleOptions,
  HybridCacheOptionsFactory,
} from './hybrid-cache.module-definition.js';
export type { Duration } from './options/index.js';
export type {
  ClientConnection,
  ClusterConnection,
  ConnectionOptions,
  OptionsConnection,
  UrlConnection,
} from './redis/index.js';
export { getCacheToken } from './tokens/index.js';
