import { describe, expect, it } from '@jest/globals';
import { LuaScripts } from '../../../lib/scripting/library/index.js';
import type { ScriptValue } from '../../../lib/scripting/index.js';
import { describeScripts, errorOf, resultOf } from '../../support/script-executor.js';

const { EnqueueJob, DequeueJob, CompleteJob, CleanUpStaleJobs } = LuaScripts;

describeScripts("async-redis's queue", bench => {
  /** A queue of its own. */
  function queueOf(name: string) {
    const [queue, processing] = [bench.key(name), bench.key(`${name}:processing`)];
    const [list, set] = [bench.stored(name), bench.stored(`${name}:processing`)];
    const { executor } = bench;
    return {
      keys: [queue, processing],
      list,
      set,
      enqueue: async (job: ScriptValue) =>
        resultOf(await executor.execute(EnqueueJob, [queue], [job])),
      dequeue: async (time = 1_700_000_000) =>
        resultOf(await executor.execute(DequeueJob, [queue, processing], [time])),
      complete: async (job: ScriptValue) =>
        resultOf(await executor.execute(CompleteJob, [processing], [job])),
      cleanUp: async (...timeout: number[]) =>
        resultOf(await executor.execute(CleanUpStaleJobs, [queue, processing], timeout)),
      waiting: () => bench.client.lrange(list, 0, -1),
      /** As if so much time had gone by since the jobs in process were taken. */
      async age(seconds: number): Promise<void> {
        for (const member of await bench.client.zrange(set, '0', '-1')) {
          // oxlint-disable-next-line no-await-in-loop -- in their order
          const score = Number(await bench.client.zscore(set, member));
          // oxlint-disable-next-line no-await-in-loop -- in their order
          await bench.client.zadd(set, 'XX', score - seconds * 1000, member);
        }
      },
    };
  }

  type Queue = ReturnType<typeof queueOf>;

  async function take(jobs: Queue, count: number): Promise<(string | null)[]> {
    const taken = [];
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (let i = 0; i < count; i++) taken.push(await jobs.dequeue());
    return taken;
  }

  it('gives the jobs in their order, and null when none waits', async () => {
    const jobs = queueOf('order');
    expect(await jobs.enqueue('job_0')).toBe(1);
    expect(await jobs.enqueue('job_1')).toBe(2);
    expect(await take(jobs, 3)).toEqual(['job_0', 'job_1', null]);
    expect(await bench.client.zcard(jobs.set)).toBe(2);
  });

  it('completes a job once', async () => {
    const jobs = queueOf('once');
    await jobs.enqueue('job');
    await jobs.dequeue();
    expect(await jobs.complete('job')).toBe(1);
    expect(await jobs.complete('job')).toBe(0);
  });

  it('gives each job to one of many workers that ask at the same time', async () => {
    const jobs = queueOf('workers');
    const sent = Array.from({ length: 30 }, (_, i) => `job ${i}`);
    await Promise.all(sent.map(job => jobs.enqueue(job)));
    const taken = await Promise.all(sent.map(() => jobs.dequeue()));
    expect(new Set(taken)).toEqual(new Set(sent));
  });

  it('gives a job back when its worker dies, and not before the timeout', async () => {
    const jobs = queueOf('stale');
    await jobs.enqueue('a');
    await jobs.enqueue('b');
    await jobs.dequeue();
    await jobs.age(299);
    expect(await jobs.cleanUp()).toBe(0);
    await jobs.dequeue();
    await jobs.age(1);
    expect(await jobs.cleanUp()).toBe(1);
    expect(await jobs.waiting()).toEqual(['a']);
    expect(await jobs.complete('a')).toBe(0);
    expect(await jobs.complete('b')).toBe(1);
  });

  it('gives a job back once, when several clean up at the same time', async () => {
    const jobs = queueOf('cleaners');
    await jobs.enqueue('a');
    await jobs.enqueue('b');
    await take(jobs, 2);
    await jobs.age(60);
    const counts = await Promise.all(Array.from({ length: 10 }, () => jobs.cleanUp(60)));
    expect(counts.reduce((sum, count) => sum + count)).toBe(2);
    expect(await jobs.waiting()).toEqual(['a', 'b']);
  });

  it('either completes a job or gives it back, never both', async () => {
    const jobs = queueOf('between');
    const sent = Array.from({ length: 20 }, (_, i) => `job ${i}`);
    await Promise.all(sent.map(job => jobs.enqueue(job)));
    await take(jobs, sent.length);
    await jobs.age(60);
    const [completed] = await Promise.all([
      Promise.all(sent.map(job => jobs.complete(job))),
      jobs.cleanUp(60),
    ]);
    const done = sent.filter((_, i) => completed[i] === 1);
    const waiting = await jobs.waiting();
    expect([...done, ...waiting].toSorted()).toEqual(sent.toSorted());
  });

  it('puts what it gives back before the jobs that wait, the oldest first', async () => {
    const jobs = queueOf('head');
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const job of ['a', 'b', 'c', 'd']) await jobs.enqueue(job);
    await jobs.dequeue();
    await jobs.age(1);
    await jobs.dequeue();
    await jobs.age(1);
    await jobs.dequeue();
    await jobs.age(60);
    await jobs.cleanUp(60);
    expect(await jobs.waiting()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('goes by the clock of the server, not by those of the workers', async () => {
    const jobs = queueOf('clock');
    await jobs.enqueue('slow clock');
    await jobs.dequeue(0);
    expect(await jobs.cleanUp(1)).toBe(0);
    await jobs.enqueue('fast clock');
    await jobs.dequeue(4_000_000_000);
    await jobs.age(60);
    expect(await jobs.cleanUp(60)).toBe(2);
  });

  describe('keeps jobs with the same text apart', () => {
    it.each(['same', '\0same', '\u00002\0same', ''])('%j', async text => {
      const jobs = queueOf(`same ${text.length}`);
      for (let i = 0; i < 3; i++) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await jobs.enqueue(text);
      }
      expect(await take(jobs, 3)).toEqual([text, text, text]);
      expect(await bench.client.zcard(jobs.set)).toBe(3);
      const replies = [await jobs.complete(text), await jobs.complete(text)];
      expect(replies).toEqual([1, 1]);
      await jobs.age(60);
      expect(await jobs.cleanUp(60)).toBe(1);
      expect(await jobs.waiting()).toEqual([text]);
      expect(await bench.client.exists(jobs.set)).toBe(0);
    });

    it('when some are stale and some are not', async () => {
      const jobs = queueOf('some');
      for (let i = 0; i < 4; i++) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await jobs.enqueue('same');
      }
      await take(jobs, 2);
      await jobs.age(60);
      await take(jobs, 2);
      expect(await jobs.cleanUp(60)).toBe(2);
      expect(await jobs.waiting()).toEqual(['same', 'same']);
      await jobs.age(30);
      expect(await jobs.cleanUp(60)).toBe(0);
      expect([await jobs.complete('same'), await jobs.complete('same')]).toEqual([1, 1]);
      expect(await jobs.complete('same')).toBe(0);
    });
  });

  it('gives back 1000 jobs a call at most', async () => {
    const jobs = queueOf('many');
    const scores = Array.from({ length: 1200 }, (_, i) => [i + 1, `job ${i}`]).flat();
    await bench.client.zadd(jobs.set, ...scores);
    expect([await jobs.cleanUp(60), await jobs.cleanUp(60)]).toEqual([1000, 200]);
    expect(await bench.client.llen(jobs.list)).toBe(1200);
  });

  it('loses no job when the key of the jobs in process is of another type', async () => {
    const jobs = queueOf('type');
    await bench.client.set(jobs.set, 'text');
    await jobs.enqueue('job');
    const result = await bench.executor.execute(DequeueJob, jobs.keys, [0]);
    expect(errorOf(result)).toMatchObject({ serverCode: 'WRONGTYPE' });
    expect(await jobs.waiting()).toEqual(['job']);
  });

  it.each([0, -1, 1.5])('refuses a timeout of %d seconds', async timeout => {
    const jobs = queueOf('refused');
    const result = await bench.executor.execute(CleanUpStaleJobs.lua, jobs.keys, [timeout]);
    expect(errorOf(result).message).toContain('timeout, in seconds, must be a whole number from');
  });
});
