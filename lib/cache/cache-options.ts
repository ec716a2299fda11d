import { HybridCacheConfigurationError } from '../errors/index.js';
import { type Duration, OptionReader, parseDuration } from '../options/index.js';
import type { EntryType } from './entry-type.js';
import { JsonSerializer, type Serializer } from './serializers/index.js';

/**
 * Defaults and limits of a cache.
 *
 * @publicApi
 */
export interface CacheOptions {
  /** How long an entry lives. `Infinity` for no end. @default '5m' */
  readonly ttl?: Duration | undefined;
  /** How long a process keeps its copy; never longer than the entry lives. @default as long as it lives */
  readonly localTtl?: Duration | undefined;
  /** Whether the first tier is used. @default true */
  readonly useLocal?: boolean | undefined;
  /** Whether the second tier is used. @default true */
  readonly useRemote?: boolean | undefined;
  /** The most entries that a process keeps. @default 10000 */
  readonly localMaxEntries?: number | undefined;
  /** The most bytes of entries that a process keeps, as serialized. @default 67108864 (64 MiB) */
  readonly localMaxBytes?: number | undefined;
  /** The longest key, in bytes of UTF-8, without the prefix. @default 1024 */
  readonly maxKeyBytes?: number | undefined;
  /** The largest value, in bytes as serialized. @default 1048576 (1 MiB) */
  readonly maxPayloadBytes?: number | undefined;
  /** How values become bytes in the second tier. @default JsonSerializer */
  readonly serializer?: Serializer | undefined;
}

/** {@link CacheOptions} with every default in its place; times in milliseconds. */
export interface ResolvedCacheOptions {
  readonly entry: ResolvedEntryOptions;
  readonly localMaxEntries: number;
  readonly localMaxBytes: number;
  readonly maxKeyBytes: number;
  readonly maxPayloadBytes: number;
  readonly serializer: Serializer;
}

/**
 * What a call says of its entry.
 *
 * @publicApi
 */
export interface CacheEntryOptions {
  /** How long the entry lives. `Infinity` for no end. @default `cache.ttl` of the module */
  readonly ttl?: Duration | undefined;
  /** How long a process keeps its copy; never longer than the entry lives. @default `cache.localTtl` */
  readonly localTtl?: Duration | undefined;
  /** Whether the first tier is read and written. @default true */
  readonly useLocal?: boolean | undefined;
  /** Whether the second tier is read and written. @default true */
  readonly useRemote?: boolean | undefined;
  /** Class of the value, or of the items of an array: it comes back as instances of it. */
  readonly type?: EntryType | undefined;
}

/**
 * What a read says.
 *
 * @publicApi
 */
export interface CacheGetOptions {
  /** Whether the first tier is asked. @default true */
  readonly useLocal?: boolean | undefined;
  /** Whether the second tier is asked. @default true */
  readonly useRemote?: boolean | undefined;
  /** Class of the value, or of the items of an array. */
  readonly type?: EntryType | undefined;
}

/** {@link CacheEntryOptions} with every default in its place; times in milliseconds. */
export interface ResolvedEntryOptions {
  readonly ttl: number;
  readonly localTtl: number;
  readonly useLocal: boolean;
  readonly useRemote: boolean;
  readonly type: EntryType | undefined;
}

/** @throws HybridCacheConfigurationError */
export function resolveCacheOptions(options: CacheOptions | undefined): ResolvedCacheOptions {
  const read = new OptionReader('cache', options);
  const resolved = {
    entry: {
      ttl: read.duration('ttl', 5 * 60_000),
      localTtl: read.duration('localTtl', Infinity),
      useLocal: read.boolean('useLocal', true),
      useRemote: read.boolean('useRemote', true),
      type: undefined,
    },
    localMaxEntries: read.integer('localMaxEntries', { min: 1 }, 10_000),
    localMaxBytes: read.integer('localMaxBytes', { min: 1 }, 64 * 1024 * 1024),
    maxKeyBytes: read.integer('maxKeyBytes', { min: 1 }, 1024),
    maxPayloadBytes: read.integer('maxPayloadBytes', { min: 1 }, 1024 * 1024),
    serializer: serializerOf(read.value('serializer')),
  };
  read.end();
  return resolved;
}

/** @throws HybridCacheConfigurationError */
export function resolveEntryOptions(
  options: CacheEntryOptions | undefined,
  defaults: ResolvedEntryOptions,
): ResolvedEntryOptions {
  if (options === undefined) return defaults;
  const { ttl, localTtl, useLocal, useRemote, type } = options;
  return {
    ttl: ttl === undefined ? defaults.ttl : parseDuration('ttl', ttl),
    localTtl: localTtl === undefined ? defaults.localTtl : parseDuration('localTtl', localTtl),
    useLocal: useLocal ?? defaults.useLocal,
    useRemote: useRemote ?? defaults.useRemote,
    type,
  };
}

function serializerOf(value: unknown): Serializer {
  if (value === undefined) return new JsonSerializer();
  if (isSerializer(value)) return value;
  throw new HybridCacheConfigurationError(
    'cache.serializer',
    value,
    'an object with name, serialize() and deserialize()',
  );
}

function isSerializer(value: unknown): value is Serializer {
  return (
    typeof value === 'object' &&
    value !== null &&
    'serialize' in value &&
    typeof value.serialize === 'function' &&
    'deserialize' in value &&
    typeof value.deserialize === 'function'
  );
}
