import { describe, expect, it } from '@jest/globals';
import { LuaScripts } from '../../../lib/scripting/library/index.js';
import { type ScriptValue, ScriptArgumentError } from '../../../lib/scripting/index.js';
import { describeScripts, errorOf, resultOf } from '../../support/script-executor.js';

const { IncrementIfExists, IncrementOrReset, UpdateLeaderboard, XFetch } = LuaScripts;

describeScripts("the guides' scripts", bench => {
  describe('IncrementIfExists', () => {
    const add = (name: string, by: number | bigint, ttl = 300) =>
      bench.executor.execute(IncrementIfExists, [bench.key(name)], [by, ttl]);

    it('adds to a counter that exists, and makes it live longer', async () => {
      await bench.client.set(bench.stored('users'), 41, 'EX', 10);
      expect(resultOf(await add('users', 1))).toBe(42);
      expect(await bench.client.ttl(bench.stored('users'))).toBe(300);
    });

    it('gives null for a counter that does not exist, and does not make it', async () => {
      expect(resultOf(await add('none', 1))).toBeNull();
      expect(await bench.client.exists(bench.stored('none'))).toBe(0);
    });

    it('does not round a counter beyond 2^53', async () => {
      await bench.client.set(bench.stored('big'), '9007199254740991');
      expect(resultOf(await add('big', 2))).toBe(9007199254740993n);
    });

    it('does not delete a counter whose ttl is given as 0, nor add to it', async () => {
      await bench.client.set(bench.stored('kept'), 1);
      expect(errorOf(await add('kept', 1, 0))).toBeInstanceOf(ScriptArgumentError);
      const keys = [bench.key('kept')];
      const unchecked = await bench.executor.execute(IncrementIfExists.lua, keys, [1, 0]);
      expect(errorOf(unchecked).message).toContain('ttl, in seconds, must be');
      expect(await bench.client.get(bench.stored('kept'))).toBe('1');
    });

    it('leaves the ttl as it is when it cannot add', async () => {
      await bench.client.set(bench.stored('text'), 'many', 'EX', 10);
      expect(errorOf(await add('text', 1)).message).toContain('not an integer');
      expect(await bench.client.ttl(bench.stored('text'))).toBeLessThanOrEqual(10);
    });
  });

  describe('IncrementOrReset', () => {
    const add = (name: string, ttl: number, max: number) =>
      bench.executor.execute(IncrementOrReset, [bench.key(name)], [ttl, max]);

    it('counts up to its max, and begins again with a new ttl', async () => {
      const counts = [];
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (let i = 0; i < 3; i++) counts.push(resultOf(await add('requests', 60, 3)));
      expect(await bench.client.ttl(bench.stored('requests'))).toBe(60);
      counts.push(resultOf(await add('requests', 3600, 3)));
      expect(await bench.client.ttl(bench.stored('requests'))).toBe(3600);
      counts.push(resultOf(await add('requests', 60, 3)));
      expect(counts).toEqual([1, 2, 3, 1, 2]);
      expect(await bench.client.ttl(bench.stored('requests'))).toBe(3600);
    });

    it('refuses a ttl of 0, which left no counter at all', async () => {
      await bench.client.set(bench.stored('full'), 3);
      const keys = [bench.key('full')];
      const unchecked = await bench.executor.execute(IncrementOrReset.lua, keys, [0, 3]);
      expect(errorOf(unchecked).message).toContain('ttl, in seconds, must be');
      expect(await bench.client.get(bench.stored('full'))).toBe('3');
    });

    it('says so when the key holds no number', async () => {
      await bench.client.set(bench.stored('text'), 'many');
      expect(errorOf(await add('text', 60, 3)).message).toContain('not an integer');
    });
  });

  describe('UpdateLeaderboard', () => {
    const update = async (name: string, score: number, member: string, ttl = 3600) =>
      resultOf(
        await bench.executor.execute(UpdateLeaderboard, [bench.key(name)], [score, member, ttl]),
      );

    it('answers the rank, 0 for the best, and the score with its fraction', async () => {
      expect(await update('board', 10.5, 'ann')).toEqual({ rank: 0, score: 10.5 });
      expect(await update('board', 7.25, 'bob')).toEqual({ rank: 1, score: 7.25 });
      expect(await update('board', 99, 'cid')).toEqual({ rank: 0, score: 99 });
      expect(await update('board', 11, 'bob')).toEqual({ rank: 1, score: 11 });
      expect(await bench.client.ttl(bench.stored('board'))).toBe(3600);
    });

    it('does not delete the leaderboard when the ttl is 0', async () => {
      await update('lasting', 1, 'ann');
      const keys = [bench.key('lasting')];
      const unchecked = await bench.executor.execute(UpdateLeaderboard.lua, keys, [2, 'ann', 0]);
      expect(errorOf(unchecked).message).toContain('ttl, in seconds, must be');
      expect(await update('lasting', 2, 'ann')).toEqual({ rank: 0, score: 2 });
    });

    it('refuses a score that is no number, and leaves the leaderboard as it is', async () => {
      await update('scores', 1, 'ann', 60);
      const keys = [bench.key('scores')];
      const values = ['nan', 'ann', 3600];
      const unchecked = await bench.executor.execute(UpdateLeaderboard.lua, keys, values);
      expect(errorOf(unchecked).message).toContain('not a valid float');
      expect(await bench.client.ttl(bench.stored('scores'))).toBe(60);
    });
  });

  describe('XFetch', () => {
    const now = 1_700_000_000;
    const fetch = async (name: string, ...values: ScriptValue[]) =>
      resultOf(await bench.executor.execute(XFetch, [bench.key(name)], values));

    it('answers a miss with fields, not with an array that ends at its nil', async () => {
      expect(await fetch('none', 1, 1, now)).toEqual({ value: null, refresh: true });
    });

    it('gives a value that is fresh without a refresh, though the time to live is long', async () => {
      await bench.client.set(bench.stored('fresh'), 'value', 'EX', 3600);
      const replies = Array.from({ length: 300 }, () => fetch('fresh', 0.4, 1, now));
      const fresh = { value: 'value', refresh: false };
      expect(await Promise.all(replies)).toEqual(Array.from({ length: 300 }, () => fresh));
    });

    it('refreshes early by the time a computation takes, and by chance', async () => {
      await bench.client.set(bench.stored('early'), 'value', 'PX', 60_000);
      // Of 60 s, with delta 20 and beta 2: at chances below e^(-60/40), 0.22.
      expect(await fetch('early', 20, 2, now, 0.25)).toEqual({ value: 'value', refresh: false });
      expect(await fetch('early', 20, 2, now, 0.2)).toEqual({ value: 'value', refresh: true });
      expect(await fetch('early', 20, 1, now, 0.2)).toEqual({ value: 'value', refresh: false });
    });

    it('draws another chance for each call', async () => {
      await bench.client.set(bench.stored('chance'), 'value', 'PX', 60_000);
      const replies = Array.from({ length: 400 }, () => fetch('chance', 60, Math.LOG2E, now));
      const share = (await Promise.all(replies)).filter(({ refresh }) => refresh).length / 400;
      expect(share).toBeGreaterThan(0.4);
      expect(share).toBeLessThan(0.6);
    });

    it('still gives the value in the last half second, which was a miss', async () => {
      await bench.client.set(bench.stored('last'), 'value', 'PX', 450);
      expect(await fetch('last', 0, 1, now)).toEqual({ value: 'value', refresh: false });
    });

    it('gives a value without an end, which was a miss', async () => {
      await bench.client.set(bench.stored('endless'), 'value');
      expect(await fetch('endless', 100, 1, now, 0.0001)).toEqual({
        value: 'value',
        refresh: false,
      });
    });

    it.each([
      [[-1, 1, now, 0.5], 'delta, in seconds, must be a number from 0'],
      [[1, 'nan', now, 0.5], 'beta must be a number from 0'],
      [[1, 1, now, 2], 'random must be a number from 0 to 1'],
      [[1, 1, now], 'it takes 1 in KEYS and 4 in ARGV'],
    ])('refuses %j', async (values, message) => {
      const result = await bench.executor.execute(XFetch.lua, [bench.key('none')], values);
      expect(errorOf(result).message).toContain(message);
    });
  });
});
