import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis';
import type { EmbeddedEngine } from '../embedded/index.js';
import { SILENCE_MS } from './command-deadlines.js';
import type { ConnectionOptions, EmbeddedConnection } from './connection-options.js';

/**
 * What a cache's connection must be, whatever the app says: a command that cannot be sent now fails
 * now. ioredis would hold it in its offline queue, or send it again after a reconnect, where an old
 * `SET` overwrites a newer one.
 */
const NO_QUEUE = { enableOfflineQueue: false, autoResendUnfulfilledCommands: false };

/** Shapes of replies do not depend on what the app chose for its own client. */
const REPLY_SHAPE = { replyMapping: 'legacy' } as const;

/** How long a socket may take to close before it is destroyed. */
const DISCONNECT_TIMEOUT_MS = 500;

/** Makes the one client of a connection. It is not yet connected. */
export function createClient(
  connection: Exclude<ConnectionOptions, EmbeddedConnection>,
  commandTimeout: number,
): Redis | Cluster {
  if ('client' in connection) return duplicateOf(connection.client, commandTimeout);
  if ('cluster' in connection) {
    const { nodes, options } = connection.cluster;
    return new Cluster([...nodes], clusterOptions(options, commandTimeout));
  }
  if ('url' in connection) return new Redis(connection.url, redisOptions(connection.options));
  return new Redis(redisOptions(connection.options));
}

/** The same for an engine in this process. */
export function createEmbeddedClient(engine: EmbeddedEngine): Redis {
  return engine.connect(redisOptions(undefined));
}

function duplicateOf(client: Redis | Cluster, commandTimeout: number): Redis | Cluster {
  return isCluster(client)
    ? client.duplicate([], clusterOptions(client.options, commandTimeout))
    : client.duplicate(redisOptions(client.options));
}

function redisOptions(options: RedisOptions | undefined) {
  return {
    retryStrategy: (attempt: number) =>
      Math.min(50 * 2 ** (attempt - 1), 1000) + Math.random() * 100,
    disconnectTimeout: DISCONNECT_TIMEOUT_MS,
    ...options,
    ...NO_QUEUE,
    ...REPLY_SHAPE,
    keyPrefix: '',
    lazyConnect: true,
  };
}

function clusterOptions(options: ClusterOptions | undefined, commandTimeout: number) {
  const maxRedirections = 16;
  // All waits for a slot on its way to another node together stay below the deadline: a command
  // whose caller has been told that it failed must not be sent after that.
  const retryDelay = Math.max(1, Math.floor((commandTimeout * 0.8) / maxRedirections));
  return {
    slotsRefreshInterval: 5000,
    ...options,
    enableOfflineQueue: false,
    maxRedirections,
    retryDelayOnTryAgain: retryDelay,
    retryDelayOnClusterDown: retryDelay,
    // A command in flight when its node died may have run: sending it again could run it twice.
    retryDelayOnFailover: 0,
    keyPrefix: '',
    lazyConnect: true,
    redisOptions: {
      // Which of its connections is silent, only the client knows here.
      socketTimeout: SILENCE_MS,
      disconnectTimeout: DISCONNECT_TIMEOUT_MS,
      ...options?.redisOptions,
      ...REPLY_SHAPE,
      autoResendUnfulfilledCommands: false,
    },
  };
}

/** By its flag, not its class: the app's client may come from another copy of ioredis. */
export function isCluster(client: Redis | Cluster): client is Cluster {
  return client.isCluster;
}
