import { describe, expect, it } from '@jest/globals';
import { describeScripts } from '../../support/script-executor.js';
import { NO_JOBS, ScriptedQueue } from '../../support/scripted-queue.js';

describeScripts("CyRedis's job_queue, when jobs fail,", bench => {
  const queueOf = (name: string): ScriptedQueue => new ScriptedQueue(bench, name);

  describe('FAIL', () => {
    it('retries as often as max_retries says, after 1, 2 and 4 minutes', async () => {
      const jobs = queueOf('retries');
      await jobs.push('a', { maxRetries: 3 });
      for (const [index, seconds] of [60, 120, 240].entries()) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        expect(await jobs.pop()).toMatchObject([{ retry_count: index, attempt: index + 1 }]);
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        expect(await jobs.fail('a')).toEqual({
          retried: true,
          job_id: 'a',
          retry_count: index + 1,
          next_retry_in: seconds,
        });
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        expect(await jobs.pop()).toEqual([]);
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await jobs.age(seconds);
      }
      await jobs.pop();
      const reply = { dead_letter: true, job_id: 'a', final_retry_count: 3 };
      expect(await jobs.fail('a')).toEqual(reply);
    });

    it('keeps what is dead with its last error, and frees its id', async () => {
      const jobs = queueOf('dead');
      await jobs.push('a', { priority: 4, maxRetries: 0 });
      await jobs.pop();
      await jobs.fail('a');
      const letters = await bench.client.zrange(jobs.stored.dead, '0', '-1');
      expect(letters.map(letter => JSON.parse(letter))).toEqual([
        expect.objectContaining({
          id: 'a',
          data: 'data of a',
          priority: 4,
          retry_count: 0,
          status: 'dead',
          last_error: 'it broke',
          failed_at: expect.any(Number),
        }),
      ]);
      expect(await jobs.stats()).toEqual({ ...NO_JOBS, dead_letter: 1, total: 1 });
      expect(await jobs.push('a')).toMatchObject({ pushed: true });
    });

    it('counts the jobs that wait for their retry as failed, which were always 0', async () => {
      const jobs = queueOf('failed');
      await jobs.push('a');
      await jobs.pop();
      await jobs.fail('a');
      expect(await jobs.stats()).toEqual({ ...NO_JOBS, failed: 1, total: 1 });
      await jobs.age(60);
      expect(await jobs.stats()).toEqual({ ...NO_JOBS, queued: 1, total: 1 });
    });

    it('says so when no worker has the job', async () => {
      const jobs = queueOf('free');
      await jobs.push('a');
      const reply = { failed: false, error: 'Job not found in processing queue' };
      expect(await jobs.fail('a')).toEqual(reply);
    });
  });

  describe('when a worker dies', () => {
    it('gives its job to another after the timeout, and not before', async () => {
      const jobs = queueOf('died');
      await jobs.push('a');
      await jobs.pop();
      await jobs.age(299);
      expect(await jobs.pop()).toEqual([]);
      await jobs.age(1);
      expect(await jobs.pop()).toMatchObject([{ id: 'a', retry_count: 1, attempt: 2 }]);
    });

    it('takes the timeout of the call', async () => {
      const jobs = queueOf('timeout');
      await jobs.push('a');
      await jobs.call('POP', 1, 5);
      await jobs.age(5);
      expect(await jobs.popIds()).toEqual(['a']);
    });

    it('recovers its job without a POP as well, and counts what was recovered', async () => {
      const jobs = queueOf('recovered');
      await jobs.push('a');
      await jobs.push('b', { maxRetries: 0 });
      await jobs.pop(2);
      expect(await jobs.call('RECOVER')).toEqual({ recovered: 0, dead_letter: 0 });
      await jobs.age(300);
      expect(await jobs.call('RECOVER')).toEqual({ recovered: 1, dead_letter: 1 });
      expect(await jobs.stats()).toEqual({ ...NO_JOBS, queued: 1, dead_letter: 1, total: 2 });
    });

    it('does not go on for ever with a job that kills each worker', async () => {
      const jobs = queueOf('poison');
      await jobs.push('a', { maxRetries: 2 });
      const popped = [];
      for (let i = 0; i < 4; i++) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        popped.push(await jobs.popIds());
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        await jobs.age(300);
      }
      expect(popped).toEqual([['a'], ['a'], ['a'], []]);
      const [letter = ''] = await bench.client.zrange(jobs.stored.dead, '0', '-1');
      expect(JSON.parse(letter)).toMatchObject({ last_error: 'The worker did not finish in time' });
    });

    it('refuses a worker that was only slow, when it names its attempt', async () => {
      const jobs = queueOf('slow');
      await jobs.push('a');
      const [slow] = await jobs.pop();
      await jobs.age(300);
      const [next] = await jobs.pop();
      const slowAttempt = slow?.attempt ?? 0;
      expect(await jobs.complete('a', slowAttempt)).toMatchObject({ completed: false });
      expect(await jobs.call('FAIL', 'a', 'late', slowAttempt)).toMatchObject({ failed: false });
      expect(await jobs.complete('a', next?.attempt ?? 0)).toMatchObject({ completed: true });
    });

    it('is too late to complete what went back to the queue', async () => {
      const jobs = queueOf('late');
      await jobs.push('a');
      await jobs.pop();
      await jobs.age(300);
      await jobs.call('RECOVER');
      expect(await jobs.complete('a')).toMatchObject({ completed: false });
      expect(await jobs.popIds()).toEqual(['a']);
    });
  });
});
