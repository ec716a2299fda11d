import { once } from 'node:events';
import { connect } from 'node:net';
import type { Server } from '../../../lib/embedded/server/server.js';
import { encodeRequest } from '../differential-endpoint.ts';
import { RespReader, type RespValue } from '../resp-value.ts';
import type { Words } from './fuzz-step.ts';

const PATIENCE_MS = 2000;

interface Transport {
  write(bytes: string): void;
  close(): void;
}

interface Exchange {
  readonly isDone: (replies: readonly RespValue[]) => boolean;
  readonly resolve: (replies: RespValue[]) => void;
}

/** A connection that sends many commands at once and waits for all of their replies. */
export class Pipeline {
  readonly #reader = new RespReader();
  readonly #transport: Transport;
  #replies: RespValue[] = [];
  #exchange: Exchange | undefined;
  isClosed = false;

  static async toPort(port: number): Promise<Pipeline> {
    const socket = connect(port, '127.0.0.1').setNoDelay();
    await once(socket, 'connect');
    return new Pipeline(receive => {
      socket.on('data', data => receive(data.toString('latin1')));
      socket.on('error', () => undefined);
      return {
        write: bytes => socket.write(bytes, 'latin1'),
        close: () => socket.destroy(),
      };
    });
  }

  static toEngine(server: Server): Pipeline {
    return new Pipeline(receive => {
      const session = server.connect({ write: receive, close: () => undefined });
      return { write: bytes => session.feed(bytes), close: () => session.close() };
    });
  }

  private constructor(open: (receive: (bytes: string) => void) => Transport) {
    this.#transport = open(bytes => this.#receive(bytes));
  }

  /** Answers the reply to each command. */
  run(commands: readonly Words[]): Promise<RespValue[]> {
    return this.exchange(commands, replies => replies.length >= commands.length);
  }

  /**
   * Answers all that comes in until that is enough.
   *
   * @throws Error when it takes too long; the pipeline is closed then
   */
  exchange(commands: readonly Words[], isDone: Exchange['isDone']): Promise<RespValue[]> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.close();
        const { length } = this.#replies;
        const next = commands[length]?.join(' ') ?? 'the end';
        reject(new Error(`There are ${length} replies, but none to ${next}`));
      }, PATIENCE_MS);
      this.#exchange = {
        isDone,
        resolve: replies => {
          clearTimeout(timer);
          resolve(replies);
        },
      };
      this.#transport.write(commands.map(encodeRequest).join(''));
      this.#settle();
    });
  }

  close(): void {
    this.isClosed = true;
    this.#transport.close();
  }

  #receive(bytes: string): void {
    this.#reader.feed(bytes);
    for (let reply = this.#reader.next(); reply !== undefined; reply = this.#reader.next()) {
      this.#replies.push(reply);
    }
    this.#settle();
  }

  #settle(): void {
    const exchange = this.#exchange;
    if (!exchange?.isDone(this.#replies)) return;
    this.#exchange = undefined;
    const replies = this.#replies;
    this.#replies = [];
    exchange.resolve(replies);
  }
}
