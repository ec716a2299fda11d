import 'reflect-metadata';
import { CacheInterceptor, CacheModule } from '@nestjs/cache-manager';
import { Controller, Get, UseInterceptors } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Cacheable, HybridCacheModule } from 'nest-hybrid-cache';
import { payload } from '../fixtures/payload.mjs';
import { TTL_MS } from './limits.mjs';

// A Nest application on Express with one handler. Plain JavaScript has no decorators yet: they are
// applied as TypeScript would.
const [cacheName, redisUrl] = process.argv.slice(2);

const CACHES = {
  ours: {
    decorator: Cacheable(),
    module: () =>
      HybridCacheModule.forRoot({
        connection: { url: redisUrl },
        keyPrefix: 'bench',
        cache: { ttl: TTL_MS },
      }),
  },
  theirs: {
    decorator: UseInterceptors(CacheInterceptor),
    module: () => CacheModule.register({ ttl: TTL_MS }),
  },
};
const { decorator, module } = CACHES[cacheName];

class ProductController {
  find() {
    return payload();
  }
}
const { prototype } = ProductController;
const find = Object.getOwnPropertyDescriptor(prototype, 'find');
const decorators = [Get('products/1'), decorator];
Object.defineProperty(prototype, 'find', Reflect.decorate(decorators, prototype, 'find', find));
Controller()(ProductController);

const appModule = { ...module(), controllers: [ProductController] };
const app = await NestFactory.create(appModule, { logger: ['error', 'warn'] });
await app.listen(0, '127.0.0.1');
process.send(await app.getUrl());
process.once('disconnect', () => void app.close());
