import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Cluster, Redis } from 'ioredis';
import { Keyv } from 'keyv';
import { createHybridKeyv, type HybridCache, HybridKeyvStore } from '../../../lib/cache/index.js';
import { InvalidKeyError } from '../../../lib/errors/index.js';
import { describeBackends } from '../../support/backends.js';
import { createTestCache, type TestCache, type TestCacheOptions } from '../../support/cache.js';
import { waitFor } from '../../support/wait-for.js';

async function entriesOf(keyv: Keyv): Promise<[unknown, unknown][]> {
  const entries: [unknown, unknown][] = [];
  for await (const [key, value] of keyv.iterator?.(undefined) ?? []) entries.push([key, value]);
  return entries.toSorted(([a], [b]) => String(a).localeCompare(String(b)));
}

describeBackends('HybridKeyvStore', backend => {
  const opened: TestCache[] = [];
  let cache: HybridCache;
  let prefix: string;
  let redis: Redis | Cluster;

  const open = async (options: TestCacheOptions = {}): Promise<HybridCache> => {
    const made = await createTestCache(backend.connection(), { keyPrefix: prefix, ...options });
    opened.push(made);
    return made.cache;
  };
  const keyvOf = (namespace?: string): Keyv =>
    new Keyv({ store: new HybridKeyvStore(cache), ...(namespace !== undefined && { namespace }) });

  beforeEach(async () => {
    const made = await createTestCache(backend.connection());
    opened.push(made);
    ({ cache, prefix } = made);
    redis = backend.client();
  });
  afterEach(async () => {
    await cache.clear();
    await Promise.all(opened.splice(0).map(({ connection }) => connection.close()));
  });

  describe('behind a Keyv as it comes', () => {
    it('keeps what Keyv makes of a value, under its namespace', async () => {
      await keyvOf().set('a', { b: 1 });
      expect(await redis.get(`${prefix}:keyv:a`)).toBe(JSON.stringify('{"value":{"b":1}}'));
      cache.removeLocal('keyv:a');
      expect(await keyvOf().get('a')).toEqual({ b: 1 });
    });

    it('lives as long as Keyv says, without end by default', async () => {
      const keyv = keyvOf();
      await keyv.set('endless', 1);
      await keyv.set('brief', 1, 5000);
      expect(await redis.pttl(`${prefix}:keyv:endless`)).toBe(-1);
      expect(await redis.pttl(`${prefix}:keyv:brief`)).toBeGreaterThan(2000);
      await keyv.set('gone', 1, 30);
      await waitFor(async () => (await keyv.get('gone')) === undefined);
    });

    it('tells whether there was something to delete', async () => {
      const keyv = keyvOf();
      await keyv.set('a', 1);
      await keyv.set('b', 1);
      cache.removeLocal('keyv:b');
      expect(await keyv.delete('a')).toBe(true);
      expect(await keyv.delete('a')).toBe(false);
      expect(await keyv.delete(['a', 'b'])).toBe(true);
      expect(await keyv.delete(['a', 'b'])).toBe(false);
    });

    it('has() and hasMany() tell what is there', async () => {
      const keyv = keyvOf();
      await keyv.set('a', 1);
      expect(await keyv.has('a')).toBe(true);
      expect(await keyv.has(['a', 'b'])).toEqual([true, false]);
    });

    it('setMany() sets them all, each with its own life, and the last of a key wins', async () => {
      const keyv = keyvOf();
      const done = await keyv.setMany([
        { key: 'a', value: 0, ttl: 5000 },
        { key: 'a', value: 1 },
        { key: 'b', value: 2, ttl: 5000 },
      ]);
      expect(done).toEqual([true, true, true]);
      expect(await keyv.get(['a', 'b', 'c'])).toEqual([1, 2, undefined]);
      expect(await redis.pttl(`${prefix}:keyv:a`)).toBe(-1);
      expect(await redis.pttl(`${prefix}:keyv:b`)).toBeGreaterThan(2000);
    });

    it.each(['a', 'a*', '?', '[ab]', String.raw`a\*`, 'ü'])(
      'clear() empties the namespace %j only',
      async namespace => {
        const keyv = keyvOf(namespace);
        const others = ['b', 'ab', 'a*b', '*', String.raw`a\*b`].map(keyvOf);
        await Promise.all([keyv, ...others].map(each => each.set('key', 'there')));
        await cache.set('a key without a namespace', 1);
        await keyv.clear();
        expect(await keyv.get('key')).toBeUndefined();
        expect(await redis.exists(`${prefix}:${namespace}:key`)).toBe(0);
        const kept = await Promise.all(others.map(other => other.get('key')));
        expect(new Set(kept)).toEqual(new Set(['there']));
        expect(await cache.get('a key without a namespace')).toBe(1);
      },
    );

    it('walks its namespace, and only that', async () => {
      const keyv = keyvOf('a');
      const many = Array.from({ length: 1200 }, (_, value) => ({ key: `k${value}`, value }));
      await keyv.setMany(many);
      await keyvOf('b').set('k', 'of another');
      cache.removeLocal('a:k0');
      const entries = await entriesOf(keyv);
      expect(Object.fromEntries(entries)).toEqual(
        Object.fromEntries(many.map(({ key, value }) => [key, value])),
      );
      // Walking does not bring things into the first tier.
      expect(cache.peek('a:k0')).toBeUndefined();
    });

    it('prefixes keys itself when Keyv does not', async () => {
      const keyv = new Keyv({
        store: new HybridKeyvStore(cache),
        namespace: 'a',
        useKeyPrefix: false,
      });
      await keyv.set('key', 1);
      expect(await cache.get('a:key')).toBe('{"value":1}');
      expect(await keyv.get('key')).toBe(1);
      await keyv.clear();
      expect(await keyv.get('key')).toBeUndefined();
    });

    it('compresses, when Keyv does', async () => {
      const compression = {
        compress: async (value: string) => `<${value}>`,
        decompress: async (value: string) => value.slice(1, -1),
      };
      const keyv = new Keyv({ store: new HybridKeyvStore(cache), compression });
      await keyv.set('a', 'text');
      expect(await cache.get('keyv:a')).toBe('{"value":"<text>"}');
      expect(await keyv.get('a')).toBe('text');
    });

    it('tells listeners of the errors of every operation', async () => {
      const keyv = keyvOf();
      const errors = jest.fn();
      keyv.on('error', errors);
      const long = 'k'.repeat(2000);
      expect(await keyv.get(long)).toBeUndefined();
      expect(await keyv.set(long, 1)).toBe(false);
      expect(await keyv.delete(long)).toBe(false);
      expect(errors.mock.calls.flat()).toEqual(Array(3).fill(expect.any(InvalidKeyError)));
      await expect(new HybridKeyvStore(cache).get(long)).rejects.toThrow(InvalidKeyError);
    });
  });

  describe('made by createHybridKeyv()', () => {
    it('shares entries with the cache', async () => {
      const keyv = createHybridKeyv<Date>(cache);
      await keyv.set('at', new Date(7));
      expect(await cache.get('at')).toEqual(new Date(7));
      await cache.set('other', new Date(8));
      expect(await keyv.get('other')).toEqual(new Date(8));
    });

    it('tells when entries end', async () => {
      const keyv = createHybridKeyv(cache);
      await keyv.set('a', 1, 5000);
      await keyv.set('b', 2);
      const [a, b, c] = await keyv.get(['a', 'b', 'c'], { raw: true });
      expect(a?.expires).toBeGreaterThan(Date.now() + 2000);
      expect(b).toEqual({ value: 2, expires: undefined });
      expect(c).toBeUndefined();
    });

    it('keeps a namespace, and walks it', async () => {
      const keyv = createHybridKeyv(cache, { namespace: 'a' });
      await keyv.set('one', 'text');
      await keyv.set('two', { plain: true });
      await cache.set('other', 1);
      expect(await cache.get('a:one')).toBe('text');
      expect(await entriesOf(keyv)).toEqual([
        ['one', 'text'],
        ['two', { plain: true }],
      ]);
      await keyv.clear();
      expect(await entriesOf(keyv)).toEqual([]);
      expect(await entriesOf(createHybridKeyv(cache))).toEqual([['other', 1]]);
    });

    it('keeps keys with colons as they are', async () => {
      const keyv = createHybridKeyv(cache);
      await keyv.set('user:1', 'Ann');
      expect(await entriesOf(keyv)).toEqual([['user:1', 'Ann']]);
    });

    it('refuses a Keyv that serializes after all', async () => {
      const keyv = createHybridKeyv(cache, { throwOnErrors: true });
      keyv.serialize = JSON.stringify;
      await expect(keyv.set('a', 1)).rejects.toThrow('createHybridKeyv');
    });
  });

  it('walks the first tier where there is no second', async () => {
    const keyv = createHybridKeyv(await open({ useRemote: false }));
    await keyv.set('a', 1);
    expect(await keyv.delete('absent')).toBe(false);
    expect(await entriesOf(keyv)).toEqual([['a', 1]]);
    expect(await keyv.delete('a')).toBe(true);
  });

  it('is always empty when the cache is switched off', async () => {
    const keyv = createHybridKeyv(await open({ enabled: false }));
    await keyv.set('a', 1);
    expect(await keyv.has('a')).toBe(false);
    expect(await entriesOf(keyv)).toEqual([]);
    expect(await keyv.delete('a')).toBe(false);
  });
});
