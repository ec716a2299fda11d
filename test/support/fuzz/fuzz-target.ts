import { createServer } from '../../../lib/embedded/server/create-server.js';
import type { Server } from '../../../lib/embedded/server/server.js';
import { RedisServer } from '../redis-server.ts';
import type { RespValue } from '../resp-value.ts';
import type { Words } from './fuzz-step.ts';
import { Pipeline } from './pipeline.ts';

/** Small encodings end early, so that both are met with few members; all events are told. */
export const FUZZ_CONFIG: readonly Words[] = Object.entries({
  'hash-max-listpack-entries': '8',
  'hash-max-listpack-value': '32',
  'set-max-intset-entries': '8',
  'zset-max-listpack-entries': '8',
  'zset-max-listpack-value': '32',
  'stream-node-max-entries': '5',
  'hll-sparse-max-bytes': '100',
  'notify-keyspace-events': 'EAmn',
}).map(([name, value]) => ['CONFIG', 'SET', name, value]);

/** A server that sequences of commands are run on, with its keyspace notifications. */
export class FuzzTarget {
  readonly #open: () => Promise<Pipeline>;
  #commands: Pipeline;
  #notifications: Pipeline;

  static async start(open: () => Promise<Pipeline>): Promise<FuzzTarget> {
    const target = new FuzzTarget(open, await open(), await open());
    await target.#prepare();
    return target;
  }

  private constructor(open: () => Promise<Pipeline>, commands: Pipeline, notifications: Pipeline) {
    this.#open = open;
    this.#commands = commands;
    this.#notifications = notifications;
  }

  /** Answers the reply to each command. */
  run(commands: readonly Words[]): Promise<RespValue[]> {
    return this.#commands.run(commands);
  }

  /** The keyspace notifications since the last call, as `channel key`. */
  async takeNotifications(): Promise<string[]> {
    const isEnd = (reply?: RespValue): boolean => Array.isArray(reply) && reply[0] === 'pong';
    const received = await this.#notifications.exchange([['PING']], replies =>
      isEnd(replies.at(-1)),
    );
    return received
      .slice(0, -1)
      .map(reply => (Array.isArray(reply) ? reply.slice(2).join(' ') : ''));
  }

  /** Forgets what the last sequence waited for in vain. */
  async recover(): Promise<void> {
    this.close();
    this.#commands = await this.#open();
    this.#notifications = await this.#open();
    await this.#prepare();
  }

  close(): void {
    this.#commands.close();
    this.#notifications.close();
  }

  async #prepare(): Promise<void> {
    await this.run(FUZZ_CONFIG);
    await this.#notifications.run([['PSUBSCRIBE', '__keyevent@*']]);
  }
}

/** A redis-server and an engine, to run the same on both. */
export class FuzzTargets implements AsyncDisposable {
  static async start(): Promise<FuzzTargets> {
    // A high rate, because blocked clients time out with the server's own timer.
    const args = ['--enable-debug-command', 'yes', '--hz', '500'];
    const server = await RedisServer.start({ args });
    const engine = createServer();
    const redisTarget = await FuzzTarget.start(() => Pipeline.toPort(server.port));
    // Keys past their time go when somebody meets them, as in an engine without its timer.
    await redisTarget.run([['DEBUG', 'SET-ACTIVE-EXPIRE', '0']]);
    const engineTarget = await FuzzTarget.start(async () => Pipeline.toEngine(engine));
    return new FuzzTargets(server, engine, redisTarget, engineTarget);
  }

  private constructor(
    private readonly server: RedisServer,
    readonly engine: Server,
    private readonly redisTarget: FuzzTarget,
    private readonly engineTarget: FuzzTarget,
  ) {}

  /** What both answer: redis-server first. */
  both<T>(ask: (target: FuzzTarget) => Promise<T>): Promise<[T, T]> {
    return Promise.all([ask(this.redisTarget), ask(this.engineTarget)]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.redisTarget.close();
    this.engineTarget.close();
    this.engine.close();
    await this.server.stop();
  }
}
