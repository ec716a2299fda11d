import { type DynamicModule, Module } from '@nestjs/common';
import { type ConnectionOptions, HybridCacheModule } from 'nest-hybrid-cache';
import { CitiesModule } from './cities/cities.module.js';

/** How long an instance may show what another one has changed. */
export const LOCAL_TTL_MS = 1000;

@Module({})
export class AppModule {
  /** @param connection left out: the cache's own engine in this process, without a server */
  static on(connection?: ConnectionOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        HybridCacheModule.forRoot({
          keyPrefix: process.env.KEY_PREFIX ?? 'cities',
          connection,
          cache: { ttl: '10m', localTtl: LOCAL_TTL_MS },
        }),
        CitiesModule,
      ],
    };
  }
}
