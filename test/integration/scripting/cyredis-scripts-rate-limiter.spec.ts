import { describe, expect, it } from '@jest/globals';
import { LuaScripts } from '../../../lib/scripting/library/index.js';
import { ScriptArgumentError } from '../../../lib/scripting/index.js';
import { describeScripts, errorOf, resultOf } from '../../support/script-executor.js';

const { RateLimiter } = LuaScripts;

interface Limit {
  readonly limit: number;
  readonly window?: number;
  readonly burst?: number;
}

describeScripts("CyRedis's rate_limiter", bench => {
  const call = async (name: string, { limit, window = 10, burst }: Limit, now = 1_700_000_000) => {
    const values = [limit, window, now, ...(burst === undefined ? [] : [burst])];
    return resultOf(await bench.executor.execute(RateLimiter, [bench.key(name)], values));
  };

  async function calls(count: number, name: string, limit: Limit): Promise<number[]> {
    const replies = [];
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (let i = 0; i < count; i++) replies.push(await call(name, limit));
    return replies;
  }

  /** As if so much time had gone by since all calls so far. */
  async function age(name: string, seconds: number): Promise<void> {
    const key = bench.stored(name);
    const members = await bench.client.zrange(key, '0', '-1');
    for (const member of members) {
      // oxlint-disable-next-line no-await-in-loop -- in their order
      const older = Number(await bench.client.zscore(key, member)) - seconds * 1e6;
      // oxlint-disable-next-line no-await-in-loop -- in their order
      await bench.client.zadd(key, 'XX', older, member);
    }
  }

  it('answers 0 for denied calls only: the last that is allowed is told 1', async () => {
    expect(await calls(4, 'zero', { limit: 2, burst: 2 })).toEqual([2, 1, 0, 0]);
  });

  it('is bound by its limit: over several windows, that many calls a window are allowed', async () => {
    const limit = { limit: 2, burst: 4 };
    expect(await calls(5, 'limit', limit)).toEqual([4, 3, 2, 1, 0]);
    await age('limit', 10);
    expect(await calls(3, 'limit', limit)).toEqual([2, 1, 0]);
    await age('limit', 10);
    expect(await calls(3, 'limit', limit)).toEqual([2, 1, 0]);
  });

  it('allows a burst again after as long as it takes by the limit', async () => {
    const limit = { limit: 2, burst: 4 };
    await calls(4, 'rested', limit);
    await age('rested', 20);
    expect(await calls(5, 'rested', limit)).toEqual([4, 3, 2, 1, 0]);
  });

  it('allows no more than the burst in any span of a window', async () => {
    const limit = { limit: 3, burst: 3 };
    expect(await calls(2, 'span', limit)).toEqual([3, 2]);
    await age('span', 6);
    expect(await calls(2, 'span', limit)).toEqual([1, 0]);
    await age('span', 4);
    expect(await calls(3, 'span', limit)).toEqual([2, 1, 0]);
  });

  it('allows twice the limit at once when no burst is given', async () => {
    expect(await calls(7, 'default', { limit: 3 })).toEqual([6, 5, 4, 3, 2, 1, 0]);
  });

  it('goes by the clock of the server, not by that of the caller', async () => {
    expect(await call('clock', { limit: 1, burst: 1 }, 0)).toBe(1);
    expect(await call('clock', { limit: 1, burst: 1 }, 4_000_000_000)).toBe(0);
  });

  it('counts each of many calls that come at the same time', async () => {
    const replies = Array.from({ length: 100 }, () => call('race', { limit: 30, burst: 40 }));
    expect((await Promise.all(replies)).filter(left => left > 0)).toHaveLength(40);
    expect(await bench.client.zcard(bench.stored('race'))).toBe(40);
  });

  it('writes nothing for a call that is denied', async () => {
    await call('denied', { limit: 1, burst: 1 });
    await bench.client.persist(bench.stored('denied'));
    const before = await bench.client.dumpBuffer(bench.stored('denied'));
    expect(await call('denied', { limit: 1, burst: 1 })).toBe(0);
    expect(await bench.client.dumpBuffer(bench.stored('denied'))).toEqual(before);
    expect(await bench.client.ttl(bench.stored('denied'))).toBe(-1);
  });

  it('keeps no more than it needs, for no longer than it needs', async () => {
    const limit = { limit: 2, burst: 4 };
    await calls(4, 'kept', limit);
    expect(await bench.client.pttl(bench.stored('kept'))).toBeGreaterThan(19_000);
    expect(await bench.client.pttl(bench.stored('kept'))).toBeLessThanOrEqual(20_000);
    await age('kept', 10);
    await call('kept', limit);
    expect(await bench.client.zcard(bench.stored('kept'))).toBe(1);
  });

  it('lets time stand still when a failover has turned the clock back', async () => {
    await call('back', { limit: 2, burst: 2 });
    await age('back', -4);
    expect(await calls(2, 'back', { limit: 2, burst: 2 })).toEqual([1, 0]);
    expect(await bench.client.pttl(bench.stored('back'))).toBeGreaterThan(13_000);
  });

  it('forgets calls that are further in the future than a window', async () => {
    await call('future', { limit: 1, burst: 1 });
    await age('future', -60);
    expect(await calls(2, 'future', { limit: 1, burst: 1 })).toEqual([1, 0]);
    expect(await bench.client.zcard(bench.stored('future'))).toBe(1);
  });

  it("takes over a key that CyRedis's own script has written", async () => {
    await bench.client.zadd(bench.stored('old'), 1_700_000_000, '1700000000:0.39646477');
    expect(await calls(2, 'old', { limit: 1, burst: 1 })).toEqual([1, 0]);
    expect(await bench.client.zcard(bench.stored('old'))).toBe(1);
  });

  describe('refuses', () => {
    it.each([
      [[0, 60, 0], 'limit must be a whole number from 1'],
      [[3, 0, 0], 'window, in seconds, must be a whole number from 1'],
      [[3, 0.5, 0], 'window, in seconds, must be a whole number from 1'],
      [[3, 60, 0, 0], 'burst must be a whole number from 1'],
      [[3, 60], 'it takes 1 in KEYS and 3 to 4 in ARGV'],
      [[3, 60, 0, 6, 1], 'it takes 1 in KEYS and 3 to 4 in ARGV'],
    ])('%j, before it writes anything', async (values, message) => {
      const keys = [bench.key('refused')];
      const checked = await bench.executor.execute(RateLimiter, keys, values);
      expect(errorOf(checked)).toBeInstanceOf(ScriptArgumentError);
      const unchecked = await bench.executor.execute(RateLimiter.lua, keys, values);
      expect(errorOf(unchecked).message).toContain(message);
      expect(await bench.client.exists(bench.stored('refused'))).toBe(0);
    });
  });

  it('is called by name as well, with the burst or without', async () => {
    const key = bench.key('typed');
    const limit = { limit: 1, window: 10, now: 0 };
    expect(await bench.executor.run(RateLimiter, { key }, { ...limit, burst: undefined })).toBe(2);
    expect(await bench.executor.run(RateLimiter, { key }, { ...limit, burst: 3 })).toBe(2);
  });
});
