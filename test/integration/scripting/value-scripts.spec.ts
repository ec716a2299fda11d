import { describe, expect, it } from '@jest/globals';
import { LuaScripts } from '../../../lib/scripting/library/index.js';
import { ScriptArgumentError } from '../../../lib/scripting/index.js';
import { describeScripts, errorOf, resultOf } from '../../support/script-executor.js';

describeScripts('scripts about one value', bench => {
  describe('GetAndExtendExpiration', () => {
    const { GetAndExtendExpiration } = LuaScripts;

    it('gives the value and extends its time to live', async () => {
      await bench.client.set(bench.stored('session'), 'data', 'EX', 10);
      const result = await bench.executor.execute(
        GetAndExtendExpiration,
        [bench.key('session')],
        [1800],
      );
      expect(resultOf(result)).toBe('data');
      expect(await bench.client.ttl(bench.stored('session'))).toBe(1800);
    });

    it('gives null for a key that does not exist, and does not make it', async () => {
      const result = await bench.executor.execute(
        GetAndExtendExpiration,
        [bench.key('gone')],
        [1800],
      );
      expect(resultOf(result)).toBeNull();
      expect(await bench.client.exists(bench.stored('gone'))).toBe(0);
    });

    it.each([0, -1])('does not delete a key whose ttl is given as %d', async ttl => {
      await bench.client.set(bench.stored('kept'), 'data', 'EX', 10);
      const keys = [bench.key('kept')];
      const checked = await bench.executor.execute(GetAndExtendExpiration, keys, [ttl]);
      expect(errorOf(checked)).toBeInstanceOf(ScriptArgumentError);
      const unchecked = await bench.executor.execute(GetAndExtendExpiration.lua, keys, [ttl]);
      expect(errorOf(unchecked)).toMatchObject({
        code: 'SCRIPT_RUNTIME',
        message: expect.stringContaining('ttl, in seconds, must be a whole number from 1'),
      });
      expect(await bench.client.get(bench.stored('kept'))).toBe('data');
    });

    it('says WRONGTYPE for a key that holds no string', async () => {
      await bench.client.hset(bench.stored('hash'), 'field', 'value');
      const result = await bench.executor.execute(
        GetAndExtendExpiration,
        [bench.key('hash')],
        [10],
      );
      expect(errorOf(result)).toMatchObject({ serverCode: 'WRONGTYPE' });
      expect(await bench.client.ttl(bench.stored('hash'))).toBe(-1);
    });
  });

  describe('SetIfNotExists', () => {
    const { SetIfNotExists } = LuaScripts;
    const set = (name: string, value: string, ttl: number) =>
      bench.executor.execute(SetIfNotExists, [bench.key(name)], [value, ttl]);

    it('stores the first value with its ttl, and no second one', async () => {
      expect(resultOf(await set('once', 'first', 60))).toBe(1);
      expect(resultOf(await set('once', 'second', 900))).toBe(0);
      expect(await bench.client.get(bench.stored('once'))).toBe('first');
      expect(await bench.client.ttl(bench.stored('once'))).toBe(60);
    });

    it('gives 1 to only one of many that call at the same time', async () => {
      const calls = Array.from({ length: 50 }, (_, i) => set('race', `caller ${i}`, 60));
      const results = await Promise.all(calls);
      expect(results.filter(result => result.result === 1)).toHaveLength(1);
    });

    it.each([0, -5, 1.5, Number.NaN])('refuses a ttl of %d clearly', async ttl => {
      expect(errorOf(await set('never', 'value', ttl))).toMatchObject({
        code: 'SCRIPT_ARGUMENT',
        message: expect.stringMatching(/SetIfNotExists, argument ttl: .* whole number of seconds/),
      });
      expect(await bench.client.exists(bench.stored('never'))).toBe(0);
    });
  });

  describe('SetIfExists', () => {
    const { SetIfExists } = LuaScripts;
    const set = (name: string, value: string, ttl: number) =>
      bench.executor.execute(SetIfExists, [bench.key(name)], [value, ttl]);

    it('makes no key', async () => {
      expect(resultOf(await set('absent', 'value', 60))).toBe(0);
      expect(await bench.client.exists(bench.stored('absent'))).toBe(0);
    });

    it('replaces the value and the ttl', async () => {
      await bench.client.set(bench.stored('present'), 'old', 'EX', 9000);
      expect(resultOf(await set('present', 'new', 60))).toBe(1);
      expect(await bench.client.get(bench.stored('present'))).toBe('new');
      expect(await bench.client.ttl(bench.stored('present'))).toBe(60);
    });

    it('replaces a value of any type', async () => {
      await bench.client.sadd(bench.stored('set'), 'member');
      expect(resultOf(await set('set', 'text', 60))).toBe(1);
      expect(await bench.client.get(bench.stored('set'))).toBe('text');
    });

    it('refuses a ttl of 0 clearly', async () => {
      expect(errorOf(await set('present', 'value', 0))).toBeInstanceOf(ScriptArgumentError);
    });
  });

  describe('CompareAndSwap', () => {
    const { CompareAndSwap } = LuaScripts;

    it('replaces the expected value and its ttl', async () => {
      await bench.client.set(bench.stored('stock'), '100', 'EX', 10);
      const keys = [bench.key('stock')];
      const first = await bench.executor.execute(CompareAndSwap, keys, ['100', '99', 3600]);
      const second = await bench.executor.execute(CompareAndSwap, keys, ['100', '98', 5]);
      expect([resultOf(first), resultOf(second)]).toEqual([1, 0]);
      expect(await bench.client.get(bench.stored('stock'))).toBe('99');
      expect(await bench.client.ttl(bench.stored('stock'))).toBe(3600);
    });

    it('gives 0 for a key that does not exist', async () => {
      const result = await bench.executor.execute(
        CompareAndSwap,
        [bench.key('none')],
        ['', 'a', 5],
      );
      expect(resultOf(result)).toBe(0);
      expect(await bench.client.exists(bench.stored('none'))).toBe(0);
    });

    it('compares bytes, not text', async () => {
      await bench.client.set(bench.stored('bytes'), Buffer.from([0x00, 0xff, 0x0a]));
      const swap = (expected: Uint8Array) =>
        bench.executor.run(
          CompareAndSwap,
          { key: bench.key('bytes') },
          { expected, value: Buffer.from([0xfe]), ttl: 60 },
        );
      expect(await swap(Buffer.from([0x00, 0xfe, 0x0a]))).toBe(0);
      expect(await swap(Buffer.from([0x00, 0xff, 0x0a]))).toBe(1);
      expect(await bench.client.getBuffer(bench.stored('bytes'))).toEqual(Buffer.from([0xfe]));
    });

    it('lets one of many that call at the same time win', async () => {
      await bench.client.set(bench.stored('contended'), 'free');
      const calls = Array.from({ length: 50 }, (_, i) =>
        bench.executor.execute(CompareAndSwap, [bench.key('contended')], ['free', i, 60]),
      );
      const results = await Promise.all(calls);
      expect(results.filter(result => result.result === 1)).toHaveLength(1);
    });
  });

  describe('IncrementWithExpiration', () => {
    const { IncrementWithExpiration } = LuaScripts;
    const add = (name: string, by: number | bigint, ttl = 300) =>
      bench.executor.execute(IncrementWithExpiration, [bench.key(name)], [by, ttl]);

    it('begins a counter with a ttl, and leaves that ttl afterwards', async () => {
      expect(resultOf(await add('views', 1))).toBe(1);
      expect(await bench.client.ttl(bench.stored('views'))).toBe(300);
      expect(resultOf(await add('views', 41, 9000))).toBe(42);
      expect(resultOf(await add('views', -2, 9000))).toBe(40);
      expect(await bench.client.ttl(bench.stored('views'))).toBe(300);
    });

    it('puts no ttl on a persistent counter that exists', async () => {
      await bench.client.set(bench.stored('persistent'), '10');
      expect(resultOf(await add('persistent', 1))).toBe(11);
      expect(await bench.client.ttl(bench.stored('persistent'))).toBe(-1);
    });

    it('does not round a counter beyond 2^53', async () => {
      await bench.client.set(bench.stored('big'), '9007199254740990');
      expect(resultOf(await add('big', 1))).toBe(9007199254740991);
      expect(resultOf(await add('big', 2))).toBe(9007199254740993n);
      expect(resultOf(await add('big', 9214364837600034814n))).toBe(9223372036854775807n);
      expect(resultOf(await add('big', -9223372036854775807n))).toBe(0);
    });

    it('changes nothing when the counter would overflow', async () => {
      await bench.client.set(bench.stored('full'), '9223372036854775807');
      expect(errorOf(await add('full', 1)).message).toContain('would overflow');
      expect(await bench.client.get(bench.stored('full'))).toBe('9223372036854775807');
    });

    it('refuses what is no integer, before it makes a counter', async () => {
      expect(errorOf(await add('none', 1.5))).toBeInstanceOf(ScriptArgumentError);
      const { lua } = IncrementWithExpiration;
      const keys = [bench.key('none')];
      const fraction = await bench.executor.execute(lua, keys, [1.5, 300]);
      expect(errorOf(fraction).message).toContain('by must be an integer');
      const noTtl = await bench.executor.execute(lua, keys, [1, 0]);
      expect(errorOf(noTtl).message).toContain('ttl, in seconds, must be a whole number from 1');
      expect(await bench.client.exists(bench.stored('none'))).toBe(0);
    });

    it('says WRONGTYPE for a key that holds no string', async () => {
      await bench.client.rpush(bench.stored('list'), 'a');
      expect(errorOf(await add('list', 1))).toMatchObject({ serverCode: 'WRONGTYPE' });
    });
  });
});
