import { Cache, CACHE_MANAGER } from '@nestjs/cache-manager';
import { type DynamicModule, type InjectionToken, Module, type Provider } from '@nestjs/common';
import { HybridCacheCoreModule, PUBLIC_SERVICES } from './hybrid-cache-core.module.js';
import {
  type HybridCacheFeatureOptions,
  type HybridCacheModuleAsyncOptions,
  type HybridCacheModuleOptions,
  optionsProviders,
} from './hybrid-cache.module-definition.js';
import {
  getScriptToken,
  type ScriptArgs,
  type ScriptDefinition,
  ScriptExecutor,
  type ScriptKeys,
  ScriptRegistry,
  scriptsOfDirectory,
} from './scripting/index.js';
import { getCacheToken, getCoreToken } from './tokens/index.js';

/** The tokens of `@nestjs/cache-manager`, which knows one cache. */
const CACHE_MANAGER_PROVIDERS = [CACHE_MANAGER, Cache].map(provide => ({
  provide,
  useExisting: getCoreToken(Cache, undefined),
}));

/**
 * A two-tier cache and Lua scripting for NestJS.
 *
 * @publicApi
 */
@Module({})
export class HybridCacheModule {
  /**
   * Makes a cache from options that are known now.
   *
   * @throws HybridCacheConfigurationError while the app starts, when an option cannot be used
   */
  static forRoot(options: HybridCacheModuleOptions = {}): DynamicModule {
    const { name, isGlobal } = options;
    return HybridCacheModule.forRootAsync({ name, isGlobal, useFactory: () => options });
  }

  /**
   * Makes a cache from options that other providers give.
   *
   * @throws HybridCacheConfigurationError while the app starts, when an option cannot be used
   */
  static forRootAsync(options: HybridCacheModuleAsyncOptions): DynamicModule {
    const { name, isGlobal = true, imports } = options;
    const core = HybridCacheCoreModule.forCache(name, optionsProviders(options), imports ?? []);
    const providers = [
      ...PUBLIC_SERVICES.map(service => ({
        provide: getCacheToken<unknown>(service, name),
        useExisting: getCoreToken(service, name),
      })),
      ...(name === undefined ? CACHE_MANAGER_PROVIDERS : []),
    ];
    return {
      module: HybridCacheModule,
      global: isGlobal,
      imports: [core],
      providers,
      exports: providers.map(({ provide }) => provide),
    };
  }

  /**
   * Registers scripts, and makes them injectable with `@InjectScript`.
   *
   * @throws HybridCacheConfigurationError, ScriptSyntaxError while the app starts
   */
  static forFeature(options: HybridCacheFeatureOptions): DynamicModule {
    const { scripts = [], directories = [], cache } = options;
    const definitions = [...scripts, ...directories.flatMap(scriptsOfDirectory)];
    const registered: InjectionToken = Symbol('registered scripts');
    const providers = definitions.map(definition => scriptProvider(definition, cache, registered));
    return {
      module: HybridCacheModule,
      providers: [
        {
          provide: registered,
          useFactory: (registry: ScriptRegistry) =>
            definitions.map(definition => registry.register(definition)),
          inject: [getCoreToken(ScriptRegistry, cache)],
        },
        ...providers,
      ],
      exports: providers.map(({ provide }) => provide),
    };
  }
}

function scriptProvider(
  definition: ScriptDefinition,
  cache: string | undefined,
  registered: InjectionToken,
) {
  return {
    provide: getScriptToken(definition.name, cache),
    useFactory:
      (executor: ScriptExecutor) =>
      (keys: ScriptKeys<ScriptDefinition>, args: ScriptArgs<ScriptDefinition>) =>
        executor.run(definition, keys, args),
    // The second is only waited for: a script that cannot be registered is not injected either.
    inject: [getCoreToken(ScriptExecutor, cache), registered],
  } satisfies Provider;
}
