import { describe, expect, it } from '@jest/globals';
import { LuaScripts } from '../../../lib/scripting/library/index.js';
import { type ScriptValue, ScriptArgumentError } from '../../../lib/scripting/index.js';
import { describeScripts, errorOf, resultOf } from '../../support/script-executor.js';
import { waitFor } from '../../support/wait-for.js';

const { DistributedLock } = LuaScripts;

describeScripts("CyRedis's distributed_lock", bench => {
  const call = async (name: string, ...values: ScriptValue[]) =>
    resultOf(await bench.executor.execute(DistributedLock, [bench.key(name)], values));

  const holder = (name: string): Promise<string | null> => bench.client.get(bench.stored(name));

  async function expire(name: string): Promise<void> {
    await bench.client.pexpire(bench.stored(name), 1);
    await waitFor(async () => (await holder(name)) === null);
  }

  it('takes a lock that is free, which CyRedis never did', async () => {
    expect(await call('free', 'ann', 30_000)).toEqual({ acquired: true, ttl_ms: 30_000 });
    expect(await holder('free')).toBe('ann');
    expect(await bench.client.pttl(bench.stored('free'))).toBeGreaterThan(29_000);
  });

  it('says who has a lock that is taken, and for how long', async () => {
    await call('taken', 'ann', 30_000);
    const { ttl_remaining_ms: left = 0, ...reply } = await call('taken', 'bob', 60_000);
    expect(reply).toEqual({ acquired: false, owner: 'ann' });
    expect(left).toBeGreaterThan(29_000);
    expect(left).toBeLessThanOrEqual(30_000);
    expect(await holder('taken')).toBe('ann');
  });

  it('gives the lock to one of many that ask at the same time', async () => {
    const replies = Array.from({ length: 50 }, (_, i) => call('race', `token ${i}`, 30_000));
    expect((await Promise.all(replies)).filter(({ acquired }) => acquired)).toHaveLength(1);
  });

  it('extends a lock that is acquired again by its holder', async () => {
    await call('again', 'ann', 1000);
    const reply = { acquired: true, extended: true, ttl_ms: 30_000 };
    expect(await call('again', 'ann', 30_000)).toEqual(reply);
    expect(await bench.client.pttl(bench.stored('again'))).toBeGreaterThan(29_000);
  });

  it('is extended by its holder only', async () => {
    await call('longer', 'ann', 1000);
    expect(await call('longer', 'bob', 60_000, 'extend')).toEqual({
      extended: false,
      current_owner: 'ann',
    });
    expect(await bench.client.pttl(bench.stored('longer'))).toBeLessThanOrEqual(1000);
    expect(await call('longer', 'ann', 30_000, 'extend')).toEqual({
      extended: true,
      ttl_ms: 30_000,
    });
    expect(await bench.client.pttl(bench.stored('longer'))).toBeGreaterThan(29_000);
  });

  it('does not come back by an extension when it has expired', async () => {
    await call('lapsed', 'ann', 30_000);
    await expire('lapsed');
    expect(await call('lapsed', 'ann', 30_000, 'extend')).toEqual({
      extended: false,
      current_owner: null,
    });
    expect(await holder('lapsed')).toBeNull();
  });

  it('is released, for which CyRedis had no operation', async () => {
    await call('released', 'ann', 30_000);
    expect(await call('released', 'ann', 0, 'release')).toEqual({ released: true });
    expect(await call('released', 'bob', 30_000)).toMatchObject({ acquired: true });
  });

  it('is not released by one whose time was over, when the next has it', async () => {
    await call('next', 'ann', 30_000);
    await expire('next');
    await call('next', 'bob', 30_000);
    expect(await call('next', 'ann', 0, 'release')).toEqual({
      released: false,
      current_owner: 'bob',
    });
    expect(await holder('next')).toBe('bob');
  });

  it('is released by force, by somebody who does not know the token', async () => {
    await call('forced', 'ann', 30_000);
    const reply = { unlocked: true, was_locked: true, old_value: 'ann' };
    expect(await call('forced', '', 0, '', 'force')).toEqual(reply);
    expect(await call('forced', '', 0, 'force')).toEqual({ unlocked: false, was_locked: false });
  });

  it('tells its status, and leaves it as it is', async () => {
    expect(await call('status', '', 0, 'status')).toEqual({ locked: false });
    await call('status', 'ann', 30_000);
    const { ttl_remaining_ms: left, ...reply } = await call('status', '', 0, 'status');
    expect(reply).toEqual({ locked: true, owner: 'ann' });
    expect(left).toBeGreaterThan(29_000);
    await bench.client.persist(bench.stored('status'));
    expect(await call('status', '', 0, 'status')).toMatchObject({ ttl_remaining_ms: -1 });
  });

  it('answers with names and values, not with a table that Redis empties', async () => {
    const keys = [bench.key('raw')];
    const raw = await bench.executor.execute(DistributedLock.lua, keys, ['ann', 30_000]);
    expect(resultOf(raw)).toEqual(['acquired', 1, 'ttl_ms', 30_000]);
  });

  it('says WRONGTYPE for a key that holds no lock, also by force', async () => {
    await bench.client.rpush(bench.stored('list'), 'a');
    const keys = [bench.key('list')];
    const acquired = await bench.executor.execute(DistributedLock, keys, ['ann', 1000]);
    expect(errorOf(acquired)).toMatchObject({ serverCode: 'WRONGTYPE' });
    const forced = await bench.executor.execute(DistributedLock, keys, ['', 0, 'force']);
    expect(errorOf(forced)).toMatchObject({ serverCode: 'WRONGTYPE' });
    expect(await bench.client.exists(bench.stored('list'))).toBe(1);
  });

  describe('refuses', () => {
    it.each<[ScriptValue[], string]>([
      [['ann', 0], 'ttl, in milliseconds, must be a whole number from 1'],
      [['ann', 0, 'extend'], 'ttl, in milliseconds, must be a whole number from 1'],
      [['ann', -1, 'release'], 'ttl, in milliseconds, must be a whole number from 0'],
      [['ann', 1000, 'relase'], 'operation must be'],
      [['ann', 1000, '', 'enforce'], 'must be force'],
      [['ann'], 'it takes 1 in KEYS and 2 to 4 in ARGV'],
    ])('%j, and takes no lock', async (values, message) => {
      const keys = [bench.key('refused')];
      const unchecked = await bench.executor.execute(DistributedLock.lua, keys, values);
      expect(errorOf(unchecked).message).toContain(message);
      expect(errorOf(await bench.executor.execute(DistributedLock, keys, values))).toBeDefined();
      expect(await holder('refused')).toBeNull();
    });

    it('an operation that does not exist before anything is sent', async () => {
      const keys = [bench.key('refused')];
      const result = await bench.executor.execute(DistributedLock, keys, ['ann', 1000, 'relase']);
      expect(errorOf(result)).toBeInstanceOf(ScriptArgumentError);
    });
  });
});
