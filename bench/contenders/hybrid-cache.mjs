import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { HybridCache, HybridCacheModule } from 'nest-hybrid-cache';
import { MAX_ENTRIES, TTL_MS } from './limits.mjs';

/** Our cache as an app gets it: injected, with its deadline, limits and freezing. */
export async function openHybridCache(redisUrl) {
  const app = await NestFactory.createApplicationContext(
    HybridCacheModule.forRoot({
      connection: { url: redisUrl },
      keyPrefix: 'bench',
      cache: { ttl: TTL_MS, localMaxEntries: MAX_ENTRIES },
    }),
    { logger: ['error', 'warn'] },
  );
  return { cache: app.get(HybridCache), close: () => app.close() };
}
