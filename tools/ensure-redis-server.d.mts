export interface RedisServerBinary {
  readonly path: string;
  readonly version: string;
}

/** The first redis-server new enough for the tests: `REDIS_SERVER_BIN`, then PATH, then the usual folders. */
export function findRedisServer(): RedisServerBinary | undefined;
