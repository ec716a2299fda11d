import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { findRedisServer } from '../../tools/ensure-redis-server.mjs';

const START_MS = 5000;

/** Starts a redis-server on a free port of loopback, without persistence. Stop it with `stop()`. */
export async function startRedisServer() {
  const found = findRedisServer();
  if (found === undefined) throw new Error('No redis-server: run tools/ensure-redis-server.mjs.');
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(found.path, args, { stdio: 'ignore' });
  const exited = once(server, 'exit');
  const stop = async () => {
    server.kill('SIGKILL');
    await exited;
  };
  // Whatever ends this process ends the server too.
  process.once('exit', () => server.kill('SIGKILL'));
  try {
    await answers(port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `redis://127.0.0.1:${port}`, version: found.version, stop };
}

async function answers(port) {
  const client = new Redis({ port, lazyConnect: true, retryStrategy: null });
  client.on('error', () => undefined);
  try {
    for (const end = Date.now() + START_MS; Date.now() < end; await delay(20)) {
      const pong = await client.connect().then(
        () => client.ping(),
        () => undefined,
      );
      if (pong !== undefined) return;
    }
  } finally {
    client.disconnect();
  }
  throw new Error(`redis-server did not answer within ${START_MS} ms.`);
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
