import type { Bytes } from '../bytes.js';
import type { KeyWaiters } from '../keyspace/key-events.js';
import type { Reply } from '../reply/reply.js';
import type { BlockedRequest } from './blocked.js';
import type { Session } from './session.js';
import { clearTimeout, monotonicNow, setTimeout } from '../real-time.js';

const MAX_TIMER = 2 ** 31 - 1;

interface BlockedClient {
  readonly session: Session;
  readonly request: BlockedRequest;
  readonly database: number;
  timer: NodeJS.Timeout | undefined;
}

/** Runs something for a session as a command of its own, with its effects. */
export type RunForSession = (session: Session, work: () => Reply | undefined) => void;

/** Clients that wait for keys, by key in the order in which they came. */
export class BlockedClients implements KeyWaiters {
  readonly #clients = new Map<Session, BlockedClient>();
  readonly #queues = new Map<string, Set<BlockedClient>>();
  readonly #answer: (session: Session, reply: Reply) => void;
  #ready = new Map<string, { readonly database: number; readonly key: Bytes }>();

  /** @param answer sends the reply and lets the session go on */
  constructor(answer: (session: Session, reply: Reply) => void) {
    this.#answer = answer;
  }

  get size(): number {
    return this.#clients.size;
  }

  get hasReady(): boolean {
    return this.#ready.size > 0;
  }

  has(database: number, key: Bytes): boolean {
    return this.#queues.has(queueName(database, key));
  }

  keyReady(database: number, key: Bytes): void {
    this.#ready.set(queueName(database, key), { database, key });
  }

  databaseReady(database: number): void {
    const prefix = queueName(database, '');
    for (const name of this.#queues.keys()) {
      if (name.startsWith(prefix)) this.keyReady(database, name.slice(prefix.length));
    }
  }

  park(session: Session, database: number, request: BlockedRequest): void {
    const client: BlockedClient = { session, request, database, timer: undefined };
    this.#clients.set(session, client);
    for (const key of request.keys) {
      const name = queueName(database, key);
      const queue = this.#queues.get(name);
      if (queue) queue.add(client);
      else this.#queues.set(name, new Set([client]));
    }
    if (request.timeout > 0) this.#startTimer(client, monotonicNow() + request.timeout);
    session.wait();
  }

  isBlocked(session: Session): boolean {
    return this.#clients.has(session);
  }

  /** Ends a wait from outside: CLIENT UNBLOCK (with the timeout's reply or an error). */
  unblock(session: Session, reply?: Reply): boolean {
    const client = this.#clients.get(session);
    if (!client) return false;
    this.#remove(client);
    this.#answer(session, reply ?? client.request.timeoutReply);
    return true;
  }

  /** Forgets a session that was closed. */
  forget(session: Session): void {
    const client = this.#clients.get(session);
    if (client) this.#remove(client);
  }

  /** Serves who waits for the keys that have become ready, until no more can be served. */
  serve(run: RunForSession): void {
    while (this.#ready.size > 0) {
      const ready = this.#ready;
      this.#ready = new Map();
      for (const [name, { key }] of ready) {
        // Those served leave the queue meanwhile.
        for (const client of this.#queues.get(name) ?? []) this.#attempt(client, key, run);
      }
    }
  }

  #attempt(client: BlockedClient, key: Bytes, run: RunForSession): void {
    const { session, request } = client;
    // Served meanwhile by another key.
    if (this.#clients.get(session) !== client) return;
    run(session, () => {
      const reply = request.attempt?.(session.context, key);
      if (reply !== undefined) this.#remove(client);
      return reply;
    });
  }

  #startTimer(client: BlockedClient, deadline: number): void {
    const left = deadline - monotonicNow();
    client.timer = setTimeout(
      () => {
        if (deadline - monotonicNow() > MAX_TIMER / 2) this.#startTimer(client, deadline);
        else this.unblock(client.session);
      },
      Math.min(Math.max(left, 0), MAX_TIMER),
    );
  }

  #remove(client: BlockedClient): void {
    clearTimeout(client.timer);
    this.#clients.delete(client.session);
    for (const key of client.request.keys) {
      const name = queueName(client.database, key);
      const queue = this.#queues.get(name);
      queue?.delete(client);
      if (queue?.size === 0) this.#queues.delete(name);
    }
  }
}

function queueName(database: number, key: Bytes): string {
  return `${database}:${key}`;
}
