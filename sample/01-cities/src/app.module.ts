import { Module } from '@nestjs/common';
import { HybridCacheModule } from 'nest-hybrid-cache';
import { CitiesModule } from './cities/cities.module.js';

/** How long an instance may show what another one has changed. */
export const LOCAL_TTL_MS = 1000;

@Module({
  imports: [
    HybridCacheModule.forRootAsync({
      useFactory: () => ({
        keyPrefix: process.env.KEY_PREFIX ?? 'cities',
        connection: { url: process.env.REDIS_URL ?? 'redis://127.0.0.1:6379' },
        cache: { ttl: '10m', localTtl: LOCAL_TTL_MS },
      }),
    }),
    CitiesModule,
  ],
})
export class AppModule {}
