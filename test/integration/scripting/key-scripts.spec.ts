import { describe, expect, it } from '@jest/globals';
import { LuaScripts } from '../../../lib/scripting/library/index.js';
import { defineScript, reply } from '../../../lib/scripting/index.js';
import { uniquePrefix } from '../../support/redis-url.js';
import { describeScripts, errorOf, resultOf } from '../../support/script-executor.js';

describeScripts('scripts about several keys', bench => {
  const keysOf = (...names: string[]): string[] => names.map(name => bench.key(name));
  const ttlsOf = (...names: string[]): Promise<number[]> =>
    Promise.all(names.map(name => bench.client.ttl(bench.stored(name))));

  async function fill(names: readonly string[]): Promise<void> {
    await Promise.all(names.map(name => bench.client.set(bench.stored(name), 'value')));
  }

  describe('GetMultiple', () => {
    const { GetMultiple } = LuaScripts;

    it('gives the values in the order of the keys, and null where there is none', async () => {
      await bench.client.set(bench.stored('user:1'), 'Ann');
      await bench.client.set(bench.stored('user:3'), '');
      const keys = keysOf('user:3', 'user:2', 'user:1', 'user:2', 'user:1');
      const result = await bench.executor.execute(GetMultiple, keys);
      expect(resultOf(result)).toEqual(['', null, 'Ann', null, 'Ann']);
    });

    it('gives null for a key that holds no string, and the other values all the same', async () => {
      await bench.client.hset(bench.stored('hash'), 'field', 'value');
      await bench.client.set(bench.stored('text'), 'value');
      const result = await bench.executor.execute(GetMultiple, keysOf('hash', 'text'));
      expect(resultOf(result)).toEqual([null, 'value']);
    });

    it('takes more keys than unpack() holds', async () => {
      await bench.client.set(bench.stored('n8999'), 'last');
      const names = Array.from({ length: 9000 }, (_, i) => `n${i}`);
      const values = resultOf(await bench.executor.execute(GetMultiple, keysOf(...names)));
      expect(values).toHaveLength(9000);
      expect(values.indexOf('last')).toBe(8999);
    });

    it('gives an empty array for no keys', async () => {
      expect(resultOf(await bench.executor.execute(GetMultiple, []))).toEqual([]);
    });

    it('gives bytes when its definition is copied with another reply type', async () => {
      const getBytes = { ...GetMultiple, returns: reply.list(reply.nullable(reply.bytes())) };
      const bytes = Buffer.from([0x00, 0xff]);
      await bench.client.set(bench.stored('bytes'), bytes);
      const values = await bench.executor.run(getBytes, { keys: keysOf('bytes', 'none') }, {});
      expect(values).toEqual([bytes, null]);
    });
  });

  describe('SetMultiple', () => {
    const { SetMultiple } = LuaScripts;

    it('stores all values with one ttl', async () => {
      const keys = keysOf('a', 'b', 'c');
      const result = await bench.executor.execute(SetMultiple, keys, ['va', 7, true, 300]);
      expect(resultOf(result)).toBe(3);
      const values = await bench.executor.execute(LuaScripts.GetMultiple, keys);
      expect(values.result).toEqual(['va', '7', '1']);
      expect(await ttlsOf('a', 'b', 'c')).toEqual([300, 300, 300]);
    });

    it.each([
      ['missing', ['v1', 300]],
      ['too many, which would be taken for the ttl', ['v1', 'v2', 'v3', 300]],
      ['all missing', [300]],
    ])('stores nothing when values are %s', async (_, values) => {
      const keys = keysOf('m1', 'm2');
      const error = errorOf(await bench.executor.execute(SetMultiple, keys, values));
      expect(error.message).toContain('it takes 2 in KEYS and 3 in ARGV');
      expect(await ttlsOf('m1', 'm2')).toEqual([-2, -2]);
    });

    it.each(['v', '', '0', '-1', '1e3', ' 5', '0x10', '99999999999999999999'])(
      'stores nothing when the ttl is %j',
      async ttl => {
        const keys = keysOf('t1', 't2');
        const result = await bench.executor.execute(SetMultiple.lua, keys, ['v1', 'v2', ttl]);
        expect(errorOf(result).message).toContain('ttl, in seconds, must be a whole number from 1');
        expect(await ttlsOf('t1', 't2')).toEqual([-2, -2]);
      },
    );

    it('takes the longest ttl that its definition lets through', async () => {
      const ttl = Number.MAX_SAFE_INTEGER;
      const result = await bench.executor.execute(SetMultiple, keysOf('long'), ['value', ttl]);
      expect(resultOf(result)).toBe(1);
    });

    it('is called by names too', async () => {
      const set = await bench.executor.run(
        SetMultiple,
        { keys: keysOf('by', 'name') },
        { values: ['v1', 'v2'], ttl: 60 },
      );
      expect(set).toBe(2);
    });
  });

  describe('GetAndRefreshRelated', () => {
    const { GetAndRefreshRelated } = LuaScripts;

    it('gives the first value and refreshes it with all related keys that exist', async () => {
      await bench.client.set(bench.stored('order'), 'data', 'EX', 10);
      await bench.client.sadd(bench.stored('order:lines'), 'line');
      const keys = keysOf('order', 'order:lines', 'order:none');
      const result = await bench.executor.execute(GetAndRefreshRelated, keys, [600]);
      expect(resultOf(result)).toBe('data');
      expect(await ttlsOf('order', 'order:lines', 'order:none')).toEqual([600, 600, -2]);
    });

    it('touches no related key when the first does not exist', async () => {
      await bench.client.set(bench.stored('related'), 'data', 'EX', 10);
      const keys = keysOf('missing', 'related');
      const result = await bench.executor.execute(GetAndRefreshRelated, keys, [600]);
      expect(resultOf(result)).toBeNull();
      expect((await ttlsOf('related'))[0]).toBeLessThanOrEqual(10);
    });

    it('deletes nothing when the ttl is 0', async () => {
      await bench.client.set(bench.stored('kept'), 'data');
      const { lua } = GetAndRefreshRelated;
      const result = await bench.executor.execute(lua, keysOf('kept'), [0]);
      expect(errorOf(result).message).toContain('ttl, in seconds, must be');
      expect(await bench.client.get(bench.stored('kept'))).toBe('data');
    });

    it('needs a first key', async () => {
      const checked = await bench.executor.execute(GetAndRefreshRelated, [], [600]);
      expect(errorOf(checked).message).toContain(
        '0 given, but it takes at least 1 (key, related…)',
      );
      const unchecked = await bench.executor.execute(GetAndRefreshRelated.lua, [], [600]);
      expect(errorOf(unchecked).message).toContain('it takes 1 in KEYS and 1 in ARGV');
    });
  });

  describe('DeleteByPattern', () => {
    const { DeleteByPattern } = LuaScripts;

    it('removes what matches on every node, and counts it', async () => {
      // Without braces around all of it, the keys are spread over all masters.
      const names = Array.from({ length: 300 }, (_, i) => `user:${i}`);
      const set = (name: string) =>
        bench.executor.execute(LuaScripts.SetIfNotExists, [name], ['v', 60]);
      await Promise.all([...names, 'order:1'].map(set));
      const result = await bench.executor.execute(DeleteByPattern, ['user:*'], [50]);
      expect(resultOf(result)).toBe(300);
      const again = await bench.executor.run(DeleteByPattern, { pattern: 'user:*' }, { batch: 50 });
      expect(again).toBe(0);
      expect(resultOf(await bench.executor.execute(LuaScripts.GetMultiple, ['order:1']))).toEqual([
        'v',
      ]);
    });

    it('removes more keys in a batch than unpack() holds', async () => {
      const fillMany = defineScript({
        name: 'fill',
        keys: ['first'],
        lua: "for i = 1, 9500 do redis.call('SET', KEYS[1] .. i, '') end",
      });
      await bench.executor.run(fillMany, { first: bench.key('many') }, {});
      const pattern = bench.key('many*');
      expect(resultOf(await bench.executor.execute(DeleteByPattern, [pattern], [10_000]))).toBe(
        9500,
      );
    });

    it('keeps to its own prefix', async () => {
      const foreign = `${uniquePrefix()}:{slot}shared`;
      await bench.client.set(foreign, 'value', 'EX', 60);
      await fill(['shared']);
      const result = await bench.executor.execute(DeleteByPattern, ['*shared'], [100]);
      expect(resultOf(result)).toBe(1);
      expect(await bench.client.exists(foreign)).toBe(1);
    });

    it('takes sets of characters, and a backslash for one that means itself', async () => {
      await fill(['x1', 'x2', 'x3', 'x*']);
      const remove = async (pattern: string): Promise<number> =>
        bench.executor.run(DeleteByPattern, { pattern }, { batch: 100 });
      expect(await remove(bench.key('x[12]'))).toBe(2);
      expect(await remove(bench.key('x\\*'))).toBe(1);
      expect(await remove(bench.key('x?'))).toBe(1);
    });

    it.each([0, -1, 1.5, 10_001])('refuses a batch of %d', async batch => {
      const result = await bench.executor.execute(DeleteByPattern, ['*'], [batch]);
      expect(errorOf(result)).toMatchObject({
        code: 'SCRIPT_ARGUMENT',
        message: expect.stringContaining('whole number from 1 to 10000'),
      });
    });

    it('can be prepared and called as any other script', async () => {
      await fill(['prepared']);
      const prepared = await bench.executor.prepare(DeleteByPattern);
      expect(resultOf(await prepared.execute(keysOf('prepared'), [10]))).toBe(1);
    });
  });
});
