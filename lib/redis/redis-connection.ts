import { setTimeout as delay } from 'node:timers/promises';
import { types } from 'node:util';
import { type Cluster, Command, type Redis } from 'ioredis';
import type { EmbeddedEngine } from '../embedded/index.js';
import { ServerReplyError, ServerUnavailableError } from '../errors/index.js';
import { CommandDeadlines } from './command-deadlines.js';
import { isCluster } from './create-client.js';
import { keySlot } from './key-slot.js';

/** One argument of a command. */
export type CommandArgument = string | number | Buffer;

/** How the strings of a reply are handed over: as text, or as Buffers. */
export type ReplyEncoding = 'utf8' | 'bytes';

/** Told when the server becomes reachable, and when it stops being so. */
export type ConnectionListener = (state: 'up' | 'down', cause: Error | undefined) => void;

/** An app does not wait longer than this for its cache when it starts. */
const FIRST_CONNECT_MS = 3000;

/** Errors of the client for what it has not sent. */
const NOT_SENT = /isn't writeable|isn't ready|startup nodes|redirections/;

/** Replies that say that the server cannot serve now, though it can talk. */
const NOT_NOW = /^(?:LOADING|BUSY|CLUSTERDOWN|MASTERDOWN|TRYAGAIN)\b/;

/**
 * The one connection that everything here goes through: a server, Sentinel, a cluster, or the embedded engine.
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
  readonly #engine: EmbeddedEngine | undefined;
  readonly #deadlines: CommandDeadlines;
  readonly #listener: ConnectionListener;
  readonly #nodeListeners: (() => void)[] = [];
  #state: 'new' | 'up' | 'down' | 'closed' = 'new';
  #lastError: Error | undefined;
  #connecting: Promise<void> | undefined;
  /** Where commands are written in this turn of the event loop, once there was one. */
  #turn: { readonly stream: Redis['stream']; isCorked: boolean } | undefined;
  #tellHeard: () => void = () => undefined;
  /** Resolves with the first news of the server, good or bad. */
  readonly #heard = new Promise<void>(resolve => {
    this.#tellHeard = resolve;
  });

  /**
   * @param client not yet connected
   * @param engine what it is a client of, when that is to end with the connection
   */
  constructor(
    client: Redis | Cluster,
    commandTimeout: number,
    listener: ConnectionListener,
    engine?: EmbeddedEngine,
  ) {
    this.commandTimeout = commandTimeout;
    this.#client = client;
    this.#engine = engine;
    this.isCluster = isCluster(this.#client);
    this.#deadlines = new CommandDeadlines(commandTimeout, () => this.#client.disconnect(true));
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
  connect(): Promise<void> {
    return (this.#connecting ??= this.#connect());
  }

  /** Nest calls it when the app starts, once everything in it could be made. */
  onModuleInit(): Promise<void> {
    return this.connect();
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
    // Before the app has started, or in one that is only compiled, the first command connects.
    if (this.#state === 'new') {
      return within(this.commandTimeout, this.connect()).then(() => {
        if (this.#state === 'new') this.#down(new Error('no answer yet'));
        return this.send(name, args, encoding, node);
      });
    }
    const command = new Command(name, args, { replyEncoding: encoding === 'utf8' ? 'utf8' : null });
    // In place of a catch() a call, which would cost another promise.
    const { reject } = command;
    const wasUp = this.#state === 'up';
    command.reject = error => reject(this.#translate(name, error, wasUp));
    this.#deadlines.watch(command);
    this.#writeTogether();
    // The promise of the command itself: sendCommand() declares `unknown`.
    void node.sendCommand(command);
    return command.promise;
  }

  /**
   * The nodes that hold the keys: every master of a cluster that is known, or the one server.
   *
   * @throws ServerUnavailableError when no master is known
   */
  async masters(): Promise<(Redis | Cluster)[]> {
    if (this.#state === 'new') await within(this.commandTimeout, this.connect());
    if (!isCluster(this.#client)) return [this.#client];
    const masters = this.#client.nodes('master');
    if (masters.length > 0) return masters;
    throw new ServerUnavailableError(
      `No node of the cluster is reachable (${this.#lastError?.message ?? 'not connected yet'}). ` +
        'Check the connection option, and that the cluster runs.',
    );
  }

  /**
   * As {@link masters}, for what must leave no key out.
   *
   * @throws ServerUnavailableError when a master that holds slots is away
   */
  async allMasters(): Promise<(Redis | Cluster)[]> {
    const masters = await this.masters();
    if (!isCluster(this.#client)) return masters;
    const present = new Set(this.#client.nodes('master').map(nodeName));
    // map() passes over the slots that no node serves, and find() gives them as undefined.
    const missing = this.#client.slots
      .map(([owner]) => owner)
      .find(owner => owner !== undefined && !present.has(owner));
    if (missing === undefined) return masters;
    throw new ServerUnavailableError(
      `The master ${missing} of the cluster is not reachable, and its keys cannot be left out.`,
    );
  }

  /** The node that a key lives on, as far as is known. */
  nodeOf(key: string): Redis | Cluster {
    if (!isCluster(this.#client)) return this.#client;
    const [owner] = this.#client.slots[keySlot(key)] ?? [];
    return this.#client.nodes('master').find(node => nodeName(node) === owner) ?? this.#client;
  }

  /** Learns anew which node has which slots. */
  async refreshSlots(): Promise<void> {
    const client = this.#client;
    if (!isCluster(client)) return;
    await new Promise<void>(resolve => client.refreshSlotsCache(() => resolve()));
  }

  /** Called when a node has become reachable, or a master: it may know none of our scripts. */
  onNodes(listener: () => void): void {
    this.#nodeListeners.push(listener);
  }

  /**
   * Runs commands as one transaction: MULTI, the commands, EXEC, written together. Each reply is
   * what the command answered, or the ServerReplyError that it failed with.
   *
   * @throws ServerReplyError when the server refused it, and has run nothing
   * @throws ServerUnavailableError
   */
  async transaction(
    commands: readonly { readonly name: string; readonly args: CommandArgument[] }[],
    encoding: ReplyEncoding,
    node: Redis | Cluster,
  ): Promise<readonly unknown[]> {
    const begun = this.send('multi', [], 'utf8', node);
    const queued = commands.map(({ name, args }) => this.send(name, args, 'utf8', node));
    const executed = this.send('exec', [], encoding, node);
    const [refusals, { value: replies, error }] = await Promise.all([
      Promise.allSettled([begun, ...queued]),
      outcomeOf(executed),
    ]);
    // EXECABORT says less than the command that was refused.
    if (error !== undefined) {
      throw refusals.find(refusal => refusal.status === 'rejected')?.reason ?? error;
    }
    if (!Array.isArray(replies)) throw new TypeError('EXEC did not answer an array');
    return replies.map((reply: unknown, index) =>
      types.isNativeError(reply)
        ? new ServerReplyError(commands[index]?.name ?? 'exec', reply.message, { cause: reply })
        : reply,
    );
  }

  /** The slot of a key on a cluster; 0 everywhere else, where all keys live together. */
  slotOf(key: string | Buffer): number {
    return this.isCluster ? keySlot(key) : 0;
  }

  /** Parts from the server (`QUIT`, at most {@link commandTimeout}), then closes. Idempotent. */
  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    const before = this.#state;
    this.#state = 'closed';
    if (before === 'up') await within(this.commandTimeout, this.#client.quit());
    this.#client.disconnect();
    this.#deadlines.close();
    await this.#engine?.close();
    this.#tellHeard();
  }

  /** Nest calls it when the app closes, after all that might still use the connection. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  /**
   * The first command of a turn of the event loop is written at once, and all others together at its
   * end: a system call for each costs more than all the rest of a command.
   */
  #writeTogether(): void {
    const turn = this.#turn;
    if (turn !== undefined) {
      if (!turn.isCorked) turn.stream.cork();
      turn.isCorked = true;
      return;
    }
    if (isCluster(this.#client)) return;
    const { stream } = this.#client;
    if (!stream?.writable) return;
    this.#turn = { stream, isCorked: false };
    void this.#endTurn(stream);
  }

  /** As a promise, because fake timers of tests stop nextTick(), and long runs of awaits hold it up. */
  async #endTurn(stream: Redis['stream']): Promise<void> {
    await Promise.resolve();
    if (this.#turn?.isCorked === true) stream.uncork();
    this.#turn = undefined;
  }

  async #connect(): Promise<void> {
    this.#client.connect().catch((error: unknown) => this.#down(toError(error)));
    await within(FIRST_CONNECT_MS, this.#heard);
    if (this.#state === 'new') this.#down(new Error(`no answer within ${FIRST_CONNECT_MS} ms`));
  }

  #follow(client: Redis | Cluster): void {
    client.on('error', (error: Error) => {
      this.#lastError = error;
    });
    client.on('close', () => this.#down(this.#lastError));
    if (!isCluster(client)) {
      client.on('ready', () => this.#up());
      return;
    }
    client.on('ready', () => void this.#connectNodes(client));
    // Not in the same turn: a redirection makes a node, and sends to it if it has not begun to connect.
    let masters = '';
    // It comes every few seconds, and mostly says what was known.
    client.on('refresh', () => {
      const before = masters;
      masters = client.nodes('master').map(nodeName).toSorted().join(' ');
      if (masters !== before) this.#tellNodes();
    });
    client.on('+node', (node: Redis) => {
      node.on('ready', () => this.#tellNodes());
      setImmediate(() => {
        if (client.status === 'ready') void this.#connectNode(node);
      });
    });
  }

  /**
   * A node of a cluster would connect when its first command is sent, and queue what is sent until
   * then. Connecting all of them keeps those queues empty: they must hold no command whose deadline
   * could pass there. It begins when the cluster is ready, for until then the client itself sends,
   * and takes a node that is just connecting for one that is lost.
   */
  async #connectNodes(client: Cluster): Promise<void> {
    const nodes = client.nodes('all').map(node => this.#connectNode(node));
    await within(this.commandTimeout, Promise.all(nodes));
    if (client.status === 'ready') this.#up();
  }

  async #connectNode(node: Redis): Promise<void> {
    if (node.status !== 'wait') return;
    try {
      await node.connect();
    } catch (error) {
      this.#lastError = toError(error);
    }
  }

  #up(): void {
    if (this.#state === 'closed' || this.#state === 'up') return;
    this.#state = 'up';
    this.#lastError = undefined;
    this.#tellNodes();
    this.#tellHeard();
    this.#listener('up', undefined);
  }

  #tellNodes(): void {
    for (const listener of this.#nodeListeners) listener();
  }

  #down(cause: Error | undefined): void {
    if (this.#state === 'closed' || this.#state === 'down') return;
    this.#state = 'down';
    this.#tellHeard();
    this.#listener('down', cause);
  }

  #translate(command: string, error: unknown, wasUp: boolean): Error {
    const cause = toError(error);
    if (cause instanceof ServerUnavailableError) return cause;
    if (cause.name === 'ReplyError') {
      return NOT_NOW.test(cause.message)
        ? new ServerUnavailableError(`The server cannot serve now: ${cause.message}`, { cause })
        : new ServerReplyError(command, cause.message, { cause });
    }
    const reason = this.#lastError ?? cause;
    if (wasUp && !NOT_SENT.test(cause.message)) {
      return new ServerUnavailableError(
        `The connection was lost before ${command.toUpperCase()} was answered (${reason.message}). ` +
          'It may have run. Check that the server runs.',
        { cause, execution: 'unknown' },
      );
    }
    return new ServerUnavailableError(
      `${command.toUpperCase()} could not be sent: the server is not reachable (${reason.message}). ` +
        'Check the connection option, and that the server runs.',
      { cause },
    );
  }
}

interface Outcome {
  readonly value?: unknown;
  readonly error?: unknown;
}

async function outcomeOf(promise: Promise<unknown>): Promise<Outcome> {
  try {
    return { value: await promise };
  } catch (error) {
    return { error };
  }
}

/** A node as the table of slots calls it. */
function nodeName({ options }: Redis): string {
  return `${options.host}:${options.port}`;
}

function toError(error: unknown): Error {
  // Not instanceof: errors of Node's core fail it in another realm, as under Jest.
  return types.isNativeError(error) ? error : new Error(String(error));
}

/** Waits for a promise, however it ends, but no longer than that. */
async function within(ms: number, promise: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const deadline = delay(ms, undefined, { signal: timer.signal });
  await Promise.race([promise, deadline].map(race => race.catch(() => undefined)));
  timer.abort();
}
