import { type DynamicModule, Module, type Provider } from '@nestjs/common';
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
    const providers = PUBLIC_SERVICES.map(service => ({
      provide: getCacheToken<unknown>(service, name),
      useExisting: getCoreToken(service, name),
    }));
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
    const providers = definitions.map(definition => scriptProvider(definition, cache));
    return {
      module: HybridCacheModule,
      providers,
      exports: providers.map(({ provide }) => provide),
    };
  }
}

function scriptProvider(definition: ScriptDefinition, cache: string | undefined) {
  return {
    provide: getScriptToken(definition.name, cache),
    useFactory: (registry: ScriptRegistry, executor: ScriptExecutor) => {
      registry.register(definition);
      return (keys: ScriptKeys<ScriptDefinition>, args: ScriptArgs<ScriptDefinition>) =>
        executor.run(definition, keys, args);
    },
    inject: [getCoreToken(ScriptRegistry, cache), getCoreToken(ScriptExecutor, cache)],
  } satisfies Provider;
}
