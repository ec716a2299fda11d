import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Inject, Injectable, Module, Scope } from '@nestjs/common';
import { NestFactory, REQUEST } from '@nestjs/core';
import { ClientProxyFactory, MessagePattern, Transport } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { lastValueFrom } from 'rxjs';
import { Cacheable, HybridCacheModule } from '../../../lib/index.js';
import { freePort } from '../../support/free-port.js';
import { sharedRedisUrl, uniquePrefix } from '../../support/redis-url.js';
import { PLATFORMS, startApp } from './cached-app.js';

let runs = 0;

const cacheModule = () =>
  HybridCacheModule.forRoot({
    keyPrefix: uniquePrefix(),
    connection: { url: sharedRedisUrl() },
  });

@Injectable()
class CountService {
  @Cacheable({ key: 'count:{0}' })
  async count(_id: number): Promise<number> {
    return ++runs;
  }
}

@Controller()
class MessageController {
  @MessagePattern('count')
  @Cacheable()
  count(): number {
    return ++runs;
  }
}

@Controller({ path: 'scoped', scope: Scope.REQUEST })
class ScopedController {
  constructor(
    @Inject(REQUEST) private readonly request: { readonly url: string },
    @Inject(CountService) private readonly counts: CountService,
  ) {}

  @Get('handler')
  @Cacheable()
  handler(): object {
    return { url: this.request.url, run: ++runs };
  }

  @Get('service')
  async service(): Promise<object> {
    return { run: await this.counts.count(1) };
  }
}

describe('decorators of the cache', () => {
  it('work in a context without any server', async () => {
    @Module({ imports: [cacheModule()], providers: [CountService] })
    class ContextModule {}
    const context = await NestFactory.createApplicationContext(ContextModule, { logger: false });
    const service = context.get(CountService);
    runs = 0;

    expect([await service.count(1), await service.count(1), await service.count(2)]).toEqual([
      1, 1, 2,
    ]);
    await context.close();
  });

  it('work in an app that serves messages only', async () => {
    const options = { host: '127.0.0.1', port: await freePort() };
    const module = await Test.createTestingModule({
      imports: [cacheModule()],
      controllers: [MessageController],
    }).compile();
    const app = module.createNestMicroservice({ transport: Transport.TCP, options, logger: false });
    await app.listen();
    const client = ClientProxyFactory.create({ transport: Transport.TCP, options });
    runs = 0;
    const ask = (): Promise<number> => lastValueFrom(client.send<number>('count', {}));

    expect([await ask(), await ask()]).toEqual([1, 1]);
    await client.close();
    await app.close();
  });

  it.each(PLATFORMS)(
    'work in controllers that are made for each request, on %s',
    async platform => {
      await using cached = await startApp({
        platform,
        controllers: [ScopedController],
        providers: [CountService],
      });
      runs = 0;

      await cached.get('/scoped/handler').expect(200, { url: '/scoped/handler', run: 1 });
      await cached.get('/scoped/handler').expect(200, { url: '/scoped/handler', run: 1 });
      await cached.get('/scoped/service').expect(200, { run: 2 });
      await cached.get('/scoped/service').expect(200, { run: 2 });
    },
  );

  it('stop an app at its start that has no cache for them', async () => {
    const start = Test.createTestingModule({ providers: [CountService] }).compile();

    await expect(start).rejects.toThrow(/CountService.*HybridCacheCore/s);
  });
});
