import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Cache, CACHE_MANAGER, CacheModule } from '@nestjs/cache-manager';
import { type DynamicModule, type INestApplication, Module, type Type } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Redis } from 'ioredis';
import request, { type Response } from 'supertest';
import { getHybridCacheToken, HybridCache, HybridCacheModule } from '../../../lib/index.js';
import { sharedRedisUrl, uniquePrefix } from '../../support/redis-url.js';
import { waitFor } from '../../support/wait-for.js';
import { CitiesModule, CitiesService } from './cities-app.js';

type ImportedModule = DynamicModule | Type;

const TTL = 60_000;

const adapters = {
  Express: async (module: DynamicModule): Promise<INestApplication> => {
    const testing = await Test.createTestingModule({ imports: [module] }).compile();
    return testing.createNestApplication(new ExpressAdapter()).init();
  },
  Fastify: async (module: DynamicModule): Promise<INestApplication> => {
    const testing = await Test.createTestingModule({ imports: [module] }).compile();
    const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return app;
  },
};

/** What provides the cache: the module that is replaced, and ours in its place. */
const modules = {
  CacheModule: () => CacheModule.register({ isGlobal: true, ttl: TTL }),
  HybridCacheModule: (keyPrefix: string) =>
    HybridCacheModule.forRoot({
      connection: { url: sharedRedisUrl() },
      keyPrefix,
      cache: { ttl: TTL },
    }),
};

function get(app: INestApplication, path: string): Promise<Response> {
  return request(app.getHttpServer()).get(path);
}

/** The interceptor answers first and stores then: waits until the answer comes from the cache. */
async function untilCached(app: INestApplication, path: string): Promise<Response> {
  let response = await get(app, path);
  await waitFor(async () => {
    response = await get(app, path);
    return response.headers['x-cache'] === 'HIT';
  });
  return response;
}

@Module({
  providers: [
    {
      provide: 'seen',
      useFactory: seen => seen ?? 'nothing',
      inject: [{ token: CACHE_MANAGER, optional: true }],
    },
  ],
})
class OtherModule {}

describe.each(Object.entries(adapters))('cache-manager on %s', (_adapter, createApp) => {
  const apps: INestApplication[] = [];
  let prefix: string;

  const open = async (...imports: ImportedModule[]): Promise<INestApplication> => {
    const app = await createApp(CitiesModule.on(imports));
    apps.push(app);
    return app;
  };

  beforeEach(() => {
    prefix = uniquePrefix();
  });
  afterEach(async () => {
    const [app] = apps;
    await app?.get<Cache>(CACHE_MANAGER, { strict: false }).clear();
    await Promise.all(apps.splice(0).map(each => each.close()));
  });

  describe.each(Object.entries(modules))('with %s', (_module, makeModule) => {
    let app: INestApplication;
    let cities: CitiesService;

    beforeEach(async () => {
      app = await open(makeModule(prefix));
      cities = app.get(CitiesService);
    });

    it('CacheInterceptor answers by the URL', async () => {
      const first = await get(app, '/cities/1?x=1');
      expect(first.headers['x-cache']).toBe('MISS');
      expect((await untilCached(app, '/cities/1?x=1')).body).toEqual(first.body);
      expect((await get(app, '/cities/1?x=2')).headers['x-cache']).toBe('MISS');
      expect((await get(app, '/cities/2')).body).toMatchObject({ id: '2' });
    });

    it('CacheInterceptor leaves other methods and empty answers alone', async () => {
      await request(app.getHttpServer()).post('/cities').expect(201, { run: 1 });
      await request(app.getHttpServer()).post('/cities').expect(201, { run: 2 });
      await get(app, '/cities/nothing');
      await get(app, '/cities/nothing');
      expect(cities.runs).toBe(4);
    });

    it('@CacheKey names the entry', async () => {
      const { body } = await get(app, '/cities/named');
      await untilCached(app, '/cities/named?other=url');
      expect(await cities.byToken.get('the cities')).toEqual(body);
      await cities.byToken.del('the cities');
      expect((await get(app, '/cities/named')).headers['x-cache']).toBe('MISS');
    });

    it('@CacheKey may be a function of the request', async () => {
      const norway = await get(app, '/cities/by-country?of=NO');
      expect((await untilCached(app, '/cities/by-country?of=NO')).body).toEqual(norway.body);
      expect((await get(app, '/cities/by-country?of=SE')).body).toMatchObject({ country: 'SE' });
    });

    it('@CacheTTL says how long, else the module', async () => {
      await untilCached(app, '/cities/brief');
      await untilCached(app, '/cities/1');
      await waitFor(async () => (await get(app, '/cities/brief')).body.run > 2);
      const end = await cities.byToken.ttl('/cities/1');
      expect(end).toBeGreaterThan(Date.now() + TTL - 5000);
      expect(end).toBeLessThanOrEqual(Date.now() + TTL);
    });

    it('an injected Cache is the same by token and by class', async () => {
      expect(cities.byClass).toBe(cities.byToken);
      await cities.byClass.set('a', { b: 1 });
      expect(await cities.byToken.get('a')).toEqual({ b: 1 });
    });

    it('an injected Cache serves services', async () => {
      expect(await cities.names()).toEqual(['Oslo', 'Bergen']);
      expect(await cities.names()).toEqual(['Oslo', 'Bergen']);
      const capitals = await Promise.all([1, 2, 3].map(() => cities.capital('NO')));
      expect(capitals).toEqual([1, 2, 3].map(() => ({ country: 'NO', run: 2 })));
      expect(cities.runs).toBe(2);
    });
  });

  describe('with HybridCacheModule in place of CacheModule', () => {
    it('a second app is served from the second tier', async () => {
      const [first, second] = await Promise.all([
        open(modules.HybridCacheModule(prefix)),
        open(modules.HybridCacheModule(prefix)),
      ]);
      const { body } = await get(first, '/cities/7');
      await untilCached(first, '/cities/7');
      await first.get(CitiesService).names();
      const answer = await get(second, '/cities/7');
      expect(answer.headers['x-cache']).toBe('HIT');
      expect(answer.body).toEqual(body);
      expect(await second.get(CitiesService).names()).toEqual(['Oslo', 'Bergen']);
      expect(second.get(CitiesService).runs).toBe(0);
      expect(second.get(HybridCache).peek('/cities/7')).toEqual(body);
    });

    it('what is stored is plain JSON under the prefix', async () => {
      const app = await open(modules.HybridCacheModule(prefix));
      await untilCached(app, '/cities/7');
      const redis = new Redis(sharedRedisUrl());
      try {
        expect(await redis.get(`${prefix}:/cities/7`)).toBe('{"id":"7","run":1}');
      } finally {
        redis.disconnect();
      }
    });

    it('values may be changed, and the cache keeps none of the changes', async () => {
      const cities = (await open(modules.HybridCacheModule(prefix))).get(CitiesService);
      (await cities.names()).push('Atlantis');
      (await cities.names()).push('Atlantis');
      expect(await cities.names()).toEqual(['Oslo', 'Bergen']);
    });

    it('CACHE_MANAGER is visible as isGlobal says', async () => {
      const options = { connection: { url: sharedRedisUrl() }, keyPrefix: prefix };
      const app = await open(
        HybridCacheModule.forRoot({ ...options, isGlobal: false }),
        OtherModule,
      );
      expect(await app.get(CitiesService).names()).toEqual(['Oslo', 'Bergen']);
      expect(app.select(OtherModule).get('seen')).toBe('nothing');
    });

    it('CACHE_MANAGER is the unnamed cache', async () => {
      const options = { connection: { url: sharedRedisUrl() }, keyPrefix: prefix };
      const named = HybridCacheModule.forRoot({ ...options, name: 'other' });
      const app = await open(HybridCacheModule.forRoot(options), named);
      await app.get(CitiesService).byClass.set('a', 1);
      expect(app.get(HybridCache).peek('a')).toBe(1);
      expect(app.get<HybridCache>(getHybridCacheToken('other')).peek('a')).toBeUndefined();
    });
  });
});
