import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Cluster, Redis } from 'ioredis';
import {
  type HybridCache,
  PayloadTooLargeError,
  UnserializableValueError,
} from '../../../lib/cache/index.js';
import { InvalidKeyError, ServerReplyError } from '../../../lib/errors/index.js';
import { describeBackends } from '../../support/backends.js';
import { createTestCache, type TestCache, type TestCacheOptions } from '../../support/cache.js';
import { deferred, waitFor } from '../../support/wait-for.js';

class City {
  constructor(
    readonly name: string,
    readonly population: number,
  ) {}
  isLarge(): boolean {
    return this.population > 1_000_000;
  }
}

class Temperature {
  readonly #celsius: number;
  constructor(celsius: number) {
    this.#celsius = celsius;
  }
  static fromJSON(plain: unknown): Temperature {
    return new Temperature(Number(plain));
  }
  toJSON(): number {
    return this.#celsius;
  }
  get kelvin(): number {
    return this.#celsius + 273.15;
  }
}

describeBackends('HybridCache', backend => {
  const opened: TestCache[] = [];
  let cache: HybridCache;
  let prefix: string;
  let redis: Redis | Cluster;

  /** A cache of another process, as far as this one can tell. */
  const open = async (options: TestCacheOptions = {}): Promise<HybridCache> => {
    const made = await createTestCache(backend.connection(), { keyPrefix: prefix, ...options });
    opened.push(made);
    return made.cache;
  };

  beforeEach(async () => {
    const made = await createTestCache(backend.connection());
    opened.push(made);
    ({ cache, prefix } = made);
    redis = backend.client();
  });
  afterEach(async () => {
    await cache.clear();
    await Promise.all(opened.splice(0).map(({ connection }) => connection.close()));
    jest.useRealTimers();
  });

  describe('get and set', () => {
    it('gives undefined for what is absent, and null for a stored null', async () => {
      await cache.set('nothing', null);

      expect(await cache.get('absent')).toBeUndefined();
      expect(await cache.get('nothing')).toBeNull();
      cache.removeLocal('nothing');
      expect(await cache.get('nothing')).toBeNull();
    });

    it('stores plain JSON under the prefixed key, for redis-cli and scripts to read', async () => {
      await cache.set('user:1', { name: 'Ada', tags: ['x'] }, { ttl: '1m' });

      expect(await redis.get(`${prefix}:user:1`)).toBe('{"name":"Ada","tags":["x"]}');
      expect(await redis.pttl(`${prefix}:user:1`)).toBeGreaterThan(58_000);
    });

    it('reads what another client wrote as plain JSON', async () => {
      await redis.set(`${prefix}:foreign`, '{"a":1}', 'EX', 60);

      expect(await cache.get('foreign')).toEqual({ a: 1 });
    });

    it('takes a text that is not of its serializer for absent, and writes over it', async () => {
      await redis.set(`${prefix}:raw`, 'owner-123', 'EX', 60);

      expect(await cache.get('raw')).toBeUndefined();
      expect(await cache.getOrCreate('raw', () => 'made')).toBe('made');
    });

    it('gives a value to other processes, and keeps no more than one copy of it', async () => {
      const other = await open();
      await cache.set('shared', { a: [1] });

      const first = await other.get('shared');

      expect(first).toEqual({ a: [1] });
      expect(await other.get('shared')).toBe(first);
      expect(other.peek('shared')).toBe(first);
    });

    it.each([
      ['a Date', new Date(5)],
      ['a Map', new Map([['a', new Set([1])]])],
      ['a bigint', 2n ** 70n],
      ['bytes', { data: Buffer.from([0, 255]) }],
      ['NaN and undefined members', { a: Number.NaN, b: undefined }],
    ])('gives back %s from either tier', async (_name, value) => {
      await cache.set('value', value);

      expect(await cache.get('value')).toStrictEqual(value);
      cache.removeLocal('value');
      expect(await cache.get('value')).toStrictEqual(value);
    });

    it('never ends without an end', async () => {
      await cache.set('eternal', 1, { ttl: Infinity });

      expect(await redis.pttl(`${prefix}:eternal`)).toBe(-1);
      cache.removeLocal('eternal');
      expect(await cache.get('eternal')).toBe(1);
      expect(cache.peek('eternal')).toBe(1);
    });

    it('refuses undefined, which means absence', async () => {
      await expect(cache.set('key', undefined)).rejects.toThrow('remove the key');
    });

    it('refuses a ttl that is not a length of time, and stores nothing', async () => {
      await expect(cache.set('key', 1, { ttl: 0 })).rejects.toThrow('ttl is 0, but must be');
      expect(await cache.get('key')).toBeUndefined();
    });

    it('refuses an instance of a class it cannot rebuild, with the remedy', async () => {
      await expect(cache.set('city', new City('Rome', 1))).rejects.toThrow(
        UnserializableValueError,
      );
      await expect(cache.set('city', new City('Rome', 1))).rejects.toThrow(/toJSON.*`type`/);
    });

    it('refuses a value over maxPayloadBytes, and leaves the one that was there', async () => {
      const small = await open({ maxPayloadBytes: 20 });
      await small.set('key', 'short');

      await expect(small.set('key', 'x'.repeat(30))).rejects.toThrow(PayloadTooLargeError);
      await expect(small.set('key', 'x'.repeat(30))).rejects.toThrow(
        'takes 32 bytes, over cache.maxPayloadBytes (20)',
      );
      expect(await small.get('key')).toBe('short');
    });

    it('says so when a key holds another data type', async () => {
      await redis.rpush(`${prefix}:list`, 'a');

      await expect(cache.get('list')).rejects.toThrow(ServerReplyError);
      await expect(cache.get('list')).rejects.toMatchObject({ serverCode: 'WRONGTYPE' });
    });
  });

  describe('values that come out', () => {
    it('are frozen where they are shared', async () => {
      const made: { list: number[] } = { list: [1] };
      const first = await cache.getOrCreate('list', () => made);
      const second = await cache.getOrCreate('list', () => made);

      expect(second).toBe(first);
      expect(() => first.list.push(2)).toThrow(TypeError);
    });

    it('leave the value that the factory made to its owner', async () => {
      const owned = { list: [1] };
      await cache.getOrCreate('list', () => owned);

      owned.list.push(2);

      expect(await cache.get('list')).toEqual({ list: [1] });
    });

    it('are copies where freezing does not protect them', async () => {
      const dates = { at: new Date(0) };
      const callers = await Promise.all([1, 2].map(() => cache.getOrCreate('dates', () => dates)));
      callers[0]?.at.setFullYear(1999);

      expect(callers[1]).toEqual({ at: new Date(0) });
      expect(await cache.get('dates')).toEqual({ at: new Date(0) });
      expect(cache.peek('dates')).toEqual({ at: new Date(0) });
    });

    it('are equal for the first caller and for every later one', async () => {
      const make = () => ({ price: { toJSON: () => '12.50' }, at: new Date(3) });
      const first = await cache.getOrCreate('price', make);
      cache.removeLocal('price');
      const fromStore = await cache.getOrCreate('price', make);

      expect(first).toEqual({ price: '12.50', at: new Date(3) });
      expect(fromStore).toEqual(first);
    });

    it('are instances of `type`', async () => {
      const make = () => new City('Rome', 2_800_000);
      const first = await cache.getOrCreate('rome', make, { type: City });
      cache.removeLocal('rome');
      const second = await cache.getOrCreate('rome', make, { type: City });
      const third = await cache.getOrCreate('rome', make, { type: City });

      for (const city of [first, second, third]) {
        expect(city).toBeInstanceOf(City);
        expect(city.isLarge()).toBe(true);
      }
      expect(third).toBe(second);
      expect(await redis.get(`${prefix}:rome`)).toBe('{"name":"Rome","population":2800000}');
      expect(await cache.get('rome')).toEqual({ name: 'Rome', population: 2_800_000 });
      expect(await cache.get('rome', { type: City })).toBeInstanceOf(City);
    });

    it('are lists of `type`, and instances made by its fromJSON', async () => {
      const make = () => [new Temperature(0), new Temperature(20)];
      await cache.getOrCreate('week', make, { type: Temperature });
      cache.removeLocal('week');

      const week = await cache.getOrCreate('week', make, { type: Temperature });

      expect(week.map(({ kelvin }) => kelvin)).toEqual([273.15, 293.15]);
    });
  });

  describe('getOrCreate', () => {
    it('runs the factory once for all who ask at the same time', async () => {
      const factory = jest.fn(async () => ({ made: true }));

      const values = await Promise.all(
        Array.from({ length: 50 }, () => cache.getOrCreate('hot', factory)),
      );

      expect(factory).toHaveBeenCalledTimes(1);
      expect(new Set(values).size).toBe(1);
      expect(await cache.get('hot')).toEqual({ made: true });
    });

    it('gives the error of a failing factory to all who wait, after one call, and stores nothing', async () => {
      const error = new Error('origin is down');
      const factory = jest.fn(() => Promise.reject(error));

      const outcomes = await Promise.allSettled(
        Array.from({ length: 50 }, () => cache.getOrCreate('broken', factory)),
      );

      expect(factory).toHaveBeenCalledTimes(1);
      expect(
        outcomes.every(outcome => outcome.status === 'rejected' && outcome.reason === error),
      ).toBe(true);
      expect(await cache.getOrCreate('broken', () => 'well again')).toBe('well again');
    });

    it('gives the error of a factory that throws before it returns a promise', async () => {
      await expect(
        cache.getOrCreate('broken', () => {
          throw new Error('at once');
        }),
      ).rejects.toThrow('at once');
    });

    it('does not store undefined, and stores null', async () => {
      const factory = jest
        .fn<() => null | undefined>()
        .mockReturnValueOnce(undefined)
        .mockReturnValue(null);

      expect(await cache.getOrCreate('maybe', factory)).toBeUndefined();
      expect(await cache.getOrCreate('maybe', factory)).toBeNull();
      expect(await cache.getOrCreate('maybe', factory)).toBeNull();
      expect(factory).toHaveBeenCalledTimes(2);
    });

    it('takes a value from the second tier before it asks the factory', async () => {
      await cache.set('known', 'stored');
      const other = await open();

      expect(await other.getOrCreate('known', () => 'made')).toBe('stored');
    });

    it('returns an instance that it cannot store, and asks the factory again', async () => {
      const factory = jest.fn(() => new City('Rome', 1));

      expect(await cache.getOrCreate('rome', factory)).toBeInstanceOf(City);
      expect(await cache.getOrCreate('rome', factory)).toBeInstanceOf(City);
      expect(factory).toHaveBeenCalledTimes(2);
      expect(await redis.exists(`${prefix}:rome`)).toBe(0);
    });

    it('returns a value over maxPayloadBytes without storing it', async () => {
      const small = await open({ maxPayloadBytes: 20 });

      expect(await small.getOrCreate('large', () => 'x'.repeat(30))).toHaveLength(30);
      expect(await redis.exists(`${prefix}:large`)).toBe(0);
    });

    it('lets the factory choose the ttl, or skip storing', async () => {
      await cache.getOrCreate('short', context => {
        context.setTtl('2s');
        return context.key;
      });
      await cache.getOrCreate('skipped', context => {
        context.skip();
        return 1;
      });

      expect(await redis.pttl(`${prefix}:short`)).toBeLessThanOrEqual(2000);
      expect(await cache.get('short')).toBe('short');
      expect(await cache.get('skipped')).toBeUndefined();
    });

    it('is not held up by a factory of another key that never settles', async () => {
      void cache.getOrCreate('hanging', () => new Promise<never>(() => undefined));

      expect(await cache.getOrCreate('other', () => 1)).toBe(1);
    });

    it('starts anew after remove, when a factory never settles', async () => {
      const started = deferred();
      void cache.getOrCreate('hanging', () => {
        started.resolve();
        return new Promise<never>(() => undefined);
      });
      await started.promise;

      await cache.remove('hanging');

      expect(await cache.getOrCreate('hanging', () => 'second')).toBe('second');
    });
  });

  describe('a write during a load', () => {
    it('keeps a value loaded before a remove out of both tiers', async () => {
      const origin = deferred<string>();
      const loading = cache.getOrCreate('raced', () => origin.promise);
      await waitFor(() => cache.peek('raced') === undefined);
      await cache.remove('raced');

      origin.resolve('old');

      expect(await loading).toBe('old');
      expect(cache.peek('raced')).toBeUndefined();
      expect(await cache.get('raced')).toBeUndefined();
    });

    it('keeps a value loaded before a set from replacing what was set', async () => {
      const origin = deferred<string>();
      const loading = cache.getOrCreate('raced', () => origin.promise);
      await cache.set('raced', 'new');

      origin.resolve('old');
      await loading;

      expect(await cache.get('raced')).toBe('new');
      expect(await redis.get(`${prefix}:raced`)).toBe('"new"');
    });

    it('keeps an old value that a read brings late out of the first tier', async () => {
      await cache.set('raced', 'old');
      cache.removeLocal('raced');

      const reading = cache.get('raced');
      const removing = cache.remove('raced');

      expect([undefined, 'old']).toContain(await reading);
      await removing;
      expect(cache.peek('raced')).toBeUndefined();
    });

    it('keeps the last of several sets', async () => {
      await Promise.all([1, 2, 3, 4, 5].map(value => cache.set('busy', value)));

      expect(await cache.get('busy')).toBe(5);
      cache.removeLocal('busy');
      expect(await cache.get('busy')).toBe(5);
    });

    it('reads no load that began before a clear', async () => {
      const origin = deferred<string>();
      const loading = cache.getOrCreate('raced', () => origin.promise);
      await cache.clear();

      origin.resolve('old');
      await loading;

      expect(await cache.get('raced')).toBeUndefined();
    });
  });

  describe('tiers', () => {
    it('keeps a value in this process only with useRemote: false', async () => {
      await cache.set('local', 1, { useRemote: false });

      expect(await cache.get('local')).toBe(1);
      expect(await redis.exists(`${prefix}:local`)).toBe(0);
      expect(await cache.getOrCreate('made', () => 2, { useRemote: false })).toBe(2);
      expect(await redis.exists(`${prefix}:made`)).toBe(0);
    });

    it('keeps a value on the server only with useLocal: false', async () => {
      await cache.set('remote', 1, { useLocal: false });
      await cache.getOrCreate('made', () => 2, { useLocal: false });

      expect(cache.peek('remote')).toBeUndefined();
      expect(cache.peek('made')).toBeUndefined();
      expect(await cache.get('remote', { useLocal: false })).toBe(1);
      expect(cache.peek('remote')).toBeUndefined();
    });

    it('asks the server with useLocal: false although this process has a copy', async () => {
      await cache.set('key', 'old');
      await redis.set(`${prefix}:key`, '"new"', 'EX', 60);

      expect(await cache.get('key')).toBe('old');
      expect(await cache.get('key', { useLocal: false })).toBe('new');
    });

    it('keeps to what the module says of its tiers', async () => {
      const remoteOnly = await open({ useLocal: false });
      await remoteOnly.set('key', 1);
      await remoteOnly.getOrCreate('key', () => 2);

      expect(remoteOnly.peek('key')).toBeUndefined();
      expect(await remoteOnly.get('key')).toBe(1);
    });

    it('never keeps a copy longer than the entry lives', async () => {
      await redis.set(`${prefix}:short`, '1', 'PX', 60);

      expect(await cache.get('short')).toBe(1);
      await waitFor(async () => (await redis.exists(`${prefix}:short`)) === 0);
      expect(cache.peek('short')).toBeUndefined();
      expect(await cache.get('short')).toBeUndefined();
    });

    it('ends a copy after localTtl, by a clock that fake timers move', async () => {
      await cache.set('key', 1, { ttl: '1h', localTtl: '5s' });
      jest.useFakeTimers({
        doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'],
      });

      jest.advanceTimersByTime(4000);
      expect(cache.peek('key')).toBe(1);
      jest.advanceTimersByTime(1000);
      expect(cache.peek('key')).toBeUndefined();
    });

    it('makes room by the number of entries, least recently used first', async () => {
      const small = await open({ localMaxEntries: 2 });
      await small.set('a', 1);
      await small.set('b', 2);
      await small.get('a');
      await small.set('c', 3);

      expect([small.peek('a'), small.peek('b'), small.peek('c')]).toEqual([1, undefined, 3]);
      expect(await small.get('b')).toBe(2);
    });

    it('does not count a peek as a use of the entry', async () => {
      const small = await open({ localMaxEntries: 2 });
      await small.set('a', 1);
      await small.set('b', 2);
      small.peek('a');
      await small.set('c', 3);

      expect([small.peek('a'), small.peek('b'), small.peek('c')]).toEqual([undefined, 2, 3]);
    });

    it('makes room by bytes', async () => {
      const small = await open({ localMaxBytes: 2500 });
      await small.set('a', 'x'.repeat(1000));
      await small.set('b', 'x'.repeat(1000));
      await small.set('c', 'x'.repeat(1000));

      expect(small.peek('a')).toBeUndefined();
      expect(small.peek('c')).toHaveLength(1000);
    });

    it('is a miss for everything, and stores nothing, when it is not enabled', async () => {
      await cache.set('key', 'stored');
      const off = await open({ enabled: false });

      expect(await off.get('key')).toBeUndefined();
      expect(await off.getOrCreate('key', () => 'made', { useLocal: true })).toBe('made');
      await off.set('other', 1, { useRemote: true });
      expect(off.peek('other')).toBeUndefined();
      expect(await cache.get('other')).toBeUndefined();
      expect(await cache.get('key')).toBe('stored');
    });
  });

  describe('several keys', () => {
    it('gives those that are there, in the order of the keys', async () => {
      await cache.setMany(
        [
          ['a', 1],
          ['b', null],
          ['c', new Date(1)],
        ],
        { ttl: '1m' },
      );
      cache.removeLocal('b');

      const values = await cache.getMany(['c', 'absent', 'b', 'a', 'c']);

      expect([...values]).toEqual([
        ['c', new Date(1)],
        ['b', null],
        ['a', 1],
      ]);
      expect(cache.peek('b')).toBeNull();
      expect(await redis.pttl(`${prefix}:a`)).toBeGreaterThan(58_000);
    });

    it('handles thousands of keys in all slots', async () => {
      const keys = Array.from({ length: 3000 }, (_, index) => `key:${index}`);
      await cache.setMany(keys.map(key => [key, key]));
      const other = await open();

      const values = await other.getMany(keys);

      expect(values.size).toBe(3000);
      await other.remove(keys);
      expect((await other.getMany(keys)).size).toBe(0);
    });

    it('keeps values without an end', async () => {
      await cache.setMany(
        [
          ['a', 1],
          ['b', 2],
        ],
        { ttl: Infinity },
      );

      expect(await redis.pttl(`${prefix}:b`)).toBe(-1);
    });

    it('stores none when one cannot be stored', async () => {
      await expect(
        cache.setMany([
          ['good', 1],
          ['bad', () => 1],
        ]),
      ).rejects.toThrow(UnserializableValueError);
      expect(await cache.get('good')).toBeUndefined();
    });

    it('does nothing for no keys', async () => {
      await cache.setMany([]);
      await cache.remove([]);

      expect(await cache.getMany([])).toEqual(new Map());
    });
  });

  describe('remove, removeByPattern and clear', () => {
    it('removes one key or several from both tiers', async () => {
      await cache.setMany([
        ['a', 1],
        ['b', 2],
        ['c', 3],
      ]);
      await cache.remove('a');
      await cache.remove(['b', 'absent']);

      expect(await cache.getMany(['a', 'b', 'c'])).toEqual(new Map([['c', 3]]));
      expect(await redis.exists(`${prefix}:a`)).toBe(0);
    });

    it('removes what matches a pattern, on every master, and counts it', async () => {
      await cache.setMany(Array.from({ length: 1200 }, (_, index) => [`user:${index}`, index]));
      await cache.setMany([
        ['users', 1],
        ['user*', 2],
      ]);

      expect(await cache.removeByPattern('user:*')).toBe(1200);
      expect((await cache.getMany(['user:5', 'users', 'user*'])).size).toBe(2);
    });

    it('takes a glob character that is escaped for itself', async () => {
      await cache.setMany([
        ['a*', 1],
        ['ab', 2],
      ]);

      expect(await cache.removeByPattern('a\\*')).toBe(1);
      expect(await cache.get('ab')).toBe(2);
    });

    it('clears what lies under its own prefix only', async () => {
      const neighbour = await open({ keyPrefix: `${prefix}2` });
      await neighbour.set('key', 'theirs');
      await cache.setMany([
        ['a', 1],
        ['b', 2],
      ]);

      await cache.clear();

      expect((await cache.getMany(['a', 'b'])).size).toBe(0);
      expect(await neighbour.get('key', { useLocal: false })).toBe('theirs');
      await neighbour.clear();
    });

    it('removes from this process only with removeLocal', async () => {
      await cache.set('key', 1);
      cache.removeLocal('key');

      expect(cache.peek('key')).toBeUndefined();
      expect(await cache.get('key')).toBe(1);
    });
  });

  describe('keys', () => {
    it('keeps ten thousand odd keys apart', async () => {
      const odd = [
        '',
        ' ',
        '\n',
        '\r\n',
        ',',
        '{',
        '}',
        '{}',
        '{a}',
        '*',
        '?',
        '[a]',
        '\\',
        '\0',
        '"',
        "'",
        'ключ',
        '键',
        '🔑',
        '__proto__',
        'constructor',
        'toString',
        ':',
        '/',
        '..',
        '%',
        '~',
      ];
      const combined = odd.flatMap(a => odd.flatMap(b => odd.map(c => `${a}${b}|${c}`)));
      const keys = [...new Set([...odd, ...combined])].slice(0, 10_000);
      expect(keys).toHaveLength(10_000);
      await cache.setMany(keys.map((key, index) => [key, index]));
      const other = await open();

      const values = await other.getMany(keys);

      expect([...values.entries()]).toEqual(keys.map((key, index) => [key, index]));
    });

    it.each([
      ['a key over maxKeyBytes', 'k'.repeat(1025)],
      ['half of a surrogate pair', '\udc00'],
    ])('refuses %s everywhere, before anything is sent', async (_name, key) => {
      await expect(cache.get(key)).rejects.toThrow(InvalidKeyError);
      await expect(cache.set(key, 1)).rejects.toThrow(InvalidKeyError);
      await expect(cache.remove(key)).rejects.toThrow(InvalidKeyError);
      await expect(cache.getOrCreate(key, () => 1)).rejects.toThrow(InvalidKeyError);
      await expect(cache.getMany(['fine', key])).rejects.toThrow(InvalidKeyError);
    });
  });
});
