import { expect, it } from '@jest/globals';
import { LuaScripts } from '../../../lib/scripting/library/index.js';
import { describeScripts, errorOf, resultOf } from '../../support/script-executor.js';
import { waitFor } from '../../support/wait-for.js';

const { CircuitBreaker } = LuaScripts;

describeScripts("the guide's CircuitBreaker", bench => {
  /** A breaker of its own, which opens at 3 failures for 10 seconds. */
  function breakerOf(name: string) {
    const keys = [bench.key(`${name}:state`), bench.key(`${name}:failures`)];
    const [state, failures] = [bench.stored(`${name}:state`), bench.stored(`${name}:failures`)];
    const call = async (...outcome: string[]) =>
      resultOf(await bench.executor.execute(CircuitBreaker, keys, [3, 10, ...outcome]));
    return {
      keys,
      state,
      failures,
      call,
      /** As callers of the guide do. */
      countFailure: () => bench.client.incr(failures),
      countSuccess: () => bench.client.del(failures),
      async trip(): Promise<void> {
        await bench.client.set(failures, 3);
        expect(await call()).toBe('open');
      },
      /** As if so much time had gone by. */
      async age(seconds: number): Promise<void> {
        for (const key of [state, failures]) {
          // oxlint-disable-next-line no-await-in-loop -- one after the other
          const left = await bench.client.pttl(key);
          // oxlint-disable-next-line no-await-in-loop -- one after the other
          if (left >= 0) await bench.client.pexpire(key, left - seconds * 1000);
        }
      },
    };
  }

  it('opens when too many calls have failed, for all that ask', async () => {
    const breaker = breakerOf('opens');
    expect(await breaker.call()).toBe('closed');
    await breaker.countFailure();
    await breaker.countFailure();
    expect(await breaker.call()).toBe('closed');
    await breaker.countFailure();
    expect([await breaker.call(), await breaker.call()]).toEqual(['open', 'open']);
  });

  it('lets one of many through when its time is over, and closes when that one succeeds', async () => {
    const breaker = breakerOf('recovers');
    await breaker.trip();
    await breaker.age(9);
    expect(await breaker.call()).toBe('open');
    await breaker.age(1);
    const states = await Promise.all(Array.from({ length: 20 }, () => breaker.call()));
    expect(states.filter(state => state === 'half-open')).toHaveLength(1);
    expect(states.filter(state => state === 'open')).toHaveLength(19);
    await breaker.countSuccess();
    expect([await breaker.call(), await breaker.call()]).toEqual(['closed', 'closed']);
    expect(await bench.client.exists(breaker.state, breaker.failures)).toBe(0);
  });

  it('opens again when that one fails, and closes the next time', async () => {
    const breaker = breakerOf('again');
    await breaker.trip();
    await breaker.age(10);
    expect(await breaker.call()).toBe('half-open');
    await breaker.countFailure();
    expect(await breaker.call()).toBe('open');
    await breaker.age(10);
    expect(await breaker.call()).toBe('half-open');
    await breaker.countSuccess();
    expect(await breaker.call()).toBe('closed');
  });

  it('closes as well when the failures are set to 0 instead of deleted', async () => {
    const breaker = breakerOf('zero');
    await breaker.trip();
    await breaker.age(10);
    expect(await breaker.call()).toBe('half-open');
    await bench.client.set(breaker.failures, 0);
    expect(await breaker.call()).toBe('closed');
  });

  it('recovers when the one that was let through died without a word', async () => {
    const breaker = breakerOf('silent');
    await breaker.trip();
    await breaker.age(10);
    expect(await breaker.call()).toBe('half-open');
    await breaker.age(9);
    expect(await breaker.call()).toBe('open');
    await breaker.age(1);
    await waitFor(async () => (await breaker.call()) === 'closed');
  });

  it('recovers when nobody asked while it was open, and for as long again', async () => {
    const breaker = breakerOf('quiet');
    await breaker.trip();
    await breaker.age(20);
    await waitFor(async () => (await breaker.call()) === 'closed');
  });

  it('counts outcomes itself when it is told them', async () => {
    const breaker = breakerOf('told');
    expect([await breaker.call('failure'), await breaker.call('failure')]).toEqual([
      'closed',
      'closed',
    ]);
    expect(await breaker.call('success')).toBe('closed');
    expect([await breaker.call('failure'), await breaker.call('failure')]).toEqual([
      'closed',
      'closed',
    ]);
    expect(await breaker.call('failure')).toBe('open');
    expect([await breaker.call('success'), await breaker.call('failure')]).toEqual([
      'open',
      'open',
    ]);
    await breaker.age(10);
    expect(await breaker.call('success')).toBe('open');
    expect(await breaker.call()).toBe('half-open');
    expect(await breaker.call('failure')).toBe('open');
    await breaker.age(10);
    expect(await breaker.call()).toBe('half-open');
    expect(await breaker.call('success')).toBe('closed');
  });

  it('does not add up failures that are far from one another', async () => {
    const breaker = breakerOf('rare');
    await breaker.call('failure');
    await breaker.call('failure');
    await breaker.age(10);
    await waitFor(async () => (await bench.client.exists(breaker.failures)) === 0);
    expect(await breaker.call('failure')).toBe('closed');
  });

  it.each([
    [[0, 10], 'threshold must be a whole number from 1'],
    [[3, 0], 'timeout, in seconds, must be a whole number from 1'],
    [[3, 10, 'failed'], 'outcome must be success or failure'],
  ])('refuses %j, before it writes anything', async (values, message) => {
    const breaker = breakerOf('refused');
    const { lua } = CircuitBreaker;
    const result = await bench.executor.execute(lua, breaker.keys, values);
    expect(errorOf(result).message).toContain(message);
    expect(await bench.client.exists(breaker.state, breaker.failures)).toBe(0);
  });
});
