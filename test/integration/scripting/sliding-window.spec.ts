import { describe, expect, it } from '@jest/globals';
import { lua } from '../../../lib/rate-limit/scripts/lua.generated.js';
import { LuaScripts } from '../../../lib/scripting/library/index.js';
import { arg, defineScript, reply, ScriptArgumentError } from '../../../lib/scripting/index.js';
import { describeScripts, errorOf, resultOf } from '../../support/script-executor.js';

const { RateLimitSlidingWindow } = LuaScripts;

const slidingWindow = defineScript({
  name: 'sliding-window',
  keys: ['window'],
  args: { limit: arg.integer(), window: arg.milliseconds(), cost: arg.integer() },
  returns: reply.list(reply.integer()),
  lua: lua.slidingWindow,
});

describeScripts('the sliding window', bench => {
  /** As if so much time had gone by since all calls so far. */
  async function age(name: string, ms: number): Promise<void> {
    const key = bench.stored(name);
    for (const member of await bench.client.zrange(key, '0', '-1')) {
      // oxlint-disable-next-line no-await-in-loop -- in their order
      const older = Number(await bench.client.zscore(key, member)) - ms * 1000;
      // oxlint-disable-next-line no-await-in-loop -- in their order
      await bench.client.zadd(key, 'XX', older, member);
    }
  }

  const allow = async (name: string, max: number, window: number, timestamp = 1_700_000_000) => {
    const keys = [bench.key(name)];
    const values = [max, window, timestamp];
    return resultOf(await bench.executor.execute(RateLimitSlidingWindow, keys, values));
  };

  const consume = async (name: string, limit: number, window: number, cost = 1) => {
    const key = bench.key(name);
    const result = await bench.executor.run(
      slidingWindow,
      { window: key },
      { limit, window, cost },
    );
    const [allowed, ofLimit, remaining, retryAfterMs = -1, resetMs = -1] = result;
    expect(ofLimit).toBe(limit);
    return { allowed, remaining, retryAfterMs, resetMs };
  };

  describe('of RateLimitSlidingWindow', () => {
    it('allows 3 of 4 calls in the same second, though all have the same timestamp', async () => {
      const replies = [];
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (let i = 0; i < 4; i++) replies.push(await allow('same-second', 3, 60));
      expect(replies).toEqual([1, 1, 1, 0]);
    });

    it('counts each of many calls that come at the same time', async () => {
      const calls = Array.from({ length: 200 }, () => allow('burst', 120, 60));
      const replies = await Promise.all(calls);
      expect(replies.filter(allowed => allowed === 1)).toHaveLength(120);
      expect(await bench.client.zcard(bench.stored('burst'))).toBe(120);
    });

    it('goes by the clock of the server, not by that of the caller', async () => {
      expect(await allow('clock', 1, 60, 0)).toBe(1);
      expect(await allow('clock', 1, 60, 4_000_000_000)).toBe(0);
    });

    it('allows a call again when one has left the window', async () => {
      await allow('sliding', 2, 10);
      await age('sliding', 6000);
      await allow('sliding', 2, 10);
      expect(await allow('sliding', 2, 10)).toBe(0);
      await age('sliding', 4000);
      expect(await allow('sliding', 2, 10)).toBe(1);
      expect(await allow('sliding', 2, 10)).toBe(0);
    });

    it('writes nothing for a call that is denied', async () => {
      const key = bench.stored('denied');
      await allow('denied', 1, 60);
      await age('denied', 59_000);
      await bench.client.persist(key);
      const before = await bench.client.dumpBuffer(key);
      expect(await allow('denied', 1, 60)).toBe(0);
      expect(await bench.client.dumpBuffer(key)).toEqual(before);
      expect(await bench.client.ttl(key)).toBe(-1);
    });

    it('keeps no more than it needs', async () => {
      const key = bench.stored('bounded');
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (let i = 0; i < 5; i++) await allow('bounded', 5, 60);
      expect(await bench.client.pttl(key)).toBeGreaterThan(59_000);
      expect(await bench.client.pttl(key)).toBeLessThanOrEqual(60_000);
      await age('bounded', 60_000);
      await allow('bounded', 5, 60);
      expect(await bench.client.zcard(key)).toBe(1);
    });

    it('takes a call for what it costs when the limit has been lowered', async () => {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (let i = 0; i < 5; i++) await allow('lowered', 5, 60);
      expect(await allow('lowered', 2, 60)).toBe(0);
    });

    it.each([
      [0, 60, 'max'],
      [-1, 60, 'max'],
      [3, 0, 'window, in seconds,'],
      [3, 0.5, 'window, in seconds,'],
      [3, 1e10, 'window, in seconds,'],
    ])('refuses max %d with a window of %d seconds', async (max, window, name) => {
      const keys = [bench.key('refused')];
      const checked = await bench.executor.execute(RateLimitSlidingWindow, keys, [max, window, 0]);
      expect(errorOf(checked)).toBeInstanceOf(ScriptArgumentError);
      const text = RateLimitSlidingWindow.lua;
      const unchecked = await bench.executor.execute(text, keys, [max, window, 0]);
      expect(errorOf(unchecked).message).toContain(`${name} must be a whole number from 1`);
      expect(await bench.client.exists(bench.stored('refused'))).toBe(0);
    });
  });

  describe('of the rate limiter', () => {
    it('tells what remains, and when the window is empty', async () => {
      const first = { allowed: 1, remaining: 2, retryAfterMs: 0, resetMs: 10_000 };
      expect(await consume('status', 3, 10_000)).toEqual(first);
      await age('status', 3000);
      expect(await consume('status', 3, 10_000)).toEqual({ ...first, remaining: 1 });
      expect(await consume('status', 3, 10_000)).toEqual({ ...first, remaining: 0 });
      const denied = await consume('status', 3, 10_000);
      expect(denied).toMatchObject({ allowed: 0, remaining: 0 });
      expect(denied.retryAfterMs).toBeGreaterThan(6000);
      expect(denied.retryAfterMs).toBeLessThanOrEqual(7000);
      expect(denied.resetMs).toBeGreaterThan(9000);
      expect(denied.resetMs).toBeLessThanOrEqual(10_000);
    });

    it('allows a call after retryAfterMs, and not before', async () => {
      await consume('retry', 1, 10_000);
      const { retryAfterMs } = await consume('retry', 1, 10_000);
      await age('retry', retryAfterMs - 2000);
      const { allowed, retryAfterMs: rest } = await consume('retry', 1, 10_000);
      expect(allowed).toBe(0);
      expect(rest).toBeLessThanOrEqual(2000);
      await age('retry', rest);
      expect(await consume('retry', 1, 10_000)).toMatchObject({ allowed: 1, retryAfterMs: 0 });
    });

    it('allows no call too many in any span, while real time goes by', async () => {
      const [limit, window] = [5, 60];
      const key = bench.stored('real');
      const times: number[] = [];
      const end = performance.now() + 10 * window;
      while (performance.now() < end) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const { allowed } = await consume('real', limit, window);
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const [newest = ''] = await bench.client.zrange(key, '-1', '-1');
        if (allowed === 1) times.push(Number.parseInt(newest, 10));
      }
      const spans = times.slice(limit).map((time, i) => time - (times[i] ?? 0));
      expect(spans.length).toBeGreaterThan(20);
      expect(Math.min(...spans)).toBeGreaterThanOrEqual(window * 1000);
    });

    it('counts what a call costs, all or nothing', async () => {
      expect(await consume('cost', 10, 10_000, 6)).toMatchObject({ allowed: 1, remaining: 4 });
      await age('cost', 5000);
      expect(await consume('cost', 10, 10_000, 3)).toMatchObject({ allowed: 1, remaining: 1 });
      const denied = await consume('cost', 10, 10_000, 2);
      expect(denied).toMatchObject({ allowed: 0, remaining: 1 });
      expect(denied.retryAfterMs).toBeLessThanOrEqual(5000);
      const later = await consume('cost', 10, 10_000, 8);
      expect(later).toMatchObject({ allowed: 0, remaining: 1 });
      expect(later.retryAfterMs).toBeGreaterThan(9000);
      expect(await consume('cost', 10, 10_000, 1)).toMatchObject({ allowed: 1, remaining: 0 });
    });

    it('refuses a call that costs more than the limit, which could never be allowed', async () => {
      await expect(consume('too-much', 3, 1000, 4)).rejects.toThrow(
        'cost must be a whole number from 1 to 3',
      );
      await expect(consume('too-much', 3, 1000, 0)).rejects.toThrow('cost must be');
      expect(await bench.client.exists(bench.stored('too-much'))).toBe(0);
    });

    it('lets time stand still when a failover has turned the clock back', async () => {
      await consume('back', 2, 10_000);
      await age('back', -4000);
      expect(await consume('back', 2, 10_000)).toMatchObject({ allowed: 1, remaining: 0 });
      expect(await bench.client.pttl(bench.stored('back'))).toBeGreaterThan(13_000);
      const denied = await consume('back', 2, 10_000);
      expect(denied.allowed).toBe(0);
      expect(denied.retryAfterMs).toBeGreaterThan(13_000);
      expect(denied.retryAfterMs).toBeLessThanOrEqual(14_000);
    });

    it('forgets calls that are further in the future than a window', async () => {
      await consume('future', 1, 10_000);
      await age('future', -60_000);
      expect(await consume('future', 1, 10_000)).toMatchObject({ allowed: 1, resetMs: 10_000 });
      expect(await bench.client.zcard(bench.stored('future'))).toBe(1);
      expect(await consume('future', 1, 10_000)).toMatchObject({ allowed: 0 });
    });
  });
});
