import { describe, expect, it } from '@jest/globals';
import { LuaScripts } from '../../../lib/scripting/library/index.js';
import { ScriptArgumentError } from '../../../lib/scripting/index.js';
import { describeScripts, errorOf, resultOf } from '../../support/script-executor.js';

describeScripts('scripts for coordination', bench => {
  const read = (name: string): Promise<string[]> => bench.client.lrange(bench.stored(name), 0, -1);

  describe('AcquireLock and ReleaseLock', () => {
    const { AcquireLock, ReleaseLock } = LuaScripts;
    const acquire = async (name: string, token: string, ttl = 30): Promise<number> =>
      resultOf(await bench.executor.execute(AcquireLock, [bench.key(name)], [token, ttl]));
    const release = async (name: string, token: string): Promise<number> =>
      resultOf(await bench.executor.execute(ReleaseLock, [bench.key(name)], [token]));

    it('gives the lock to one holder, and to the next when it is given back', async () => {
      expect(await acquire('section', 'ann')).toBe(1);
      expect(await acquire('section', 'bob')).toBe(0);
      expect(await release('section', 'ann')).toBe(1);
      expect(await acquire('section', 'bob')).toBe(1);
    });

    it('expires', async () => {
      expect(await acquire('leased', 'ann', 30)).toBe(1);
      expect(await bench.client.ttl(bench.stored('leased'))).toBe(30);
    });

    it('gives the lock to one of many that ask at the same time', async () => {
      const tokens = Array.from({ length: 50 }, (_, i) => acquire('race', `token ${i}`));
      expect((await Promise.all(tokens)).filter(taken => taken === 1)).toHaveLength(1);
    });

    it('is given back by its holder only', async () => {
      await acquire('mine', 'ann');
      expect(await release('mine', 'bob')).toBe(0);
      expect(await bench.client.get(bench.stored('mine'))).toBe('ann');
    });

    it('gives 0 for a lock that nobody has', async () => {
      expect(await release('free', 'ann')).toBe(0);
      expect(await release('free', '')).toBe(0);
    });

    it('refuses a ttl of 0, which would not look like a lock that is taken', async () => {
      const keys = [bench.key('zero')];
      const checked = await bench.executor.execute(AcquireLock, keys, ['token', 0]);
      expect(errorOf(checked)).toBeInstanceOf(ScriptArgumentError);
      const unchecked = await bench.executor.execute(AcquireLock.lua, keys, ['token', 0]);
      expect(errorOf(unchecked).message).toContain('ttl, in seconds, must be');
    });
  });

  describe('AppendToLimitedList', () => {
    const { AppendToLimitedList } = LuaScripts;
    const append = async (name: string, value: string, max: number, ttl = 60): Promise<number> =>
      resultOf(
        await bench.executor.execute(AppendToLimitedList, [bench.key(name)], [value, max, ttl]),
      );

    it('appends at the end and drops the oldest, so that it reads as FIFO', async () => {
      const lengths = [];
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (const value of ['a', 'b', 'c', 'd']) lengths.push(await append('recent', value, 3));
      expect(lengths).toEqual([1, 2, 3, 3]);
      expect(await read('recent')).toEqual(['b', 'c', 'd']);
    });

    it('renews the ttl of the list', async () => {
      await append('renewed', 'a', 3, 10);
      await append('renewed', 'b', 3, 600);
      expect(await bench.client.ttl(bench.stored('renewed'))).toBe(600);
    });

    it('shortens a list that is longer than its max', async () => {
      await bench.client.rpush(bench.stored('long'), '1', '2', '3', '4', '5');
      expect(await append('long', '6', 2)).toBe(2);
      expect(await read('long')).toEqual(['5', '6']);
    });

    it('refuses a max of 0, and leaves the list as it is', async () => {
      await append('kept', 'a', 3);
      const keys = [bench.key('kept')];
      const checked = await bench.executor.execute(AppendToLimitedList, keys, ['b', 0, 60]);
      expect(errorOf(checked)).toBeInstanceOf(ScriptArgumentError);
      const unchecked = await bench.executor.execute(AppendToLimitedList.lua, keys, ['b', 0, 60]);
      expect(errorOf(unchecked).message).toContain('max must be a whole number from 1');
      expect(await read('kept')).toEqual(['a']);
    });

    it('says WRONGTYPE for a key that holds no list', async () => {
      await bench.client.set(bench.stored('text'), 'value');
      const keys = [bench.key('text')];
      const result = await bench.executor.execute(AppendToLimitedList, keys, ['a', 3, 60]);
      expect(errorOf(result)).toMatchObject({ serverCode: 'WRONGTYPE' });
      expect(await bench.client.get(bench.stored('text'))).toBe('value');
    });
  });
});
