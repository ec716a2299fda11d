import { addStep } from '../../context/index.js';
import { CacheEvictStep } from '../calls/cache-evict.step.js';
import type { HandlerEvictOptions, MethodEvictOptions } from './cacheable-options.js';
import type { AsyncMethodDecorator, DecoratorOfKey } from './method-decorators.js';

/**
 * Removes entries after the method succeeded: those of `key`, one or several, or `all` of the cache.
 * A method may have several of it.
 *
 * ```ts
 * @Delete(':id')
 * @CacheEvict({ key: ['city:{params.id}', 'cities'] })
 * remove(@Param('id') id: string): Promise<void> { … }
 * ```
 *
 * When the second tier could not be told, the call rejects although the method succeeded: a value
 * that is no longer true must not go on being served in silence.
 *
 * @throws HybridCacheConfigurationError while the class is decorated, when an option cannot be used
 * @throws NotInjectedError at the call, on an object that Nest did not make from its class
 * @throws ServerUnavailableError, ServerReplyError at the call, when an entry could not be removed
 * @publicApi
 */
export function CacheEvict<const Key extends string = string>(
  options: HandlerEvictOptions<Key>,
): DecoratorOfKey<Key, unknown>;
export function CacheEvict<Args extends readonly unknown[], This = unknown>(
  options: MethodEvictOptions<Args, This>,
): AsyncMethodDecorator<Args, unknown, This>;
export function CacheEvict(options: object): MethodDecorator {
  return (target, key, descriptor) => {
    addStep(new CacheEvictStep(options, key), target, key, descriptor);
  };
}
