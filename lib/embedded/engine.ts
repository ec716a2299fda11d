import { Redis, type RedisOptions } from 'ioredis';
import { memoryConnector } from './connector/memory-connector.js';
import { createServer } from './server/create-server.js';
import type { Server, ServerOptions } from './server/server.js';

/**
 * Options of an {@link EmbeddedEngine}.
 *
 * @publicApi
 */
export interface EmbeddedEngineOptions extends ServerOptions {
  /** Configuration as `CONFIG SET` takes it: `{ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' }`. */
  readonly config?: Readonly<Record<string, string | number>> | undefined;
}

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

  static async create(options: EmbeddedEngineOptions = {}): Promise<EmbeddedEngine> {
    const server = createServer(options);
    for (const [name, value] of Object.entries(options.config ?? {})) {
      setParameter(server, name, String(value));
    }
    server.expiryCycle.start();
    return new EmbeddedEngine(server);
  }

  private constructor(server: Server) {
    this.#server = server;
  }

  /** A client of the engine; `duplicate()` and reconnecting work. */
  connect(options: EmbeddedClientOptions = {}): Redis {
    return new Redis({ ...options, Connector: memoryConnector(this.#server) });
  }

  /** Ends all clients; the data are gone. */
  async close(): Promise<void> {
    this.#server.close();
  }
}

function setParameter(server: Server, name: string, text: string): void {
  const parameter = server.config.find(name);
  if (!parameter || parameter.isImmutable) {
    throw new RangeError(`The embedded engine has no configuration parameter '${name}' to set`);
  }
  const result = parameter.read(text);
  if ('error' in result) throw new RangeError(`${name}: ${result.error}, not '${text}'`);
  server.configure(new Map([[parameter, result.value]]));
}
