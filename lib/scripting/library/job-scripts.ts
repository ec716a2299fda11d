import { arg, defineScript, reply } from '../definition/index.js';
import { lua } from './lua.generated.js';
import { fields, named } from './reply-fields.js';
import { countUpTo, oneOf, optional } from './types.js';

const MAX_TIMEOUT_SECONDS = 1_000_000_000;

/** A job that was handed out. */
const job = named({
  id: reply.string(),
  data: reply.string(),
  priority: reply.integer(),
  max_retries: reply.integer(),
  retry_count: reply.integer(),
  attempt: reply.integer(),
  created_at: reply.integer(),
});

/**
 * Scripts for queues of jobs: one with all that a queue needs, and a plain one of four scripts. On
 * a cluster, the keys of a queue must share a slot: give them one hash tag.
 */
export const jobScripts = {
  /**
   * A queue of jobs with priorities, delays, retries, dead letters and recovery. A job is handed out
   * at least once, and to one worker at a time as long as it is done within its timeout.
   *
   * - KEYS: `queue` and `processing`, sorted sets; `failed`, a hash that holds the jobs themselves;
   *   `dead`, a sorted set of dead letters as JSON
   * - ARGV: `operation`; `now`, which is not used: the clock is the server's; then `values`:
   *   - `PUSH`: `job_id`, `job_data`; `priority`, the lowest first (0); `max_retries` (3); `delay` in
   *     seconds (0)
   *   - `POP`: `count`, to 1000 (1); `timeout` in seconds (300), after which another worker gets the
   *     job
   *   - `COMPLETE`: `job_id`; `attempt`, as POP gave it: a worker that was too slow is refused then
   *   - `FAIL`: `job_id`; `error_message`; `attempt`
   *   - `RECOVER`, `STATS`: none
   * - Reply: named fields
   *   - `PUSH`: `pushed`, `job_id`; `error` when the queue has a job of that id
   *   - `POP`: `popped`, the jobs: `id`, `data`, `priority`, `max_retries`, `retry_count`, `attempt`,
   *     `created_at` in seconds
   *   - `COMPLETE`: `completed`, `job_id`; or `error`
   *   - `FAIL`: `retried`, `job_id`, `retry_count`, `next_retry_in` in seconds (60, 120, 240 … a day);
   *     or `dead_letter`, `job_id`, `final_retry_count`; or `failed` (false), `error`
   *   - `RECOVER`: `recovered`, `dead_letter`: how many went back, and how many had no retry left
   *   - `STATS`: how many are `queued`, `delayed`, `processing`, `failed` (wait for their retry),
   *     `dead_letter`, and in `total`
   * - Cost: O(log N) for a job; POP also for each whose time has come and each that is recovered, to
   *   1000 of each
   */
  JobQueue: defineScript({
    name: 'job_queue',
    keys: ['queue', 'processing', 'failed', 'dead'],
    args: {
      operation: oneOf('PUSH', 'POP', 'COMPLETE', 'FAIL', 'RECOVER', 'STATS'),
      now: arg.any(),
      values: arg.list(arg.any()),
    },
    returns: fields(
      { pushed: reply.boolean(), job_id: reply.string(), error: reply.string() },
      { popped: reply.list(job) },
      { completed: reply.boolean(), job_id: reply.string(), error: reply.string() },
      {
        retried: reply.boolean(),
        job_id: reply.string(),
        retry_count: reply.integer(),
        next_retry_in: reply.integer(),
      },
      {
        dead_letter: reply.boolean(),
        job_id: reply.string(),
        final_retry_count: reply.integer(),
      },
      { failed: reply.boolean(), error: reply.string() },
      { recovered: reply.integer(), dead_letter: reply.integer() },
      {
        queued: reply.integer(),
        delayed: reply.integer(),
        processing: reply.integer(),
        failed: reply.integer(),
        dead_letter: reply.integer(),
        total: reply.integer(),
      },
    ),
    lua: lua.jobQueue,
  }),

  /**
   * Puts a job at the end of a queue.
   *
   * - KEYS: `queue`, a list
   * - ARGV: `job_data`
   * - Reply: how many jobs wait now
   * - Cost: O(1)
   */
  EnqueueJob: defineScript({
    name: 'enqueue_job',
    keys: ['queue'],
    args: { job_data: arg.any() },
    returns: reply.integer(),
    lua: lua.enqueueJob,
  }),

  /**
   * Takes the job at the head of a queue. It counts as processed until it is completed, or found
   * stale.
   *
   * - KEYS: `queue`, a list; `processing`, a sorted set
   * - ARGV: `current_time`, which is not used: the clock is the server's
   * - Reply: the job, or `null` when none waits
   * - Cost: O(log² N), where N jobs are processed
   */
  DequeueJob: defineScript({
    name: 'dequeue_job',
    keys: ['queue', 'processing'],
    args: { current_time: arg.any() },
    returns: reply.nullable(reply.string()),
    lua: lua.dequeueJob,
  }),

  /**
   * Says that a job is done. Of several jobs with the same text, one is done.
   *
   * - KEYS: `processing`, a sorted set
   * - ARGV: `job_data`
   * - Reply: `1`; or `0` when it is not processed, because it was stale and went back
   * - Cost: O(log² N), where N jobs are processed
   */
  CompleteJob: defineScript({
    name: 'complete_job',
    keys: ['processing'],
    args: { job_data: arg.any() },
    returns: reply.integer(),
    lua: lua.completeJob,
  }),

  /**
   * Gives jobs that were not completed in time back to the head of their queue, the oldest first.
   *
   * - KEYS: `queue`, a list; `processing`, a sorted set
   * - ARGV: `timeout_seconds` since a job was taken (300)
   * - Reply: how many went back: 1000 at most, so call it again then
   * - Cost: O(M log² N), where M go back and N are processed
   */
  CleanUpStaleJobs: defineScript({
    name: 'cleanup_stale_jobs',
    keys: ['queue', 'processing'],
    args: { timeout_seconds: optional(countUpTo(MAX_TIMEOUT_SECONDS)) },
    returns: reply.integer(),
    lua: lua.cleanUpStaleJobs,
  }),
} as const;
