import { describe, expect, it } from '@jest/globals';
import { LuaScripts } from '../../../lib/scripting/library/index.js';
import { defineScript, type ScriptValue } from '../../../lib/scripting/index.js';
import { describeScripts, errorOf, resultOf } from '../../support/script-executor.js';

const { SmartCache } = LuaScripts;

/** In seconds, as a client would send it. All calls of a test come in the same one. */
const NOW = 1_700_000_000;

describeScripts("CyRedis's smart_cache", bench => {
  /** A cache of its own. */
  function cacheOf(name: string) {
    const keysOf = (entry: string): [string, string, string] => [
      bench.key(`${name}:${entry}`),
      bench.key(`${name}:log`),
      bench.key(`${name}:stats`),
    ];
    const call = async (operation: string, entry: string, ...values: ScriptValue[]) =>
      resultOf(
        await bench.executor.execute(SmartCache, keysOf(entry), [operation, NOW, ...values]),
      );
    const log = bench.stored(`${name}:log`);
    const stored = (entry: string): string => bench.stored(`${name}:${entry}`);
    return {
      keysOf,
      log,
      hash: stored('stats'),
      stored,
      call,
      get: async (entry: string) => (await call('GET', entry)).data,
      set: (entry: string, max = 1000, ttl = 60) =>
        call('SET', entry, `value of ${entry}`, ttl, max),
      stats: () => call('STATS', ''),
      /** As if the time to live of an entry had gone by. */
      end: (entry: string) => bench.client.zadd(log, 'XX', -1, `ends:${stored(entry)}`),
    };
  }

  it('gives what was stored, which was lost in an empty reply', async () => {
    const cache = cacheOf('data');
    expect(await cache.call('GET', 'a')).toEqual({ hit: false });
    expect(await cache.call('SET', 'a', 'text', 3600)).toEqual({ set: true, ttl_seconds: 3600 });
    expect(await cache.call('GET', 'a')).toEqual({ hit: true, data: 'text' });
  });

  it('tells the statistics with a hit rate, which was always 0', async () => {
    const cache = cacheOf('rate');
    const none = { hits: 0, misses: 0, sets: 0, deletes: 0, evictions: 0, size: 0, hit_rate: 0 };
    expect(await cache.stats()).toEqual(none);
    await cache.set('a');
    await cache.set('b');
    await cache.get('a');
    await cache.get('none');
    await cache.get('b');
    await cache.call('DELETE', 'b');
    expect(await cache.stats()).toEqual({
      hits: 2,
      misses: 1,
      sets: 2,
      deletes: 1,
      evictions: 0,
      size: 1,
      hit_rate: 2 / 3,
    });
  });

  it('evicts what was not used for longest, though all calls come in one second', async () => {
    const cache = cacheOf('lru');
    await cache.set('c', 3);
    await cache.set('b', 3);
    await cache.set('a', 3);
    await cache.get('c');
    await cache.set('d', 3);
    expect(await cache.get('b')).toBeUndefined();
    expect(await cache.get('a')).toBe('value of a');
    expect(await cache.get('c')).toBe('value of c');
    expect(await cache.stats()).toMatchObject({ size: 3, evictions: 1 });
  });

  it('evicts nothing when an entry is replaced', async () => {
    const cache = cacheOf('replaced');
    await cache.set('a', 2);
    await cache.set('b', 2);
    await cache.set('b', 2);
    expect(await cache.get('a')).toBe('value of a');
    expect(await cache.stats()).toMatchObject({ size: 2, evictions: 0 });
  });

  it('touches no key that is not in KEYS, and frees the memory of what it evicts', async () => {
    const cache = cacheOf('declared');
    await cache.set('a', 1);
    await cache.set('b', 1);
    const kept = [`entry:${cache.stored('b')}`, 'evictions', 'sets'];
    expect((await bench.client.hkeys(cache.hash)).toSorted()).toEqual(kept);
    expect(await bench.client.exists(cache.stored('a'), cache.stored('b'))).toBe(0);
    await bench.client.set(cache.stored('b'), 'somebody else');
    await cache.set('c', 1);
    await cache.call('CLEAR', '');
    expect(await bench.client.get(cache.stored('b'))).toBe('somebody else');
  });

  it('holds as many entries as it may when many are stored at the same time', async () => {
    const cache = cacheOf('race');
    await Promise.all(Array.from({ length: 50 }, (_, i) => cache.set(`entry ${i}`, 10)));
    expect(await cache.stats()).toMatchObject({ sets: 50, size: 10, evictions: 40 });
    expect(await bench.client.zcard(cache.log)).toBe(20);
  });

  it('shrinks when it may hold less', async () => {
    const cache = cacheOf('shrunk');
    await Promise.all(['a', 'b', 'c', 'd'].map(entry => cache.set(entry)));
    await cache.set('e', 2);
    expect(await cache.stats()).toMatchObject({ size: 2, evictions: 3 });
    expect(await cache.get('e')).toBe('value of e');
  });

  describe('when the time of an entry has gone by', () => {
    it('misses it, and forgets it', async () => {
      const cache = cacheOf('ended');
      await cache.set('a');
      await cache.end('a');
      expect(await cache.stats()).toMatchObject({ size: 0 });
      expect(await cache.call('GET', 'a')).toEqual({ hit: false });
      expect(await bench.client.exists(cache.log)).toBe(0);
      expect(await bench.client.hkeys(cache.hash)).not.toContain(`entry:${cache.stored('a')}`);
    });

    it('does not evict another for it, though it is still in the log', async () => {
      const cache = cacheOf('room');
      await cache.set('old', 2);
      await cache.set('new', 2);
      await cache.end('new');
      await cache.set('third', 2);
      expect(await cache.get('old')).toBe('value of old');
      expect(await cache.stats()).toMatchObject({ size: 2, evictions: 0 });
    });

    it('has nothing to delete', async () => {
      const cache = cacheOf('late');
      await cache.set('a');
      await cache.end('a');
      expect(await cache.call('DELETE', 'a')).toEqual({ deleted: false });
      expect(await cache.stats()).toMatchObject({ deletes: 0 });
    });

    it('leaves nothing behind for ever: log and statistics go a day after the last entry', async () => {
      const cache = cacheOf('abandoned');
      await cache.set('a', 10, 600);
      await cache.set('b', 10, 60);
      const ttls = await Promise.all([bench.client.ttl(cache.log), bench.client.ttl(cache.hash)]);
      expect(ttls).toEqual([87_000, 87_000]);
      await bench.client.del(cache.log, cache.hash);
      await cache.get('a');
      expect(await bench.client.ttl(cache.hash)).toBe(86_400);
    });
  });

  it('deletes an entry once', async () => {
    const cache = cacheOf('deleted');
    await cache.set('a');
    expect(await cache.call('DELETE', 'a')).toEqual({ deleted: true });
    expect(await cache.call('DELETE', 'a')).toEqual({ deleted: false });
    expect(await cache.get('a')).toBeUndefined();
    expect(await cache.stats()).toMatchObject({ size: 0, deletes: 1 });
  });

  it('clears more entries than unpack() holds', async () => {
    const cache = cacheOf('many');
    const fill = defineScript({
      name: 'fill',
      keys: ['log', 'hash'],
      lua: `for i = 1, 9500 do
        redis.call('ZADD', KEYS[1], i, 'used:' .. i, -9e15, 'ends:' .. i)
        redis.call('HSET', KEYS[2], 'entry:' .. i, '')
      end`,
    });
    const [, log, hash] = cache.keysOf('');
    await bench.executor.run(fill, { log, hash }, {});
    expect(await cache.stats()).toMatchObject({ size: 9500 });
    expect(await cache.call('CLEAR', '')).toEqual({ cleared: true, entries_cleared: 9500 });
    expect(await bench.client.exists(cache.log, cache.hash)).toBe(0);
  });

  it('expires 1000 entries a call at most, so that nobody has to wait', async () => {
    const cache = cacheOf('bounded');
    const fill = defineScript({
      name: 'fill',
      keys: ['log'],
      lua: "for i = 1, 1500 do redis.call('ZADD', KEYS[1], i, 'used:' .. i, -1, 'ends:' .. i) end",
    });
    await bench.executor.run(fill, { log: cache.keysOf('')[1] }, {});
    await cache.set('a');
    expect(await bench.client.zcard(cache.log)).toBe(2 * 501);
    await cache.set('a');
    expect(await bench.client.zcard(cache.log)).toBe(2);
  });

  it.each<[ScriptValue[], string]>([
    [['SET', NOW, 'value', 0], 'ttl, in seconds, must be a whole number from 1'],
    [['SET', NOW, 'value', 60, 0], 'max_entries must be a whole number from 1'],
    [['SET', NOW, 'value'], 'it takes 3 in KEYS and 4 to 5 in ARGV'],
    [['GET', NOW, 'value'], 'it takes 3 in KEYS and 2 in ARGV'],
    [['get', NOW], 'operation must be'],
    [[], 'operation must be'],
  ])('refuses %j, before it writes anything', async (values, message) => {
    const cache = cacheOf('refused');
    const { lua } = SmartCache;
    const result = await bench.executor.execute(lua, cache.keysOf('a'), values);
    expect(errorOf(result).message).toContain(message);
    expect(await bench.client.exists(cache.log, cache.hash)).toBe(0);
  });
});
