import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { RedisCluster } from './redis-cluster.ts';
import { RedisServer } from './redis-server.ts';

/** The servers that all test files of one Jest run share; lives in Jest's main process. */
export class SharedServices {
  readonly #desk: Server;
  #cluster: Promise<RedisCluster> | undefined;

  static async start(): Promise<SharedServices> {
    const redis = process.env.REDIS_URL ? undefined : await RedisServer.start();
    const services = new SharedServices(redis);
    await services.#open();
    return services;
  }

  private constructor(private readonly redis: RedisServer | undefined) {
    this.#desk = createServer((_request, response) => {
      // A cluster takes two seconds to start, so it waits for the first test that asks for it.
      this.#cluster ??= RedisCluster.start();
      this.#cluster.then(
        cluster => response.end(JSON.stringify(cluster.nodes)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  }

  async stop(): Promise<void> {
    this.#desk.close();
    this.#desk.closeAllConnections();
    await this.redis?.stop();
    await (await this.#cluster?.catch(() => undefined))?.stop();
  }

  async #open(): Promise<void> {
    this.#desk.listen(0, '127.0.0.1');
    await once(this.#desk, 'listening');
    const address = this.#desk.address();
    if (!address || typeof address === 'string')
      throw new Error('The shared services have no port');
    process.env.NHC_TEST_CLUSTER_URL = `http://127.0.0.1:${address.port}/`;
    if (this.redis) process.env.NHC_TEST_REDIS_URL = this.redis.url;
  }
}
