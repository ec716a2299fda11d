import { Redis, type RedisOptions } from 'ioredis';
import { DeliverySchedule } from './connector/delivery-schedule.js';
import { memoryConnector } from './connector/memory-connector.js';
import { type EmbeddedEngineOptions, resolveEngineOptions } from './engine-options.js';
import { createServer } from './server/create-server.js';
import type { Server } from './server/server.js';

/**
 * What ioredis takes, except where the server is; `replyMapping` changes the type of a client.
 *
 * @publicApi
 */
export type EmbeddedClientOptions = Omit<RedisOptions, 'Connector' | 'replyMapping'>;

/**
 * A Redis 7.0 in this process, with no server: its data live in memory, and its clients are real
 * ioredis clients.
 *
 * ```ts
 * const engine = await EmbeddedEngine.create();
 * const redis = engine.connect();
 * await redis.set('greeting', 'hello');
 * ```
 *
 * @publicApi
 */
export class EmbeddedEngine {
  readonly #server: Server;
  readonly #deliveries = new DeliverySchedule();

  /** @throws HybridCacheConfigurationError */
  static async create(options: EmbeddedEngineOptions = {}): Promise<EmbeddedEngine> {
    const { server: serverOptions, config } = resolveEngineOptions(options);
    const server = createServer(serverOptions);
    server.configure(config);
    server.expiryCycle.start();
    return new EmbeddedEngine(server);
  }

  private constructor(server: Server) {
    this.#server = server;
  }

  /** A client of the engine; `duplicate()` and reconnecting work. */
  connect(options: EmbeddedClientOptions = {}): Redis {
    const retryDelay = options.retryStrategy ?? defaultRetryDelay;
    return new Redis({
      ...options,
      // There is nothing to wait for once the engine is closed; it is inherited by duplicates.
      retryStrategy: attempt => (this.#server.isClosed ? null : retryDelay(attempt)),
      Connector: memoryConnector(this.#server, this.#deliveries),
    });
  }

  /** Ends all clients, which do not reconnect; the data are gone. */
  async close(): Promise<void> {
    this.#server.close();
  }
}

/** That of ioredis. */
function defaultRetryDelay(attempt: number): number {
  return Math.min(attempt * 50, 2000);
}
