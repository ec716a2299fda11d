import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { type Deferred, deferred } from './wait-for.ts';

const HOST = '127.0.0.1';

// Taken here, because fake timers replace the global clock.
const now = performance.now.bind(performance);

/** A TCP proxy in front of a server that behaves like a bad network on demand. */
export class FaultProxy implements AsyncDisposable {
  readonly url: string;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #delay = 0;
  #hole: Deferred<void> | undefined;

  static async start(targetPort: number): Promise<FaultProxy> {
    const proxy = new FaultProxy(await freePort(), targetPort);
    await proxy.#listen();
    return proxy;
  }

  private constructor(
    readonly port: number,
    targetPort: number,
  ) {
    this.url = `redis://${HOST}:${port}`;
    this.#server = createServer(client => {
      const target = connect(targetPort, HOST);
      this.#forward(client, target, () => 0);
      this.#forward(target, client, () => this.#delay);
    });
  }

  /** From now on every answer arrives `ms` milliseconds later. */
  delay(ms: number): void {
    this.#delay = ms;
  }

  /**
   * Accepts and keeps connections, but nothing passes in either direction. As on a network that
   * loses packets, what was sent meanwhile arrives after `heal()`.
   */
  blackhole(): void {
    this.#hole ??= deferred();
  }

  /** Breaks all connections and refuses new ones. */
  async cut(): Promise<void> {
    const closed = this.#server.listening ? once(this.#server, 'close') : undefined;
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Ends whatever fault there was. */
  async heal(): Promise<void> {
    this.#delay = 0;
    this.#hole?.resolve();
    this.#hole = undefined;
    if (!this.#server.listening) await this.#listen();
  }

  async stop(): Promise<void> {
    await this.cut();
    this.#hole?.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #listen(): Promise<void> {
    this.#server.listen(this.port, HOST);
    await once(this.#server, 'listening');
  }

  #forward(from: Socket, to: Socket, delay: () => number): void {
    let last = Promise.resolve();
    const pass = async (previous: Promise<void>, due: number, act: () => void): Promise<void> => {
      await previous;
      if (due > now()) await sleep(due - now());
      await this.#hole?.promise;
      act();
    };
    const enqueue = (act: () => void): void => {
      last = pass(last, now() + delay(), act);
    };
    this.#sockets.add(from);
    from.on('data', chunk => enqueue(() => to.writable && to.write(chunk)));
    // The 'close' that follows an error is what counts.
    from.on('error', () => undefined);
    from.on('close', () => {
      this.#sockets.delete(from);
      enqueue(() => to.destroySoon());
    });
  }
}
