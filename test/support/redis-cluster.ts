import { Cluster, type ClusterOptions } from 'ioredis';
import { RedisServer } from './redis-server.ts';
import { type ClusterNodeAddress, wireCluster } from './wire-cluster.ts';

const NODE_TIMEOUT_MS = 1500;

export interface RedisClusterOptions {
  readonly masters?: number;
  readonly replicasPerMaster?: number;
}

/** A private Redis Cluster on the loopback interface. */
export class RedisCluster implements AsyncDisposable {
  readonly nodes: ClusterNodeAddress[];
  readonly #clients = new Set<Cluster>();

  static async start(options: RedisClusterOptions = {}): Promise<RedisCluster> {
    const { masters: count = 3, replicasPerMaster = 0 } = options;
    const masters = await startNodes(count);
    const replicas = await startNodes(count * replicasPerMaster);
    const cluster = new RedisCluster(masters, replicas);
    try {
      await wireCluster(masters, replicas);
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  private constructor(
    readonly masters: readonly RedisServer[],
    /** Replica `i` follows master `i % masters.length`. */
    readonly replicas: readonly RedisServer[],
  ) {
    this.nodes = this.#servers.map(({ host, port }) => ({ host, port }));
  }

  get #servers(): RedisServer[] {
    return [...this.masters, ...this.replicas];
  }

  /** A client that is closed by `stop()`. */
  client(options: Omit<ClusterOptions, 'redisOptions'> = {}): Cluster {
    const client = new Cluster(this.nodes, { clusterRetryStrategy: () => 50, ...options });
    client.on('error', () => undefined);
    client.once('end', () => this.#clients.delete(client));
    this.#clients.add(client);
    return client;
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.disconnect();
    // A node would wait for its replicas before it ends, and nobody needs what they hold.
    await Promise.all(this.#servers.map(server => server.kill()));
    await Promise.all(this.#servers.map(server => server.stop()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

async function startNodes(count: number): Promise<RedisServer[]> {
  const args = ['--cluster-enabled', 'yes', '--cluster-node-timeout', String(NODE_TIMEOUT_MS)];
  return Promise.all(Array.from({ length: count }, () => RedisServer.start({ args })));
}
