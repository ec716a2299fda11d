import { EmbeddedEngine } from '../embedded/index.js';
import type { ConnectionOptions } from './connection-options.js';
import { createClient, createEmbeddedClient } from './create-client.js';
import { type ConnectionListener, RedisConnection } from './redis-connection.js';

/**
 * Makes the one connection of a cache, which connects when it is first used. An embedded engine
 * starts with it, and ends with it.
 */
export async function openConnection(
  options: ConnectionOptions,
  commandTimeout: number,
  listener: ConnectionListener,
): Promise<RedisConnection> {
  if (!('embedded' in options)) {
    return new RedisConnection(createClient(options, commandTimeout), commandTimeout, listener);
  }
  const engine = await EmbeddedEngine.create(options.embedded);
  return new RedisConnection(createEmbeddedClient(engine), commandTimeout, listener, engine);
}
