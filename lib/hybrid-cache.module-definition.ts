import type {
  FactoryProvider,
  InjectionToken,
  ModuleMetadata,
  Provider,
  Type,
} from '@nestjs/common';
import {
  type CacheOptions,
  type ResolvedCacheOptions,
  resolveCacheOptions,
} from './cache/index.js';
import { HybridCacheConfigurationError } from './errors/index.js';
import { type Duration, OptionReader } from './options/index.js';
import { checkConnection, type ConnectionOptions } from './redis/index.js';
import type { ScriptDefinition } from './scripting/index.js';
import { getOptionsToken } from './tokens/index.js';

/**
 * Options of {@link HybridCacheModule}.
 *
 * @publicApi
 */
export interface HybridCacheModuleOptions {
  /** `false`: every read is a miss and nothing is stored. Scripts still run. @default true */
  readonly enabled?: boolean | undefined;
  /** Whether the services can be injected in every module. @default true */
  readonly isGlobal?: boolean | undefined;
  /** Name of this cache, when an app has several. @default the unnamed one */
  readonly name?: string | undefined;
  /**
   * What the keys of this cache begin with: `myapp` makes `user:1` the key `myapp:user:1`. Letters,
   * digits, `.`, `_` and `-`, so that no prefix and key can look like another prefix and key.
   *
   * @default no prefix: keys are used as they are, and `clear()` empties the database
   */
  readonly keyPrefix?: string | undefined;
  /** Where the second tier and the scripts live. @default the embedded engine in this process */
  readonly connection?: ConnectionOptions | undefined;
  /** How long a command may take before it fails with ServerUnavailableError. @default 500 */
  readonly commandTimeout?: Duration | undefined;
  /** Defaults and limits of the cache. */
  readonly cache?: CacheOptions | undefined;
}

/**
 * A class that makes the options, for `useClass` and `useExisting`.
 *
 * @publicApi
 */
export interface HybridCacheOptionsFactory {
  createHybridCacheOptions(): HybridCacheModuleOptions | Promise<HybridCacheModuleOptions>;
}

type OptionsProvider = FactoryProvider<HybridCacheModuleOptions>;

/**
 * Options of {@link HybridCacheModule.forRootAsync}: one of `useFactory`, `useClass`, `useExisting`.
 *
 * @publicApi
 */
export interface HybridCacheModuleAsyncOptions {
  /** Whether the services can be injected in every module. @default true */
  readonly isGlobal?: boolean | undefined;
  /** Name of this cache, when an app has several. @default the unnamed one */
  readonly name?: string | undefined;
  /** Modules that export what `inject` or `useExisting` names. */
  readonly imports?: ModuleMetadata['imports'] | undefined;
  /** What `useFactory` is called with. */
  readonly inject?: OptionsProvider['inject'] | undefined;
  readonly useFactory?: OptionsProvider['useFactory'] | undefined;
  readonly useClass?: Type<HybridCacheOptionsFactory> | undefined;
  readonly useExisting?: InjectionToken | undefined;
}

/**
 * What {@link HybridCacheModule.forFeature} registers.
 *
 * @publicApi
 */
export interface HybridCacheFeatureOptions {
  /** Scripts, which can then be injected with `@InjectScript`. */
  readonly scripts?: readonly ScriptDefinition[] | undefined;
  /** Folders of `.lua` files: each is a script by the name of its file. */
  readonly directories?: readonly (string | URL)[] | undefined;
  /** Name of the cache on whose connection they run. @default the unnamed one */
  readonly cache?: string | undefined;
}

/** Module options with every default in its place. */
export interface ResolvedModuleOptions {
  readonly isEnabled: boolean;
  readonly keyPrefix: string | undefined;
  readonly connection: ConnectionOptions;
  readonly commandTimeout: number;
  readonly cache: ResolvedCacheOptions;
}

const NAME = /^[A-Za-z0-9._-]+$/;
const NAME_ALLOWED = "letters, digits, '.', '_' and '-', at least one";

/**
 * Checks everything that can be checked before a connection is made.
 *
 * @throws HybridCacheConfigurationError
 */
export function resolveModuleOptions(
  options: HybridCacheModuleOptions | undefined,
  name: string | undefined,
): ResolvedModuleOptions {
  const read = new OptionReader<HybridCacheModuleOptions>('', options);
  const ownName = read.text('name', NAME, NAME_ALLOWED);
  if (ownName !== undefined && ownName !== name) {
    throw read.error('name', `given to forRootAsync itself (${String(name)} there)`);
  }
  read.boolean('isGlobal', true);
  const resolved = {
    isEnabled: read.boolean('enabled', true),
    keyPrefix: read.text('keyPrefix', NAME, NAME_ALLOWED),
    connection: checkConnection(read.value('connection')),
    commandTimeout: read.duration('commandTimeout', 500),
    cache: resolveCacheOptions(options?.cache),
  };
  read.value('cache');
  read.end();
  return resolved;
}

/** The provider of a cache's options, by whichever way the app gives them. */
export function optionsProviders(options: HybridCacheModuleAsyncOptions): Provider[] {
  const { name, useFactory, useClass, useExisting } = options;
  const given = Object.entries({ useFactory, useClass, useExisting })
    .filter(([, way]) => way !== undefined)
    .map(([way]) => way);
  if (given.length !== 1) {
    throw new HybridCacheConfigurationError(
      'forRootAsync()',
      given,
      'given one of useFactory, useClass and useExisting',
    );
  }
  const provide = getOptionsToken(name);
  if (useFactory !== undefined) return [{ provide, useFactory, inject: options.inject ?? [] }];
  const factory = useExisting ?? useClass ?? provide;
  const fromFactory: OptionsProvider = {
    provide,
    useFactory: (service: HybridCacheOptionsFactory) => service.createHybridCacheOptions(),
    inject: [factory],
  };
  return useClass === undefined ? [fromFactory] : [fromFactory, useClass];
}
