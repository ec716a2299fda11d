import { setTimeout as sleep } from 'node:timers/promises';
import { Redis, type RedisOptions } from 'ioredis';
import { freePort } from './free-port.ts';
import { launch, type Launched, type LaunchOptions } from './redis-launch.ts';
import { RedisStartError } from './redis-process.ts';

const HOST = '127.0.0.1';
const CLIENT_END_MS = 250;

export interface RedisServerOptions extends LaunchOptions {
  /** A fixed port; without it a free one is taken. */
  readonly port?: number;
}

export type ServerClientOptions = Omit<
  RedisOptions,
  'host' | 'path' | 'port' | 'replyMapping' | 'retryStrategy'
>;

/** A private redis-server on the loopback interface that a test may stop, kill and pause. */
export class RedisServer implements AsyncDisposable {
  readonly host = HOST;
  readonly port: number;
  readonly url: string;
  readonly #clients = new Set<Redis>();
  readonly #options: RedisServerOptions;
  #launched: Launched;
  #stopping = false;

  static async start(options: RedisServerOptions = {}, attempts = 5): Promise<RedisServer> {
    const port = options.port ?? (await freePort());
    try {
      return new RedisServer(options, port, await launch(options, port));
    } catch (error) {
      // Somebody else may take a port between the look at it and the start.
      const unlucky = error instanceof RedisStartError && error.portTaken && !options.port;
      if (!unlucky || attempts <= 1) throw error;
      return RedisServer.start(options, attempts - 1);
    }
  }

  private constructor(options: RedisServerOptions, port: number, launched: Launched) {
    this.port = port;
    this.url = `redis://${HOST}:${port}`;
    this.#options = options;
    this.#launched = launched;
  }

  get pid(): number {
    return this.#launched.process.pid;
  }

  get running(): boolean {
    return this.#launched.process.running;
  }

  /** A client that comes back quickly after a restart and is closed by `stop()`. */
  client(options: ServerClientOptions = {}): Redis {
    const retryStrategy = (): number | null => (this.#stopping ? null : 20);
    const client = new Redis({ ...options, host: HOST, port: this.port, retryStrategy });
    // Without a listener ioredis prints every connection that a test broke on purpose.
    client.on('error', () => undefined);
    client.once('end', () => this.#clients.delete(client));
    this.#clients.add(client);
    return client;
  }

  pause(): void {
    this.#launched.process.signal('SIGSTOP');
  }

  resume(): void {
    this.#launched.process.signal('SIGCONT');
  }

  /** Ends the server as a crash would; `restart()` brings it back. */
  async kill(): Promise<void> {
    await this.#launched.process.kill();
  }

  /** The same port, but an empty server: its data and its scripts are gone. */
  async restart(): Promise<void> {
    await this.kill();
    await this.#launched.cleanUp();
    this.#launched = await launch(this.#options, this.port);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const ends = Promise.all([...this.#clients].map(endOf));
    await this.#launched.process.terminate();
    // A client that a test disconnected between two attempts to reconnect never ends.
    await Promise.race([ends, sleep(CLIENT_END_MS, undefined, { ref: false })]);
    await this.#launched.cleanUp();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

// Where the server goes, its clients end by themselves. A disconnect() would not do: between two
// attempts to reconnect it leaves the queued commands pending, and a timer of two seconds.
async function endOf(client: Redis): Promise<void> {
  const end = new Promise(resolve => client.once('end', resolve));
  if (client.status === 'wait') client.disconnect();
  await end;
}
