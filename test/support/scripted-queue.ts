import { LuaScripts } from '../../lib/scripting/library/index.js';
import type { ScriptReply, ScriptValue } from '../../lib/scripting/index.js';
import { resultOf, type ScriptBench } from './script-executor.js';

const { JobQueue } = LuaScripts;

type Reply = ScriptReply<typeof JobQueue>;

/** In seconds, as a client would send it: all calls come in the same one. */
const NOW = 1_700_000_000;

/** The statistics of a queue without jobs. */
export const NO_JOBS = {
  queued: 0,
  delayed: 0,
  processing: 0,
  failed: 0,
  dead_letter: 0,
  total: 0,
};

export interface JobOptions {
  readonly priority?: number;
  readonly maxRetries?: number;
  /** Seconds. */
  readonly delay?: number;
}

/** A queue of its own by `LuaScripts.JobQueue`, in which time can be made to go by. */
export class ScriptedQueue {
  /** As scripts are given them. */
  readonly keys: readonly string[];
  /** As the server knows them. */
  readonly stored: {
    readonly queue: string;
    readonly processing: string;
    readonly jobs: string;
    readonly dead: string;
  };
  readonly #bench: ScriptBench;

  constructor(bench: ScriptBench, name: string) {
    this.#bench = bench;
    const names = {
      queue: name,
      processing: `${name}:processing`,
      jobs: `${name}:failed`,
      dead: `${name}:dead`,
    };
    this.keys = Object.values(names).map(each => bench.key(each));
    this.stored = {
      queue: bench.stored(names.queue),
      processing: bench.stored(names.processing),
      jobs: bench.stored(names.jobs),
      dead: bench.stored(names.dead),
    };
  }

  async call(operation: string, ...values: ScriptValue[]): Promise<Reply> {
    const { executor } = this.#bench;
    return resultOf(await executor.execute(JobQueue, this.keys, [operation, NOW, ...values]));
  }

  push(id: string, { priority = 0, maxRetries = 3, delay = 0 }: JobOptions = {}): Promise<Reply> {
    return this.call('PUSH', id, `data of ${id}`, priority, maxRetries, delay);
  }

  async pop(count = 1): Promise<NonNullable<Reply['popped']>> {
    return (await this.call('POP', count)).popped ?? [];
  }

  async popIds(count = 1): Promise<string[]> {
    return (await this.pop(count)).map(({ id }) => id);
  }

  complete(id: string, ...attempt: number[]): Promise<Reply> {
    return this.call('COMPLETE', id, ...attempt);
  }

  fail(id: string): Promise<Reply> {
    return this.call('FAIL', id, 'it broke');
  }

  stats(): Promise<Reply> {
    return this.call('STATS');
  }

  /** As if so much time had gone by. */
  async age(seconds: number): Promise<void> {
    // Scores of the queue up to 1e9 are priorities.
    await this.#move(this.stored.queue, seconds, 1e9);
    await this.#move(this.stored.processing, seconds, 0);
  }

  async #move(key: string, seconds: number, above: number): Promise<void> {
    const { client } = this.#bench;
    for (const member of await client.zrange(key, '0', '-1')) {
      // oxlint-disable-next-line no-await-in-loop -- in their order
      const score = Number(await client.zscore(key, member));
      // oxlint-disable-next-line no-await-in-loop -- in their order
      if (score > above) await client.zadd(key, 'XX', score - seconds * 1000, member);
    }
  }
}
