import type { User } from '../acl/user.js';
import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';
import { CommandContext } from '../commands/command-context.js';
import { encodeReply, type Protocol } from '../reply/encode-reply.js';
import { ProtocolError } from '../reply/protocol-error.js';
import { ErrorReply, PushReply, type Reply, ReplySequence } from '../reply/reply.js';
import { RequestParser } from '../reply/request-parser.js';
import type { Server } from '../server/server.js';
import type { Transaction } from './transaction.js';

/** The other end of a session: a socket, or what looks like one. */
export interface SessionSink {
  write(bytes: Bytes): void;
  /** Closes after what was written. */
  close(): void;
}

/** Where a connection comes from, for CLIENT LIST. */
export interface SessionAddress {
  readonly remote: string;
  readonly local: string;
}

/** How CLIENT REPLY has it: `skip` drops the next command's answer. */
export type ReplyMode = 'on' | 'off' | 'skip-next' | 'skip';

/** One connection: its state, its unread input, and where its answers go. */
export class Session {
  readonly id: number;
  readonly address: SessionAddress;
  readonly context: CommandContext;
  readonly createdAt: number;

  name: Bytes = '';
  user: User;
  protocol: Protocol = 2;
  isAuthenticated: boolean;
  transaction: Transaction | undefined;
  replyMode: ReplyMode = 'on';
  /** What CLIENT SETINFO told. */
  readonly library = { 'lib-name': '', 'lib-ver': '' };
  /** How CLIENT LIST shows client tracking: its letters, and whom it tells (-1: nobody). */
  readonly tracking = { flags: '', redirect: -1 };
  /** Set by CLIENT NO-EVICT. */
  isNoEvict = false;
  /** Channels, patterns and shard channels: a RESP2 client that has any may do little else. */
  readonly subscriptions = { channels: 0, patterns: 0, shardChannels: 0 };
  lastCommand: Command | undefined;
  /** Set by client tracking: told each read of this session; of a script the command that runs it. */
  onRead: ((command: Command, args: readonly Bytes[]) => void) | undefined;
  /** Set by client tracking while CLIENT CACHING holds: told the end of each command. */
  afterCommand: (() => void) | undefined;
  lastActiveAt: number;

  readonly #server: Server;
  readonly #sink: SessionSink;
  readonly #parser: RequestParser;
  readonly #closeListeners = new Set<() => void>();
  readonly #resetListeners = new Set<() => void>();
  #isWaiting = false;
  #isRunning = false;
  #isClosed = false;
  // One function for all turns: a closure a command would cost more than the turn.
  readonly #work = (): void => this.#runCommands();

  constructor(server: Server, id: number, sink: SessionSink, address: SessionAddress) {
    this.#server = server;
    this.#sink = sink;
    this.id = id;
    this.address = address;
    this.createdAt = server.clock.now;
    this.lastActiveAt = server.clock.now;
    this.user = server.acl.defaultUser;
    this.isAuthenticated = !server.acl.requiresLogin;
    this.context = new CommandContext(server, this);
    const { config } = server;
    const isAuthenticated = (): boolean => this.isAuthenticated;
    this.#parser = new RequestParser({
      get maxBulkLength() {
        return config.protoMaxBulkLength;
      },
      get isAuthenticated() {
        return isAuthenticated();
      },
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** No further command is run while it waits (blocked, paused); its input is kept. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  get isSubscribed(): boolean {
    const { channels, patterns, shardChannels } = this.subscriptions;
    return channels + patterns + shardChannels > 0;
  }

  /** Takes what the client sent, and runs each command that is whole. */
  feed(chunk: Bytes): void {
    this.#parser.feed(chunk);
    this.#run();
  }

  wait(): void {
    this.#isWaiting = true;
  }

  /** Goes on with the input after a wait. */
  resume(): void {
    this.#isWaiting = false;
    this.#run();
  }

  /** Goes on after a wait with something else, which may make it wait again, then the input. */
  runFirst(work: () => void): void {
    this.#isWaiting = false;
    work();
    this.#run();
  }

  /** Answers a command, as far as CLIENT REPLY lets it: subscriptions are confirmed all the same. */
  reply(reply: Reply): void {
    if (this.replyMode === 'on' || isPushed(reply)) this.push(reply);
    if (this.replyMode === 'skip') this.replyMode = 'on';
    else if (this.replyMode === 'skip-next') this.replyMode = 'skip';
  }

  /** Sends something that is not an answer: a message, an invalidation. */
  push(reply: Reply): void {
    this.send(encodeReply(reply, this.protocol));
  }

  /** Sends what is encoded already. */
  send(bytes: Bytes): void {
    if (!this.#isClosed) this.#sink.write(bytes);
  }

  /** For what others keep about this session: subscriptions, watched keys, its tracking. */
  onClose(listener: () => void): void {
    this.#closeListeners.add(listener);
  }

  /** For what RESET ends: subscriptions, tracking. */
  onReset(listener: () => void): void {
    this.#resetListeners.add(listener);
  }

  /** Back to how it was opened, as RESET has it. */
  reset(): void {
    for (const listener of this.#resetListeners) listener();
    this.transaction = undefined;
    this.protocol = 2;
    this.name = '';
    this.user = this.#server.acl.defaultUser;
    this.replyMode = 'on';
    this.context.reset();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const listener of this.#closeListeners) listener();
    this.#sink.close();
  }

  #run(): void {
    // A command of this session may feed or resume it: the loop that runs already goes on.
    if (!this.#isRunning) this.#server.turn(this.#work);
  }

  #runCommands(): void {
    this.#isRunning = true;
    try {
      while (!this.#isWaiting && !this.#isClosed) {
        const args = this.#parser.next();
        if (!args) break;
        if (args.length > 0) this.#server.execute(this, args);
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.push(new ErrorReply(error.message));
      this.close();
    } finally {
      this.#isRunning = false;
    }
  }
}

function isPushed(reply: Reply): boolean {
  return reply instanceof ReplySequence && reply.replies[0] instanceof PushReply;
}
