import {
  createHybridCache,
  type HybridCache,
  resolveCacheOptions,
  type CacheOptions,
} from '../../lib/cache/index.js';
import {
  type ConnectionOptions,
  KeySpace,
  openConnection,
  type RedisConnection,
} from '../../lib/redis/index.js';
import { ScriptExecutor, ScriptRegistry, ScriptRunner } from '../../lib/scripting/index.js';
import { uniquePrefix } from './redis-url.js';

export interface TestCacheOptions extends CacheOptions {
  readonly keyPrefix?: string | undefined;
  readonly commandTimeout?: number;
  readonly enabled?: boolean;
}

export interface TestCache {
  readonly cache: HybridCache;
  readonly connection: RedisConnection;
  readonly prefix: string;
}

/** A cache without an app around it. Close its connection afterwards. */
export async function createTestCache(
  connectionOptions: ConnectionOptions,
  options: TestCacheOptions = {},
): Promise<TestCache> {
  const {
    keyPrefix = uniquePrefix(),
    commandTimeout = 500,
    enabled = true,
    ...cacheOptions
  } = options;
  const connection = await openConnection(connectionOptions, commandTimeout, () => undefined);
  await connection.connect();
  const resolved = resolveCacheOptions(cacheOptions);
  const keySpace = new KeySpace(keyPrefix, resolved.maxKeyBytes);
  const runner = new ScriptRunner(connection);
  const scriptExecutor = new ScriptExecutor(runner, new ScriptRegistry(), keySpace);
  const foundation = { connection, runner, keySpace, scriptExecutor };
  return { cache: createHybridCache(foundation, resolved, enabled), connection, prefix: keyPrefix };
}
