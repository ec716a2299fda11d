import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { clearTimeout, setTimeout } from 'node:timers';
import { findRedisServer } from '../../tools/ensure-redis-server.mjs';
import { guardAgainstOrphan } from './orphan-guard.ts';

const READY = /Ready to accept connections|Sentinel ID is/;
const PORT_TAKEN = /Address already in use|Failed listening/;
const TERM_GRACE_MS = 1000;

export class RedisStartError extends Error {
  readonly portTaken: boolean;

  constructor(log: string) {
    super(`redis-server did not start:\n${log}`);
    this.name = 'RedisStartError';
    this.portTaken = PORT_TAKEN.test(log);
  }
}

/** One run of the redis-server program. */
export class RedisProcess {
  /** `temporaryFolder` is removed should this process die before the server. */
  static async start(args: readonly string[], temporaryFolder?: string): Promise<RedisProcess> {
    const binary = findRedisServer();
    if (!binary) throw new RedisStartError('no redis-server was found');
    const child = spawn(binary.path, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    await once(child, 'spawn');
    if (child.pid === undefined) throw new RedisStartError('it has no pid');
    const release = guardAgainstOrphan(child.pid, temporaryFolder);
    child.once('exit', release);
    await untilReady(child);
    // A test that forgets a server must not keep its worker alive: the guard ends the server.
    child.unref();
    for (const output of [child.stdout, child.stderr]) {
      if (output instanceof Socket) output.unref();
    }
    return new RedisProcess(child, child.pid);
  }

  private constructor(
    private readonly child: ChildProcess,
    readonly pid: number,
  ) {}

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    if (!this.running) throw new Error(`redis-server ${this.pid} is not running`);
    this.child.kill(signal);
  }

  async terminate(): Promise<void> {
    if (!this.running) return;
    // A stopped process would sleep on over its SIGTERM, and one busy in a script may ignore it.
    this.signal('SIGCONT');
    const impatience = setTimeout(() => this.child.kill('SIGKILL'), TERM_GRACE_MS);
    await this.#end('SIGTERM');
    clearTimeout(impatience);
  }

  async kill(): Promise<void> {
    if (this.running) await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.child.ref();
    const exit = once(this.child, 'exit');
    this.child.kill(signal);
    await exit;
  }
}

async function untilReady(child: ChildProcess): Promise<void> {
  let log = '';
  await new Promise<void>((resolve, reject) => {
    const collect = (chunk: Buffer): void => {
      log += chunk.toString();
      if (READY.test(log)) resolve();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('close', () => reject(new RedisStartError(log)));
  });
  // The pipes must still be drained, or the server would block on a full one.
  child.stdout?.removeAllListeners('data').resume();
  child.stderr?.removeAllListeners('data').resume();
}
