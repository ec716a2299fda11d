import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Server } from '../../lib/embedded/server/server.js';
import { RespReader, type RespValue } from './resp-value.ts';
import { waitFor } from './wait-for.ts';

/** One raw connection: requests in, typed replies out. */
export interface Endpoint {
  readonly replies: RespValue[];
  readonly isClosed: boolean;
  send(args: readonly string[]): void;
  /** Bytes as they are, for the protocol itself. */
  sendRaw(bytes: string): void;
  close(): void;
}

/** Waits until that many replies have come in all. */
export async function repliesOf(endpoint: Endpoint, count: number): Promise<RespValue[]> {
  await waitFor(() => endpoint.replies.length >= count || endpoint.isClosed, {
    what: `reply ${count}`,
    interval: 1,
    timeout: 5000,
  });
  return endpoint.replies;
}

/** Arguments are bytes, one character each. */
export function encodeRequest(args: readonly string[]): string {
  return `*${args.length}\r\n${args.map(arg => `$${arg.length}\r\n${arg}\r\n`).join('')}`;
}

export async function connectTcp(port: number): Promise<Endpoint> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return new TcpEndpoint(socket);
}

export function connectEmbedded(server: Server): Endpoint {
  return new EmbeddedEndpoint(server);
}

class TcpEndpoint implements Endpoint {
  readonly replies: RespValue[] = [];
  readonly #reader = new RespReader();
  readonly #socket: Socket;
  isClosed = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', data => {
      this.#reader.feed(data.toString('latin1'));
      drain(this.#reader, this.replies);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => (this.isClosed = true));
  }

  send(args: readonly string[]): void {
    this.sendRaw(encodeRequest(args));
  }

  sendRaw(bytes: string): void {
    this.#socket.write(bytes, 'latin1');
  }

  close(): void {
    this.#socket.destroy();
  }
}

class EmbeddedEndpoint implements Endpoint {
  readonly replies: RespValue[] = [];
  readonly #reader = new RespReader();
  readonly #session: ReturnType<Server['connect']>;
  isClosed = false;

  constructor(server: Server) {
    this.#session = server.connect({
      write: bytes => {
        this.#reader.feed(bytes);
        drain(this.#reader, this.replies);
      },
      close: () => (this.isClosed = true),
    });
  }

  send(args: readonly string[]): void {
    this.sendRaw(encodeRequest(args));
  }

  sendRaw(bytes: string): void {
    this.#session.feed(bytes);
  }

  close(): void {
    this.#session.close();
  }
}

function drain(reader: RespReader, replies: RespValue[]): void {
  for (let reply = reader.next(); reply !== undefined; reply = reader.next()) replies.push(reply);
}
