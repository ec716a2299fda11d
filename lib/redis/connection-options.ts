import type { EmbeddedEngineOptions } from '../embedded/index.js';
import type { Cluster, ClusterNode, ClusterOptions, Redis, RedisOptions } from 'ioredis';

/** A server, or Sentinel (`options.sentinels`), by URL: `redis://`, `rediss://` for TLS. */
export interface UrlConnection {
  readonly url: string;
  readonly options?: RedisOptions | undefined;
}

/** A server, or Sentinel (`options.sentinels`), by ioredis options. */
export interface OptionsConnection {
  readonly options: RedisOptions;
}

/** A Redis Cluster. */
export interface ClusterConnection {
  readonly cluster: {
    readonly nodes: readonly ClusterNode[];
    readonly options?: ClusterOptions | undefined;
  };
}

/**
 * A client that the app made. The library works on a duplicate with its own settings (no offline
 * queue, no resend), and closes only that.
 */
export interface ClientConnection {
  readonly client: Redis | Cluster;
}

/** An engine in this process: a Redis 7.0 without a server. */
export interface EmbeddedConnection {
  readonly embedded: EmbeddedEngineOptions;
}

/**
 * Where the second tier and the scripts live.
 *
 * @publicApi
 */
export type ConnectionOptions =
  | UrlConnection
  | OptionsConnection
  | ClusterConnection
  | ClientConnection
  | EmbeddedConnection;
