import { addStep } from '../../context/index.js';
import { CachePutStep } from '../calls/cache-put.step.js';
import type { HandlerCallOptions, MethodCallOptions } from './cacheable-options.js';
import type { AsyncMethodDecorator, DecoratorOfKey } from './method-decorators.js';

/** A `key` that must be given. */
type WithKey<Options extends { readonly key?: unknown }> = Options & {
  readonly key: NonNullable<Options['key']>;
};

/**
 * Runs the method always, and stores what it gives under `key`, in place of what was there.
 *
 * ```ts
 * @Patch(':id')
 * @CachePut({ key: 'city:{params.id}', ttl: '10m' })
 * rename(@Param('id') id: string, @Body() change: Rename): Promise<City> { … }
 * ```
 *
 * When the result cannot be stored, the method's caller still gets it, and the log says why.
 *
 * @throws HybridCacheConfigurationError while the class is decorated, when an option cannot be used
 * @throws NotInjectedError at the call, on an object that Nest did not make from its class
 * @publicApi
 */
export function CachePut<const Key extends string = string, Result = unknown>(
  options: WithKey<HandlerCallOptions<Key, Result>>,
): DecoratorOfKey<Key, Result>;
export function CachePut<Args extends readonly unknown[], Result = unknown, This = unknown>(
  options: WithKey<MethodCallOptions<Args, Result, This>>,
): AsyncMethodDecorator<Args, Result, This>;
export function CachePut(options: object): MethodDecorator {
  return (target, key, descriptor) => {
    addStep(new CachePutStep(options, key), target, key, descriptor);
  };
}
