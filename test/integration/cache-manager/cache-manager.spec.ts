import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Cache } from 'cache-manager';
import type { Cluster, Redis } from 'ioredis';
import { createCacheManager, type HybridCache } from '../../../lib/cache/index.js';
import { describeBackends } from '../../support/backends.js';
import { createTestCache, type TestCache, type TestCacheOptions } from '../../support/cache.js';
import { waitFor } from '../../support/wait-for.js';

const TTL = 60_000;

class Cat {
  constructor(readonly name: string) {}
}

describeBackends('cache-manager', backend => {
  const opened: TestCache[] = [];
  let cache: HybridCache;
  let manager: Cache;
  let prefix: string;
  let redis: Redis | Cluster;

  /** A cache of another process, as far as this one can tell. */
  const open = async (options: TestCacheOptions = {}): Promise<HybridCache> => {
    const made = await createTestCache(backend.connection(), { keyPrefix: prefix, ...options });
    opened.push(made);
    return made.cache;
  };

  const left = (key: string): Promise<number> => redis.pttl(`${prefix}:${key}`);

  beforeEach(async () => {
    const made = await createTestCache(backend.connection());
    opened.push(made);
    ({ cache, prefix } = made);
    manager = createCacheManager(cache, TTL);
    redis = backend.client();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await cache.clear();
    await Promise.all(opened.splice(0).map(({ connection }) => connection.close()));
  });

  it('keeps plain JSON under the key, in both tiers', async () => {
    await expect(manager.set('city', { name: 'Oslo' })).resolves.toEqual({ name: 'Oslo' });
    expect(await redis.get(`${prefix}:city`)).toBe('{"name":"Oslo"}');
    expect(cache.peek('city')).toEqual({ name: 'Oslo' });
  });

  it('shares entries with HybridCache, text too', async () => {
    await manager.set('a', 'by the manager');
    await cache.set('b', 'by the cache');
    expect(await cache.get('a')).toBe('by the manager');
    expect(await manager.get('b')).toBe('by the cache');
    expect(await manager.get('c')).toBeUndefined();
  });

  it('reads what another process wrote, from the second tier', async () => {
    const other = createCacheManager(await open(), TTL);
    await other.mset<unknown>([
      { key: 'a', value: 1 },
      { key: 'b', value: { deep: [2] } },
    ]);
    expect(await manager.get('a')).toBe(1);
    expect(await manager.mget(['b', 'absent', 'a'])).toEqual([{ deep: [2] }, undefined, 1]);
  });

  it.each([
    ['false', false],
    ['zero', 0],
    ['empty text', ''],
    ['null', null],
    ['Keyv like data', { value: 1, expires: 0 }],
    ['a Date', { at: new Date(5) }],
    ['bytes', Buffer.from([1, 2])],
    ['a Map', new Map([['a', new Set([1n])]])],
  ])('brings back %s', async (_name, value) => {
    await manager.set('value', value);
    expect(await manager.get('value')).toEqual(value);
    cache.removeLocal('value');
    expect(await manager.get('value')).toEqual(value);
  });

  it('takes undefined for absence', async () => {
    await manager.set('value', 1);
    await manager.set('value', undefined);
    expect(await manager.get('value')).toBeUndefined();
    expect(await redis.exists(`${prefix}:value`)).toBe(0);
  });

  it('gives copies that may be changed, and keeps none of the changes', async () => {
    const given = { list: [1], at: new Date(0) };
    await manager.set('value', given);
    await manager.set('plain', { list: [1] });
    given.list.push(2);
    const [first] = await manager.mget<typeof given>(['value']);
    first?.list.push(3);
    first?.at.setTime(9);
    const plain = await manager.get<{ list: number[] }>('plain');
    plain?.list.push(3);
    const wrapped = await manager.wrap('plain', () => ({ list: [0] }));
    wrapped.list.push(4);
    expect(await manager.get('value')).toEqual({ list: [1], at: new Date(0) });
    expect(await manager.get('plain')).toEqual({ list: [1] });
    expect(await cache.get('plain')).toEqual({ list: [1] });
  });

  describe('time to live', () => {
    it('is that of the module, unless the call says another', async () => {
      await manager.set('default', 1);
      await manager.set('own', 1, 5000);
      await manager.mset([
        { key: 'many', value: 1 },
        { key: 'many own', value: 1, ttl: 5000 },
        { key: 'many endless', value: 1, ttl: 0 },
      ]);
      expect(await left('default')).toBeGreaterThan(TTL - 3000);
      expect(await left('many')).toBeGreaterThan(TTL - 3000);
      expect(await left('many')).toBeLessThanOrEqual(TTL);
      expect(await left('own')).toBeGreaterThan(2000);
      expect(await left('many own')).toBeGreaterThan(2000);
      expect(await left('many own')).toBeLessThanOrEqual(5000);
      expect(await left('many endless')).toBe(-1);
    });

    it('has no end when it is 0, or Infinity in the module', async () => {
      await manager.set('endless', 1, 0);
      expect(await left('endless')).toBe(-1);
      expect(await manager.ttl('endless')).toBeUndefined();
      await createCacheManager(cache, Infinity).set('endless too', 1);
      expect(await left('endless too')).toBe(-1);
    });

    it('has passed when it is negative', async () => {
      await manager.set('value', 1);
      await manager.set('value', 2, -1);
      expect(await manager.get('value')).toBeUndefined();
    });

    it('ends the entry', async () => {
      await manager.set('short', 1, 40);
      expect(await manager.get('short')).toBe(1);
      await waitFor(async () => (await manager.get('short')) === undefined);
      expect(await manager.ttl('short')).toBeUndefined();
    });

    it('is told by ttl() as a time of day, from either tier', async () => {
      const before = Date.now();
      await manager.set('value', 1, 5000);
      const fromLocal = await manager.ttl('value');
      expect(fromLocal).toBeGreaterThanOrEqual(before + 5000);
      expect(fromLocal).toBeLessThanOrEqual(Date.now() + 5000);
      cache.removeLocal('value');
      const fromRemote = await manager.ttl('value');
      expect(fromRemote).toBeGreaterThan(before + 3000);
      expect(fromRemote).toBeLessThanOrEqual(Date.now() + 5000);
      expect(await manager.ttl('absent')).toBeUndefined();
    });

    it('is that of the entry, where the copy in the process ends sooner', async () => {
      const brief = createCacheManager(await open({ localTtl: 50 }), TTL);
      await brief.set('value', 1);
      expect(await brief.ttl('value')).toBeGreaterThan(Date.now() + TTL - 3000);
    });
  });

  describe('removal', () => {
    it('del() and mdel() reach both tiers', async () => {
      await manager.mset(['a', 'b', 'c'].map(key => ({ key, value: key })));
      expect(await manager.del('a')).toBe(true);
      expect(await manager.mdel(['b', 'absent'])).toBe(true);
      expect(await manager.mget(['a', 'b', 'c'])).toEqual([undefined, undefined, 'c']);
      expect(await redis.exists(`${prefix}:a`)).toBe(0);
      expect(await cache.get('b')).toBeUndefined();
    });

    it('clear() removes every entry of the cache, and no other', async () => {
      await manager.mset(Array.from({ length: 50 }, (_, value) => ({ key: `k${value}`, value })));
      await redis.set(`${prefix}x:other`, 'stays', 'EX', 10);
      expect(await manager.clear()).toBe(true);
      expect(await manager.mget(['k0', 'k49'])).toEqual([undefined, undefined]);
      expect(await redis.exists(`${prefix}:k7`)).toBe(0);
      expect(await redis.exists(`${prefix}x:other`)).toBe(1);
    });
  });

  describe('wrap()', () => {
    it('calls its function once for all who wait, and not for who comes later', async () => {
      const make = jest.fn(async () => ({ made: true }));
      const values = await Promise.all(
        Array.from({ length: 20 }, () => manager.wrap('value', make)),
      );
      expect(new Set(values.map(value => JSON.stringify(value)))).toEqual(
        new Set(['{"made":true}']),
      );
      expect(await manager.wrap('value', make)).toEqual({ made: true });
      expect(make).toHaveBeenCalledTimes(1);
      const other = createCacheManager(await open(), TTL);
      expect(await other.wrap('value', make)).toEqual({ made: true });
      expect(make).toHaveBeenCalledTimes(1);
    });

    it('gives the error of its function to all who wait, and stores nothing', async () => {
      const fail = jest.fn(async () => Promise.reject(new Error('no such city')));
      const results = await Promise.allSettled([1, 2].map(() => manager.wrap('value', fail)));
      expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(fail).toHaveBeenCalledTimes(1);
      expect(await manager.wrap('value', () => 'there')).toBe('there');
    });

    it('takes a ttl of the value', async () => {
      await manager.wrap('value', () => 5, { ttl: value => value * 1000 });
      expect(await redis.pttl(`${prefix}:value`)).toBeLessThanOrEqual(5000);
    });

    it('refreshes in the background what is about to end', async () => {
      let version = 0;
      const refreshed = new Promise(resolve => {
        manager.on('refresh', resolve);
      });
      const next = (): number => ++version;
      expect(await manager.wrap('value', next, { ttl: 5000 })).toBe(1);
      expect(await manager.wrap('value', next, { ttl: 5000, refreshThreshold: 1000 })).toBe(1);
      expect(await manager.wrap('value', next, { ttl: 5000, refreshThreshold: 6000 })).toBe(1);
      await expect(refreshed).resolves.toEqual({ key: 'value', value: 2 });
      expect(await manager.wrap('value', next)).toBe(2);
      expect(await redis.get(`${prefix}:value`)).toBe('2');
    });

    it('tells the end of the entry when raw', async () => {
      await manager.wrap('value', () => 1, { ttl: 5000 });
      const raw = await manager.wrap('value', () => 2, { raw: true });
      expect(raw?.value).toBe(1);
      expect(raw?.expires).toBeGreaterThan(Date.now() + 2000);
    });
  });

  it('emits its events', async () => {
    const seen: unknown[] = [];
    manager.on('set', ({ key, value }) => seen.push(['set', key, value]));
    manager.on('get', ({ key, value }) => seen.push(['get', key, value]));
    manager.on('del', ({ key }) => seen.push(['del', key]));
    manager.on('clear', () => seen.push(['clear']));
    await manager.set('a', 1);
    await manager.get('a');
    await manager.del('a');
    await manager.clear();
    expect(seen.map(event => JSON.stringify(event))).toEqual(
      expect.arrayContaining(['["set","a",1]', '["get","a",1]', '["del","a"]', '["clear"]']),
    );
  });

  it('disconnect() leaves the connection to those who use it', async () => {
    await manager.disconnect();
    await manager.disconnect();
    await manager.set('value', 1);
    expect(await manager.get('value')).toBe(1);
  });

  it('goes on, and says so once, when a value cannot be kept', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    await manager.set('cat', new Cat('Tom'));
    await manager.set('cat', new Cat('Tim'));
    expect(await manager.wrap('cat', () => new Cat('Tam'))).toBeInstanceOf(Cat);
    expect(await manager.get('cat')).toBeUndefined();
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('an instance of Cat'));
  });

  it('takes a key that no entry can have for absent, and says so', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    expect(await manager.get('k'.repeat(2000))).toBeUndefined();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('maxKeyBytes'));
  });

  it('is always empty when the cache is switched off', async () => {
    const off = createCacheManager(await open({ enabled: false }), TTL);
    await off.set('value', 1);
    expect(await off.get('value')).toBeUndefined();
    expect(await off.wrap('value', () => 2)).toBe(2);
    expect(await redis.exists(`${prefix}:value`)).toBe(0);
  });
});
