import { Keyv, type KeyvOptions } from 'keyv';
import type { HybridCache } from '../hybrid-cache.service.js';
import { HybridKeyvStore } from './hybrid-keyv.store.js';

/**
 * Options of {@link createHybridKeyv}: those of Keyv that do not turn values into text.
 *
 * @publicApi
 */
export type HybridKeyvOptions = Pick<
  KeyvOptions,
  'emitErrors' | 'namespace' | 'stats' | 'throwOnErrors' | 'ttl'
>;

/**
 * A Keyv over a cache that keeps values as the cache itself does: its serializer writes them,
 * `HybridCache` reads what this Keyv set, and the other way round. Without a namespace, keys are the
 * same too.
 *
 * @publicApi
 */
export function createHybridKeyv<Value = unknown>(
  cache: HybridCache,
  options: HybridKeyvOptions = {},
): Keyv<Value> {
  const { namespace } = options;
  const keyv = new Keyv<Value>({
    ...options,
    store: new HybridKeyvStore(cache, { unwrap: true }),
    useKeyPrefix: Boolean(namespace),
  });
  // Given as options, these would be replaced by Keyv's defaults.
  keyv.namespace = namespace;
  keyv.serialize = undefined;
  keyv.deserialize = undefined;
  return keyv;
}
