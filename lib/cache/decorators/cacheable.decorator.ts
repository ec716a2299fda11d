import { addStep } from '../../context/index.js';
import { CacheableStep } from '../calls/cacheable.step.js';
import type { HandlerCallOptions, MethodCallOptions, VaryingOptions } from './cacheable-options.js';
import type { AsyncMethodDecorator, DecoratorOfKey } from './method-decorators.js';

/**
 * Answers calls of a method from the cache, and stores what the method gives when it has to run.
 * However many equal calls come at the same time, it runs once in this process.
 *
 * It stands on handlers of controllers (HTTP, RPC, GraphQL), where it works as an interceptor, after
 * guards, and on methods of any provider that Nest makes from its class. Such a method must give a
 * promise.
 *
 * ```ts
 * @Get(':id')
 * @Cacheable({ key: 'city:{params.id}', ttl: '10m' })
 * findOne(@Param('id') id: string): Promise<City> { … }
 *
 * @Cacheable({ key: (id: string) => `city:${id}`, unless: city => city === null })
 * async load(id: string): Promise<City | null> { … }
 * ```
 *
 * A request that carries credentials is cached only when `key` or `varyBy` is given. A server that
 * is away, a key that is not usable and a value that cannot be stored never fail a call: the method
 * runs, and the log says why.
 *
 * @throws HybridCacheConfigurationError while the class is decorated, when an option cannot be used
 * @throws NotInjectedError at the call, on an object that Nest did not make from its class
 * @throws UnkeyableValueError at the call of a method that is no handler, without `key`, when its
 * arguments are no plain data
 * @publicApi
 */
export function Cacheable<const Key extends string = string, Result = unknown>(
  options?: HandlerCallOptions<Key, Result> & VaryingOptions,
): DecoratorOfKey<Key, Result>;
export function Cacheable<Args extends readonly unknown[], Result = unknown, This = unknown>(
  options: MethodCallOptions<Args, Result, This>,
): AsyncMethodDecorator<Args, Result, This>;
export function Cacheable(options: object = {}): MethodDecorator {
  return (target, key, descriptor) => {
    addStep(new CacheableStep(options, key), target, key, descriptor);
  };
}
