import type { INestApplication, ModuleMetadata } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { HybridCacheModule, type HybridCacheModuleOptions } from '../../../lib/index.js';
import { sharedRedisUrl, uniquePrefix } from '../../support/redis-url.js';

const adapters = {
  Express: () => new ExpressAdapter(),
  Fastify: () => new FastifyAdapter(),
};

export type Platform = keyof typeof adapters;

export const PLATFORMS: Platform[] = ['Express', 'Fastify'];

/** A listening app with the cache, on a free port. */
export interface CachedApp extends AsyncDisposable {
  readonly app: INestApplication;
  readonly url: string;
  get(path: string): request.Test;
  head(path: string): request.Test;
  post(path: string): request.Test;
  close(): Promise<void>;
}

export interface CachedAppOptions extends ModuleMetadata {
  readonly platform?: Platform;
  readonly cache?: HybridCacheModuleOptions;
  /** Runs before the app listens. */
  readonly prepare?: (app: INestApplication) => void | Promise<void>;
}

export async function startApp(options: CachedAppOptions): Promise<CachedApp> {
  const { platform = 'Express', cache, prepare, imports = [], ...metadata } = options;
  const module = await Test.createTestingModule({
    ...metadata,
    imports: [
      HybridCacheModule.forRoot({
        keyPrefix: uniquePrefix(),
        connection: { url: sharedRedisUrl() },
        ...cache,
      }),
      ...imports,
    ],
  }).compile();
  const app = module.createNestApplication(adapters[platform](), { logger: false });
  await prepare?.(app);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const close = (): Promise<void> => app.close();
  return {
    app,
    url,
    get: path => request(url).get(path),
    head: path => request(url).head(path),
    post: path => request(url).post(path),
    close,
    [Symbol.asyncDispose]: close,
  };
}
