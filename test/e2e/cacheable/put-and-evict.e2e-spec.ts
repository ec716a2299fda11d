import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  Body,
  ConflictException,
  Controller,
  Get,
  Injectable,
  Logger,
  Param,
  Post,
} from '@nestjs/common';
import { Cacheable, CacheEvict, CachePut, HybridCache } from '../../../lib/index.js';
import { describeBackends } from '../../support/backends.js';
import { RedisServer } from '../../support/redis-server.js';
import { uniquePrefix } from '../../support/redis-url.js';
import { type CachedApp, PLATFORMS, startApp } from './cached-app.js';

interface City {
  readonly id: string;
  readonly name: string;
}

const table = new Map<string, string>();
let runs = 0;

@Injectable()
class CityService {
  @CacheEvict({ key: (id: string, more: string) => [`city:${id}`, `city:${more}`] })
  async removeTwo(id: string, more: string): Promise<void> {
    table.delete(id);
    table.delete(more);
  }

  @CachePut({ key: 'city:{0}', unless: (city: City) => city.name === 'secret' })
  async save(id: string, name: string): Promise<City> {
    table.set(id, name);
    return { id, name };
  }

  @CachePut({ key: 'city:{0}' })
  async saveOdd(id: string): Promise<object> {
    return new (class Odd {
      id = id;
    })();
  }

  @CacheEvict({ key: 'city:{0}' })
  async failing(_id: string): Promise<void> {
    throw new ConflictException();
  }

  @CacheEvict({ key: 'city:{0}', beforeInvocation: true })
  async failingAfter(_id: string): Promise<void> {
    throw new ConflictException();
  }

  @CacheEvict({ key: 'city:{0}', condition: (_id: string, really: boolean) => really })
  async maybe(_id: string, _really: boolean): Promise<void> {}

  @CacheEvict({ all: true })
  async forget(): Promise<void> {}
}

@Controller('cities')
class CitiesController {
  @Get(':id')
  @Cacheable({ key: 'city:{params.id}' })
  find(@Param('id') id: string): City {
    runs += 1;
    return { id, name: table.get(id) ?? 'unknown' };
  }

  @Post(':id/save')
  @CachePut({ key: 'city:{params.id}' })
  save(@Param('id') id: string, @Body() { name }: City): City {
    table.set(id, name);
    return { id, name };
  }

  @Post(':id/remove')
  @CacheEvict({ key: ['city:{params.id}', 'city:other'] })
  @CacheEvict({ key: 'city:third' })
  remove(@Param('id') id: string): object {
    table.delete(id);
    return { removed: id };
  }

  @Post(':id/fail')
  @CacheEvict({ key: 'city:{params.id}' })
  fail(): never {
    throw new ConflictException();
  }

  @Post(':id/user')
  @CacheEvict({ key: 'city:{user.id}' })
  ofUser(): object {
    return {};
  }
}

const warn = jest.spyOn(Logger.prototype, 'warn');
beforeEach(() => {
  warn.mockReset();
  runs = 0;
});

describeBackends('@CachePut and @CacheEvict', backend => {
  describe.each(PLATFORMS)('with %s', platform => {
    let cached: CachedApp;
    let cities: CityService;
    let cache: HybridCache;

    beforeAll(async () => {
      cached = await startApp({
        platform,
        controllers: [CitiesController],
        providers: [CityService],
        cache: { keyPrefix: uniquePrefix(), connection: backend.connection() },
      });
      cities = cached.app.get(CityService);
      cache = cached.app.get(HybridCache);
    });
    beforeEach(() => {
      table.clear();
    });
    afterAll(() => cached.close());

    const nameOf = async (id: string): Promise<string> =>
      (await cached.get(`/cities/${id}`).expect(200)).body.name;

    it('stores what a handler gives, in place of what was there', async () => {
      expect(await nameOf('1')).toBe('unknown');
      await cached
        .post('/cities/1/save')
        .send({ name: 'Bern' })
        .expect(201, { id: '1', name: 'Bern' });

      expect(await nameOf('1')).toBe('Bern');
      expect(runs).toBe(1);
    });

    it('evicts after a handler succeeded, all keys that it names', async () => {
      await cache.setMany([
        ['city:2', { id: '2', name: 'old' }],
        ['city:other', 1],
        ['city:third', 1],
      ]);
      await cached.post('/cities/2/remove').expect(201, { removed: '2' });

      expect(await nameOf('2')).toBe('unknown');
      expect(await cache.getMany(['city:other', 'city:third'])).toEqual(new Map());
    });

    it('leaves entries alone when the method fails', async () => {
      await cache.set('city:3', { id: '3', name: 'old' });
      await cached.post('/cities/3/fail').expect(409);
      await expect(cities.failing('3')).rejects.toThrow(ConflictException);

      expect(await nameOf('3')).toBe('old');
    });

    it('evicts before a method that may fail, where told so', async () => {
      await cache.set('city:4', { id: '4', name: 'old' });
      await expect(cities.failingAfter('4')).rejects.toThrow(ConflictException);

      expect(await nameOf('4')).toBe('unknown');
    });

    it('evicts the keys that a function of the arguments gives', async () => {
      await cache.setMany([
        ['city:5', 1],
        ['city:6', 1],
      ]);
      await cities.removeTwo('5', '6');

      expect(await cache.getMany(['city:5', 'city:6'])).toEqual(new Map());
    });

    it('evicts only when its condition holds', async () => {
      await cache.set('city:7', 1);
      await cities.maybe('7', false);
      expect(await cache.get('city:7')).toBe(1);
      await cities.maybe('7', true);
      expect(await cache.get('city:7')).toBeUndefined();
    });

    it('evicts everything', async () => {
      await cache.set('city:8', 1);
      await cities.forget();

      expect(await cache.get('city:8')).toBeUndefined();
    });

    it('runs the method of @CachePut always, and stores its result unless told not to', async () => {
      expect(await cities.save('9', 'Basel')).toEqual({ id: '9', name: 'Basel' });
      expect(await nameOf('9')).toBe('Basel');
      await cities.save('9', 'Chur');
      expect(await nameOf('9')).toBe('Chur');
      await cities.save('9', 'secret');
      expect(await nameOf('9')).toBe('Chur');
      expect(runs).toBe(0);
    });

    it('removes what a result that cannot be stored has taken the place of', async () => {
      await cache.set('city:10', { id: '10', name: 'old' });
      await expect(cities.saveOdd('10')).resolves.toMatchObject({ id: '10' });

      expect(await cache.get('city:10')).toBeUndefined();
      expect(String(warn.mock.calls)).toContain('Odd');
    });

    it('says when it has no key to evict', async () => {
      await cached.post('/cities/11/user').expect(201);

      expect(String(warn.mock.calls)).toContain('CitiesController.ofUser() evicts nothing');
    });
  });
});

describe('decorators while the server is away', () => {
  let server: RedisServer;
  let cached: CachedApp;

  beforeAll(async () => {
    server = await RedisServer.start();
    cached = await startApp({
      controllers: [CitiesController],
      providers: [CityService],
      cache: { connection: { url: server.url }, commandTimeout: 200 },
    });
    await cached.get('/cities/1').expect(200);
    await server.stop();
  });
  afterAll(async () => {
    await cached.close();
    await server.stop();
  });

  it('answers from the handler, or from what this process still has', async () => {
    await cached.get('/cities/1').expect(200);
    await cached.get('/cities/2').expect(200);
    expect(runs).toBe(1);
  });

  it('gives the result of @CachePut', async () => {
    await cached
      .post('/cities/3/save')
      .send({ name: 'Bern' })
      .expect(201, { id: '3', name: 'Bern' });
    expect(String(warn.mock.calls)).toContain('city:3 was not stored');
  });

  it('rejects a call of @CacheEvict: what is stale must not be hidden', async () => {
    await cached.post('/cities/1/remove').expect(500);
    await expect(cached.app.get(CityService).removeTwo('1', '2')).rejects.toMatchObject({
      code: 'SERVER_UNAVAILABLE',
    });
  });
});
