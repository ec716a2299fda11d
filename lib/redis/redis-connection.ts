import { setTimeout as delay } from 'node:timers/promises';
import { types } from 'node:util';
import calculateSlot from 'cluster-key-slot';
import { type Cluster, Command, type Redis } from 'ioredis';
import { ServerReplyError, ServerUnavailableError } from '../errors/index.js';
import { CommandDeadlines } from './command-deadlines.js';
import type { ConnectionOptions } from './connection-options.js';
import { createClient, isCluster } from './create-client.js';

/** One argument of a command. */
export type CommandArgument = string | number | Buffer;

/** How the strings of a reply are handed over: as text, or as Buffers. */
export type ReplyEncoding = 'utf8' | 'bytes';

/** Told when the server becomes reachable, and when it stops being so. */
export type ConnectionListener = (state: 'up' | 'down', cause: Error | undefined) => void;

/** An app does not wait longer than this for its cache when it starts. */
const FIRST_CONNECT_MS = 3000;

/** Replies that say that the server cannot serve now, though it can talk. */
const NOT_NOW = /^(?:LOADING|BUSY|CLUSTERDOWN|MASTERDOWN|TRYAGAIN)\b/;

/**
 * The one connection that everything here goes through: a server, Sentinel or a cluster.
 *
 * Every command has a deadline. A server that is gone, hangs, or is still loading gives
 * {@link ServerUnavailableError}; one that refuses a command gives {@link ServerReplyError}.
 */
export class RedisConnection {
  /** How long a command may take, in milliseconds. */
  readonly commandTimeout: number;
  /** Whether keys are spread over several masters by their slot. */
  readonly isCluster: boolean;

  readonly #client: Redis | Cluster;
  readonly #deadlines: CommandDeadlines;
  readonly #listener: ConnectionListener;
  #state: 'new' | 'up' | 'down' | 'closed' = 'new';
  #lastError: Error | undefined;

  constructor(options: ConnectionOptions, commandTimeout: number, listener: ConnectionListener) {
    this.commandTimeout = commandTimeout;
    this.#client = createClient(options, commandTimeout);
    this.isCluster = isCluster(this.#client);
    this.#deadlines = new CommandDeadlines(commandTimeout);
    this.#listener = listener;
    this.#follow(this.#client);
  }

  /** Whether the server was reachable when it was last heard of. */
  get isUp(): boolean {
    return this.#state === 'up';
  }

  /**
   * Connects, and resolves when commands can be sent, or when the first attempt has failed: an app
   * starts without its cache, and the client goes on trying.
   */
  async connect(): Promise<void> {
    const giveUp = new AbortController();
    const attempt = this.#client.connect().catch((error: unknown) => this.#down(toError(error)));
    await Promise.race([
      attempt,
      delay(FIRST_CONNECT_MS, undefined, { signal: giveUp.signal }).catch(() => undefined),
    ]);
    giveUp.abort();
    if (this.#state === 'new') this.#down(new Error(`no answer within ${FIRST_CONNECT_MS} ms`));
  }

  /**
   * Sends one command; the first key decides the node, unless `node` names one.
   *
   * @throws ServerUnavailableError, ServerReplyError
   */
  send(
    name: string,
    args: CommandArgument[],
    encoding: ReplyEncoding = 'utf8',
    node: Redis | Cluster = this.#client,
  ): Promise<unknown> {
    if (this.#state === 'closed') {
      return Promise.reject(
        new ServerUnavailableError('The connection is closed: the app shut down.'),
      );
    }
    const command = new Command(name, args, { replyEncoding: encoding === 'utf8' ? 'utf8' : null });
    this.#deadlines.watch(command);
    // The promise of the command itself: sendCommand() declares `unknown`.
    void node.sendCommand(command);
    return command.promise.catch((error: unknown) => this.#fail(name, error));
  }

  /** The nodes that hold the keys: every master of a cluster, or the one server. */
  masters(): (Redis | Cluster)[] {
    return isCluster(this.#client) ? this.#client.nodes('master') : [this.#client];
  }

  /** The slot of a key on a cluster; 0 everywhere else, where all keys live together. */
  slotOf(key: string | Buffer): number {
    return this.isCluster ? calculateSlot(key) : 0;
  }

  /** Parts from the server (`QUIT`, at most {@link commandTimeout}), then closes. Idempotent. */
  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    const wasUp = this.#state === 'up';
    this.#state = 'closed';
    if (wasUp) {
      const timer = new AbortController();
      const quit = this.#client.quit().catch(() => undefined);
      const deadline = delay(this.commandTimeout, undefined, { signal: timer.signal });
      await Promise.race([quit, deadline.catch(() => undefined)]);
      timer.abort();
    }
    this.#client.disconnect();
    this.#deadlines.close();
  }

  /** Nest calls it when the app closes, after all that might still use the connection. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  #follow(client: Redis | Cluster): void {
    client.on('error', (error: Error) => {
      this.#lastError = error;
    });
    client.on('ready', () => this.#up());
    client.on('close', () => this.#down(this.#lastError));
    if (!isCluster(client)) return;
    // A node connects when its first command is sent, and queues what is sent until then. Connecting
    // at once keeps that queue empty: it must hold no command whose deadline could pass in it.
    client.on('+node', (node: Redis) => {
      if (node.status === 'wait') node.connect().catch((error: Error) => (this.#lastError = error));
    });
  }

  #up(): void {
    if (this.#state === 'closed' || this.#state === 'up') return;
    this.#state = 'up';
    this.#lastError = undefined;
    this.#listener('up', undefined);
  }

  #down(cause: Error | undefined): void {
    if (this.#state === 'closed' || this.#state === 'down') return;
    this.#state = 'down';
    this.#listener('down', cause);
  }

  #fail(command: string, error: unknown): never {
    const cause = toError(error);
    if (cause instanceof ServerUnavailableError) throw cause;
    if (cause.name === 'ReplyError') {
      if (!NOT_NOW.test(cause.message))
        throw new ServerReplyError(command, cause.message, { cause });
      throw new ServerUnavailableError(`The server cannot serve now: ${cause.message}`, { cause });
    }
    const reason = this.#lastError ?? cause;
    throw new ServerUnavailableError(
      `${command.toUpperCase()} could not be sent: the server is not reachable (${reason.message}). ` +
        'Check the connection option, and that the server runs.',
      { cause },
    );
  }
}

function toError(error: unknown): Error {
  // Not instanceof: errors of Node's core fail it in another realm, as under Jest.
  return types.isNativeError(error) ? error : new Error(String(error));
}
