import { once } from 'node:events';
import { Redis } from 'ioredis';

/** A client as ioredis makes it. */
export async function openIoredis(redisUrl) {
  const client = new Redis(redisUrl);
  await once(client, 'ready');
  return client;
}
