import { HybridCacheConfigurationError } from '../../errors/index.js';
import { type OptionReader, parseDuration } from '../../options/index.js';
import type { CacheEntryOptions } from '../cache-options.js';
import type { DecoratedEntryOptions } from '../decorators/cacheable-options.js';
import type { EntryType } from '../entry-type.js';
import { isOptionFunction, type OptionFunction } from './call-key.js';

const NAME = /^[A-Za-z0-9._-]+$/;

/** Options that all decorators of the cache read alike. */
export type CallOptions = DecoratedEntryOptions & {
  readonly key?: unknown;
  readonly condition?: unknown;
  readonly unless?: unknown;
  readonly varyBy?: unknown;
  readonly all?: unknown;
  readonly beforeInvocation?: unknown;
};

/**
 * What a decorator says of its entries, parsed once; `undefined` when it says nothing, so that calls
 * need not merge it with the defaults.
 *
 * @throws HybridCacheConfigurationError
 */
export function readEntryOptions(read: OptionReader<CallOptions>): CacheEntryOptions | undefined {
  const duration = (name: 'ttl' | 'localTtl'): number | undefined => {
    const value = read.value(name);
    return value === undefined ? undefined : parseDuration(read.pathOf(name), value);
  };
  const flag = (name: 'useLocal' | 'useRemote'): boolean | undefined =>
    read.value(name) === undefined ? undefined : read.boolean(name, true);
  const options = {
    ttl: duration('ttl'),
    localTtl: duration('localTtl'),
    useLocal: flag('useLocal'),
    useRemote: flag('useRemote'),
    type: entryType(read),
  };
  return Object.values(options).every(value => value === undefined) ? undefined : options;
}

/** @throws HybridCacheConfigurationError */
export function readFunction(
  read: OptionReader<CallOptions>,
  name: 'condition' | 'unless',
): OptionFunction | undefined {
  const value = read.value(name);
  if (value === undefined || isOptionFunction(value)) return value;
  throw read.error(name, 'a function that gives true or false');
}

/** @throws HybridCacheConfigurationError */
export function readCacheName(read: OptionReader<CallOptions>): string | undefined {
  return read.text('cache', NAME, 'the name of a cache, as given to forRoot()');
}

function entryType(read: OptionReader<CallOptions>): EntryType | undefined {
  const value = read.value('type');
  if (value === undefined || isEntryType(value)) return value;
  throw new HybridCacheConfigurationError(read.pathOf('type'), value, 'a class');
}

function isEntryType(value: unknown): value is EntryType {
  return typeof value === 'function' && typeof value.prototype === 'object';
}
