export { createCacheManager } from './create-cache-manager.js';
export { createHybridKeyv, type HybridKeyvOptions } from './create-hybrid-keyv.js';
export { HybridKeyvStore, type HybridKeyvStoreOptions } from './hybrid-keyv.store.js';
