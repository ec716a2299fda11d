import { describe, expect, it } from '@jest/globals';
import { LuaScripts } from '../../../lib/scripting/library/index.js';
import type { ScriptValue } from '../../../lib/scripting/index.js';
import { describeScripts, errorOf, resultOf } from '../../support/script-executor.js';

const { UpdateSession, Increment } = LuaScripts;

describeScripts("async-redis's scripts", bench => {
  describe('UpdateSession', () => {
    const update = async (name: string, ...values: ScriptValue[]) =>
      resultOf(await bench.executor.execute(UpdateSession, [bench.key(name)], values));

    it('answers named fields, with the clock of the server', async () => {
      const session = await update('session', '12345', 'alice', 'true');
      expect(session).toEqual({
        user_id: '12345',
        username: 'alice',
        activity_count: 1,
        last_activity: expect.any(Number),
      });
      expect(Math.abs(session.last_activity - Date.now() / 1000)).toBeLessThan(60);
      expect(await bench.client.hgetall(bench.stored('session'))).toEqual({
        user_id: '12345',
        username: 'alice',
        activity_count: '1',
        last_activity: String(session.last_activity),
      });
    });

    it('counts an activity when it is told true, as a text or not', async () => {
      const counts = [];
      for (const increment of ['true', true, 'false', false, 'true']) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        counts.push((await update('counted', 1, 'alice', increment)).activity_count);
      }
      expect(counts).toEqual([1, 2, 2, 2, 3]);
    });

    it('writes nothing when the count is not a number', async () => {
      await bench.client.hset(bench.stored('broken'), 'activity_count', 'many');
      const keys = [bench.key('broken')];
      const result = await bench.executor.execute(UpdateSession, keys, ['1', 'alice', 'true']);
      expect(errorOf(result).message).toContain('not an integer');
      expect(await bench.client.hlen(bench.stored('broken'))).toBe(1);
    });

    it('refuses what is neither true nor false, before it writes anything', async () => {
      const keys = [bench.key('neither')];
      const values = ['1', 'alice', 'yes'];
      expect(errorOf(await bench.executor.execute(UpdateSession, keys, values))).toMatchObject({
        code: 'SCRIPT_ARGUMENT',
      });
      const unchecked = await bench.executor.execute(UpdateSession.lua, keys, values);
      expect(errorOf(unchecked).message).toContain('increment_activity must be true or false');
      expect(await bench.client.exists(bench.stored('neither'))).toBe(0);
    });
  });

  describe('Increment', () => {
    const add = (name: string, by: number | bigint) =>
      bench.executor.execute(Increment, [bench.key(name)], [by]);

    it('begins at 0, and keeps the time to live of a counter, which it dropped', async () => {
      expect(resultOf(await add('counter', 5))).toBe(5);
      await bench.client.expire(bench.stored('counter'), 300);
      expect(resultOf(await add('counter', 3))).toBe(8);
      expect(await bench.client.ttl(bench.stored('counter'))).toBe(300);
    });

    it('does not round a counter beyond 2^53', async () => {
      await bench.client.set(bench.stored('big'), '9007199254740991');
      expect(resultOf(await add('big', 2))).toBe(9007199254740993n);
    });

    it('refuses a fraction, and leaves the counter as it is', async () => {
      const keys = [bench.key('fraction')];
      const result = await bench.executor.execute(Increment.lua, keys, [1.5]);
      expect(errorOf(result).message).toContain('not an integer');
      expect(await bench.client.exists(bench.stored('fraction'))).toBe(0);
    });
  });
});
