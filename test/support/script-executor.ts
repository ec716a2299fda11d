import { inspect } from 'node:util';
import { afterAll, beforeAll } from '@jest/globals';
import type { Cluster, Redis } from 'ioredis';
import type { ScriptError } from '../../lib/errors/index.js';
import {
  type ConnectionOptions,
  KeySpace,
  openConnection,
  type RedisConnection,
} from '../../lib/redis/index.js';
import {
  ScriptExecutor,
  ScriptRegistry,
  type ScriptResult,
  ScriptRunner,
} from '../../lib/scripting/index.js';
import { describeBackends } from './backends.js';
import { uniquePrefix } from './redis-url.js';
import { deferred } from './wait-for.js';

export interface ExecutorOptions {
  readonly prefix?: string | undefined;
  /** Milliseconds that a command may take. */
  readonly commandTimeout?: number;
}

interface Waiting {
  readonly state: string;
  readonly told: () => void;
}

/** A script executor on a connection of its own, without a Nest app around it. */
export class ExecutorUnderTest implements AsyncDisposable {
  readonly registry = new ScriptRegistry();
  readonly executor: ScriptExecutor;
  readonly connection: RedisConnection;
  readonly #waiting: Waiting[];

  static async open(
    connection: ConnectionOptions,
    options: ExecutorOptions = {},
  ): Promise<ExecutorUnderTest> {
    const { prefix, commandTimeout = 2000 } = options;
    const waiting: Waiting[] = [];
    const opened = await openConnection(connection, commandTimeout, state => {
      for (const { state: awaited, told } of waiting) if (awaited === state) told();
    });
    await opened.connect();
    return new ExecutorUnderTest(opened, prefix, waiting);
  }

  private constructor(connection: RedisConnection, prefix: string | undefined, waiting: Waiting[]) {
    this.connection = connection;
    this.#waiting = waiting;
    const runner = new ScriptRunner(this.connection);
    this.executor = new ScriptExecutor(runner, this.registry, new KeySpace(prefix, 1024));
  }

  /** Resolves when the connection next becomes that. */
  next(state: 'up' | 'down'): Promise<void> {
    const news = deferred();
    this.#waiting.push({ state, told: () => news.resolve() });
    return news.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.connection.close();
  }
}

/** What a spec of scripts works with. Keys are named by tests, and live in one slot of a cluster. */
export interface ScriptBench {
  readonly executor: ScriptExecutor;
  readonly connection: RedisConnection;
  /** A client without a prefix, to look at what is stored. */
  readonly client: Redis | Cluster;
  /** The key as scripts are given it. */
  key(name: string): string;
  /** The key as the server knows it. */
  stored(name: string): string;
}

function key(name: string): string {
  return `{slot}${name}`;
}

/** Runs the same spec on every back end, each with an executor and a prefix of its own. */
export function describeScripts(title: string, spec: (bench: ScriptBench) => void): void {
  describeBackends(title, backend => {
    const prefix = uniquePrefix();
    let opened: ExecutorUnderTest;
    let client: Redis | Cluster;

    beforeAll(async () => {
      client = backend.client();
      opened = await ExecutorUnderTest.open(backend.connection(), { prefix });
    });
    afterAll(() => opened.connection.close());

    spec({
      get executor() {
        return opened.executor;
      },
      get connection() {
        return opened.connection;
      },
      get client() {
        return client;
      },
      key,
      stored: name => `${prefix}:${key(name)}`,
    });
  });
}

/** What a script gave; a failure is thrown. */
export function resultOf<T>(result: ScriptResult<T>): T {
  if (result.success) return result.result;
  throw result.error;
}

/** Why a script gave no result. */
export function errorOf(result: ScriptResult): ScriptError {
  if (result.success) throw new Error(`The script gave a result: ${inspect(result.result)}`);
  return result.error;
}
