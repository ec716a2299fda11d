export { CacheEvict } from './cache-evict.decorator.js';
export { CachePut } from './cache-put.decorator.js';
export { Cacheable } from './cacheable.decorator.js';
export type {
  HandlerCallOptions,
  HandlerEvictOptions,
  MethodCallOptions,
  MethodEvictOptions,
  VaryBy,
  VaryingOptions,
} from './cacheable-options.js';
export type { AsyncMethodDecorator, DecoratorOfKey, ResultDecorator } from './method-decorators.js';
