import { describe, expect, it } from '@jest/globals';
import { LuaScripts } from '../../../lib/scripting/library/index.js';
import type { ScriptValue } from '../../../lib/scripting/index.js';
import { describeScripts, errorOf, resultOf } from '../../support/script-executor.js';
import { NO_JOBS, ScriptedQueue } from '../../support/scripted-queue.js';

const { JobQueue } = LuaScripts;

/** In seconds, as a client would send it. */
const NOW = 1_700_000_000;

describeScripts("CyRedis's job_queue", bench => {
  const queueOf = (name: string): ScriptedQueue => new ScriptedQueue(bench, name);

  describe('POP', () => {
    it('gives the jobs, which were lost in an empty reply', async () => {
      const jobs = queueOf('given');
      expect(await jobs.call('PUSH', 'job_123', 'job_data', 5, 3, 0)).toEqual({
        pushed: true,
        job_id: 'job_123',
      });
      const [job, ...none] = await jobs.pop(5);
      expect(none).toEqual([]);
      expect(job).toEqual({
        id: 'job_123',
        data: 'job_data',
        priority: 5,
        max_retries: 3,
        retry_count: 0,
        attempt: 1,
        created_at: expect.any(Number),
      });
      expect(Math.abs((job?.created_at ?? 0) - Date.now() / 1000)).toBeLessThan(60);
      expect(await jobs.pop()).toEqual([]);
    });

    it('loses no due job when more are due than it takes', async () => {
      const jobs = queueOf('due');
      const ids = ['a', 'b', 'c', 'd', 'e'];
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (const id of ids) await jobs.push(id, { delay: 60 });
      expect(await jobs.pop(5)).toEqual([]);
      await jobs.age(60);
      const popped = [];
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (let i = 0; i < 5; i++) popped.push(...(await jobs.popIds(1)));
      expect(popped).toEqual(ids);
      expect(await jobs.stats()).toEqual({ ...NO_JOBS, processing: 5, total: 5 });
    });

    it('keeps the priority of jobs that were delayed, and of those that are retried', async () => {
      const jobs = queueOf('priority');
      await jobs.push('delayed', { priority: 7, delay: 60 });
      await jobs.push('retried', { priority: 8 });
      await jobs.pop();
      await jobs.fail('retried');
      await jobs.push('normal', { priority: 5 });
      await jobs.push('urgent', { priority: -1 });
      await jobs.age(60);
      expect(await jobs.popIds(4)).toEqual(['urgent', 'normal', 'delayed', 'retried']);
    });

    it('gives jobs of one priority in the order in which they came, not in that of their texts', async () => {
      const jobs = queueOf('fifo');
      const ids = ['c', 'a', 'b', '10', '9'];
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (const id of ids) await jobs.push(id);
      expect(await jobs.popIds(5)).toEqual(ids);
    });

    it('goes by the clock of the server, not by that of the caller', async () => {
      const jobs = queueOf('clock');
      await jobs.push('later', { delay: 60 });
      const reply = await bench.executor.execute(JobQueue, jobs.keys, ['POP', 4_000_000_000]);
      expect(resultOf(reply)).toEqual({ popped: [] });
      await jobs.push('now');
      await bench.executor.execute(JobQueue, jobs.keys, ['POP', 0]);
      const later = await bench.executor.execute(JobQueue, jobs.keys, ['POP', 4_000_000_000]);
      expect(resultOf(later)).toEqual({ popped: [] });
    });

    it('gives each job to one of many workers that ask at the same time', async () => {
      const jobs = queueOf('race');
      const ids = Array.from({ length: 30 }, (_, i) => `job ${i}`);
      await Promise.all(ids.map(id => jobs.push(id)));
      const popped = (await Promise.all(Array.from({ length: 20 }, () => jobs.popIds(2)))).flat();
      expect(popped).toHaveLength(30);
      expect(new Set(popped)).toEqual(new Set(ids));
    });

    it('waits as long as a delay with a fraction', async () => {
      const jobs = queueOf('fraction');
      await jobs.push('soon', { delay: 1.5 });
      await jobs.age(1.4);
      expect(await jobs.pop()).toEqual([]);
      await jobs.age(0.1);
      expect(await jobs.popIds()).toEqual(['soon']);
    });

    it('gives back what was stored, byte for byte', async () => {
      const jobs = queueOf('bytes');
      const data = 'a\0b"\\\n{}é💾';
      await jobs.call('PUSH', 'id\0"', data);
      expect(await jobs.pop()).toMatchObject([{ id: 'id\0"', data }]);
      expect(await jobs.complete('id\0"')).toMatchObject({ completed: true });
    });
  });

  describe('PUSH', () => {
    it('refuses an id that the queue has, so that COMPLETE means one job', async () => {
      const jobs = queueOf('ids');
      await jobs.push('a');
      const refused = { pushed: false, job_id: 'a', error: 'The queue has a job with this id' };
      expect(await jobs.push('a')).toEqual(refused);
      await jobs.pop();
      expect(await jobs.push('a')).toEqual(refused);
      await jobs.complete('a');
      expect(await jobs.push('a')).toMatchObject({ pushed: true });
    });

    it('keeps two jobs with the same data', async () => {
      const jobs = queueOf('twins');
      await jobs.call('PUSH', 'a', 'same');
      await jobs.call('PUSH', 'b', 'same');
      expect(await jobs.popIds(5)).toEqual(['a', 'b']);
    });

    it('keeps delayed jobs in a key of KEYS, not in one that is made up', async () => {
      const jobs = queueOf('declared');
      await jobs.push('a', { delay: 60 });
      expect(await bench.client.exists(`${jobs.stored.queue}:delayed`)).toBe(0);
      expect(await jobs.stats()).toEqual({ ...NO_JOBS, delayed: 1, total: 1 });
    });
  });

  describe('COMPLETE', () => {
    it('removes the job, and leaves nothing of it', async () => {
      const jobs = queueOf('done');
      await jobs.push('a');
      await jobs.push('b');
      await jobs.pop(2);
      expect(await jobs.complete('a')).toEqual({ completed: true, job_id: 'a' });
      expect(await jobs.stats()).toEqual({ ...NO_JOBS, processing: 1, total: 1 });
      expect((await bench.client.hkeys(jobs.stored.jobs)).toSorted()).toEqual([
        'job:b',
        'sequence',
      ]);
    });

    it('says so when no worker has the job', async () => {
      const jobs = queueOf('unknown');
      await jobs.push('a');
      const reply = { completed: false, error: 'Job not found in processing queue' };
      expect(await jobs.complete('a')).toEqual(reply);
      expect(await jobs.complete('b')).toEqual(reply);
      expect(await jobs.popIds()).toEqual(['a']);
    });
  });

  it.each<[ScriptValue[], string]>([
    [['PUSH', NOW, 'a', 'data', 1.5], 'priority must be a whole number from -1000000000'],
    [['PUSH', NOW, 'a', 'data', 0, -1], 'max_retries must be a whole number from 0'],
    [['PUSH', NOW, 'a', 'data', 0, 3, -1], 'delay, in seconds, must be a number from 0'],
    [['PUSH', NOW, 'a', 'data', 0, 3, 'nan'], 'delay, in seconds, must be a number from 0'],
    [['PUSH', NOW, 'a'], 'it takes 4 in KEYS and 4 to 7 in ARGV'],
    [['POP', NOW, 0], 'count must be a whole number from 1 to 1000'],
    [['COMPLETE', NOW], 'it takes 4 in KEYS and 3 to 4 in ARGV'],
    [['pop', NOW], 'operation must be'],
    [[], 'operation must be'],
  ])('refuses %j, before it writes anything', async (values, message) => {
    const jobs = queueOf('refused');
    const result = await bench.executor.execute(JobQueue.lua, jobs.keys, values);
    expect(errorOf(result).message).toContain(message);
    expect(await bench.client.exists(jobs.stored.queue, jobs.stored.jobs)).toBe(0);
  });
});
