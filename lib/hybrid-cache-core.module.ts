import { Cache } from '@nestjs/cache-manager';
import {
  type DynamicModule,
  type FactoryProvider,
  Logger,
  Module,
  type Provider,
} from '@nestjs/common';
import {
  cacheDecoratorProviders,
  createCacheManager,
  createHybridCache,
  HybridCache,
} from './cache/index.js';
import {
  type ResolvedModuleOptions,
  resolveModuleOptions,
} from './hybrid-cache.module-definition.js';
import { RateLimiter, RateLimitGate } from './rate-limit/index.js';
import {
  type ConnectionOptions,
  type EmbeddedScriptOptions,
  KeySpace,
  openConnection,
  RedisConnection,
} from './redis/index.js';
import { ScriptExecutor, ScriptRegistry, ScriptRunner } from './scripting/index.js';
import { getCoreToken, getOptionsToken } from './tokens/index.js';

/** Token of the checked options of a cache. */
const RESOLVED = { name: 'ResolvedModuleOptions' };

/** The services that apps inject. */
export const PUBLIC_SERVICES = [HybridCache, RateLimiter, ScriptExecutor, ScriptRegistry] as const;

/**
 * Makes the services of one cache, always globally, under tokens that only this library knows:
 * decorators and `forFeature` find them there, wherever the facade is visible.
 */
@Module({})
export class HybridCacheCoreModule {
  static forCache(
    name: string | undefined,
    options: readonly Provider[],
    imports: DynamicModule['imports'] = [],
  ): DynamicModule {
    const services = coreProviders(name);
    return {
      module: HybridCacheCoreModule,
      global: true,
      imports,
      providers: [...options, ...services],
      exports: services.map(({ provide }) => provide),
    };
  }
}

function coreProviders(name: string | undefined): FactoryProvider[] {
  const token = (service: { readonly name: string }): string => getCoreToken(service, name);
  return [
    {
      provide: token(RESOLVED),
      useFactory: options => resolveModuleOptions(options, name),
      inject: [getOptionsToken(name)],
    },
    {
      provide: token(KeySpace),
      useFactory: ({ keyPrefix, cache }: ResolvedModuleOptions) =>
        new KeySpace(keyPrefix, cache.maxKeyBytes),
      inject: [token(RESOLVED)],
    },
    {
      provide: token(RedisConnection),
      useFactory: createConnection,
      inject: [token(RESOLVED)],
    },
    {
      provide: token(ScriptRunner),
      useFactory: (connection: RedisConnection) => new ScriptRunner(connection),
      inject: [token(RedisConnection)],
    },
    { provide: token(ScriptRegistry), useFactory: () => new ScriptRegistry() },
    {
      provide: token(ScriptExecutor),
      useFactory: (runner: ScriptRunner, registry: ScriptRegistry, keySpace: KeySpace) =>
        new ScriptExecutor(runner, registry, keySpace),
      inject: [token(ScriptRunner), token(ScriptRegistry), token(KeySpace)],
    },
    {
      provide: token(RateLimiter),
      useFactory: (connection: RedisConnection, runner: ScriptRunner, keySpace: KeySpace) =>
        new RateLimiter(connection, runner, keySpace),
      inject: [token(RedisConnection), token(ScriptRunner), token(KeySpace)],
    },
    {
      provide: token(RateLimitGate),
      useFactory: (limiter: RateLimiter) => new RateLimitGate(limiter),
      inject: [token(RateLimiter)],
    },
    {
      provide: token(HybridCache),
      useFactory: (
        { cache, isEnabled }: ResolvedModuleOptions,
        connection: RedisConnection,
        runner: ScriptRunner,
        keySpace: KeySpace,
        scriptExecutor: ScriptExecutor,
      ) => createHybridCache({ connection, runner, keySpace, scriptExecutor }, cache, isEnabled),
      inject: [RESOLVED, RedisConnection, ScriptRunner, KeySpace, ScriptExecutor].map(token),
    },
    {
      provide: token(Cache),
      useFactory: (cache: HybridCache, options: ResolvedModuleOptions) =>
        createCacheManager(cache, options.cache.entry.ttl),
      inject: [token(HybridCache), token(RESOLVED)],
    },
    ...cacheDecoratorProviders(name),
  ];
}

function createConnection(options: ResolvedModuleOptions): Promise<RedisConnection> {
  const logger = new Logger('HybridCache');
  const connection = withScriptLog(options.connection, logger);
  const isEmbedded = 'embedded' in connection;
  return openConnection(connection, options.commandTimeout, (state, cause) => {
    if (isEmbedded) {
      if (state === 'up') logger.log('The embedded engine runs in this process.');
    } else if (state === 'up') logger.log('The server is reachable.');
    else {
      logger.warn(
        `The server is not reachable (${cause?.message ?? 'connection closed'}). Reads go to their ` +
          'factories until it is; scripts and writes fail with ServerUnavailableError.',
      );
    }
  });
}

/** What scripts write with `redis.log` on the embedded engine goes where the app's log goes. */
function withScriptLog(connection: ConnectionOptions, logger: Logger): ConnectionOptions {
  if (!('embedded' in connection) || connection.embedded.scripts?.log) return connection;
  const { embedded } = connection;
  const methods = { debug: 'debug', verbose: 'verbose', notice: 'log', warning: 'warn' } as const;
  const log: EmbeddedScriptOptions['log'] = (level, message) => logger[methods[level]](message);
  return { embedded: { ...embedded, scripts: { ...embedded.scripts, log } } };
}
