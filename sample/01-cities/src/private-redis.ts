import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { findRedisServer } from '../../../tools/ensure-redis-server.mjs';
import { freePort, HOST } from './free-port.js';

/*
 * For as long as the library needs a Redis: without REDIS_URL, starts one for this app only, which
 * keeps nothing on disk. Once the library has its own engine, this file goes.
 */

// `read` fails at the end of its input, which comes when this process is gone, however it died.
const GUARD = 'read -r _ || kill "$1"';

export interface RedisForApp {
  readonly url: string;
  readonly isPrivate: boolean;
  stop(): Promise<void>;
}

/** Sees to it that REDIS_URL names a server. */
export async function ensureRedis(): Promise<RedisForApp> {
  const given = process.env.REDIS_URL;
  if (given) return { url: given, isPrivate: false, stop: async () => undefined };
  const port = String(await freePort());
  const server = await start(['--port', port, '--bind', HOST, '--save', '', '--appendonly', 'no']);
  const url = `redis://${HOST}:${port}`;
  process.env.REDIS_URL = url;
  return { url, isPrivate: true, stop: () => stop(server) };
}

async function start(args: readonly string[]): Promise<ChildProcess> {
  const binary = findRedisServer();
  if (binary === undefined) {
    throw new Error(
      'No redis-server was found: install Redis, or name a running one in REDIS_URL.',
    );
  }
  // A group of its own: Ctrl-C must end the app first, which still talks to it while it stops.
  const server = spawn(binary.path, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(server, 'spawn');
  endWithThisProcess(server);
  let log = '';
  for await (const chunk of server.stdout.iterator({ destroyOnReturn: false })) {
    log += String(chunk);
    if (log.includes('Ready to accept connections')) {
      server.stdout.resume();
      return server;
    }
  }
  throw new Error(`redis-server did not start:\n${log}`);
}

function endWithThisProcess(server: ChildProcess): void {
  const guard = spawn('/bin/sh', ['-c', GUARD, 'redis-guard', String(server.pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  server.once('exit', () => guard.stdin.end('no longer needed\n'));
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill('SIGTERM');
  await exit;
}
