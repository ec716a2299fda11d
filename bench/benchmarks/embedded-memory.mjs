import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openIoredis } from '../contenders/ioredis.mjs';
import { fillWithStrings } from '../fixtures/strings.mjs';
import { startRedisServer } from '../harness/redis-server.mjs';

const CHILD = fileURLToPath(new URL('../contenders/many-keys.mjs', import.meta.url));
const COUNT = 1_000_000;
const MEGABYTE = 1e6;

// What a million strings of 100 bytes take, one round in a process.
export async function* rows() {
  const ours = await sizeInEngine();
  const theirs = await sizeInServer();
  const row = (name, size) => ({
    name: `embedded, ${COUNT.toLocaleString('en')} keys, ${name}`,
    bar: { atMost: 1.8 },
    unit: 'MB',
    ours: { label: 'engine', rounds: [ours[size] / MEGABYTE] },
    theirs: { label: 'redis-server', rounds: [theirs[size] / MEGABYTE] },
  });
  yield row('used memory', 'used');
  yield row('resident memory', 'resident');
}

async function sizeInEngine() {
  const child = fork(CHILD, [String(COUNT)], { execArgv: ['--expose-gc'] });
  const [size] = await once(child, 'message');
  return size;
}

/** In a server of its own, that has held nothing before. */
async function sizeInServer() {
  const server = await startRedisServer();
  const client = await openIoredis(server.url);
  const before = await memoryOf(client);
  await fillWithStrings(client, COUNT);
  const after = await memoryOf(client);
  client.disconnect();
  await server.stop();
  return { used: after.used - before.used, resident: after.resident - before.resident };
}

async function memoryOf(client) {
  const info = await client.info('memory');
  const bytes = name => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)[1]);
  return { used: bytes('used_memory'), resident: bytes('used_memory_rss') };
}
