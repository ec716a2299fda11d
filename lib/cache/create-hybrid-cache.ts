import type { KeySpace, RedisConnection } from '../redis/index.js';
import type { ScriptExecutor, ScriptRunner } from '../scripting/index.js';
import type { ResolvedCacheOptions } from './cache-options.js';
import { EntryLoader } from './entry-loader.js';
import { HybridCache } from './hybrid-cache.service.js';
import { MemoryTier } from './memory-tier.js';
import { RemoteTier } from './remote-tier.js';
import { Reporter } from './reporter.js';
import { ValueCodec } from './value-codec.js';

/** What a cache stands on. */
export interface HybridCacheFoundation {
  readonly connection: RedisConnection;
  readonly runner: ScriptRunner;
  readonly keySpace: KeySpace;
  readonly scriptExecutor: ScriptExecutor;
}

/** Puts a cache together from its options. */
export function createHybridCache(
  { connection, runner, keySpace, scriptExecutor }: HybridCacheFoundation,
  options: ResolvedCacheOptions,
  isEnabled: boolean,
): HybridCache {
  const codec = new ValueCodec(options.serializer, options.maxPayloadBytes);
  const memory = new MemoryTier({
    maxEntries: options.localMaxEntries,
    maxBytes: options.localMaxBytes,
  });
  const remote = new RemoteTier(connection, runner, keySpace);
  const loader = new EntryLoader(memory, remote, codec, new Reporter());
  const defaults = options.entry;
  return new HybridCache({
    memory,
    remote,
    loader,
    codec,
    keySpace,
    scriptExecutor,
    defaults,
    isEnabled,
  });
}
