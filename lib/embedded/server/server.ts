import { randomBytes } from 'node:crypto';
import { AccessControl } from '../acl/access-control.js';
import type { Bytes } from '../bytes.js';
import type { CommandTable } from '../commands/command-table.js';
import { countFailure } from '../commands/invoke.js';
import { Clock } from '../keyspace/clock.js';
import { KeyEvents } from '../keyspace/key-events.js';
import { Keyspace } from '../keyspace/keyspace.js';
import { ScanCursors } from '../keyspace/scan-cursors.js';
import { MemoryMeter } from '../keyspace/memory-meter.js';
import { ErrorReply, type Reply } from '../reply/reply.js';
import type { EmbeddedScriptOptions } from '../scripting/script-options.js';
import { Scripting } from '../scripting/scripting.js';
import { BlockedClients } from '../session/blocked-clients.js';
import { Dispatcher } from '../session/dispatcher.js';
import { Session, type SessionAddress, type SessionSink } from '../session/session.js';
import { WatchedKeys } from '../session/watched-keys.js';
import { PubSub } from '../pubsub/pub-sub.js';
import { ClientTracking } from '../tracking/client-tracking.js';
import { UnitOfWork } from '../transaction/unit-of-work.js';
import type { ConfigParameter } from './config-parameter.js';
import { ServerConfig } from './config.js';
import { Eviction } from './eviction.js';
import { ExpiryCycle } from './expiry-cycle.js';
import { Monitors } from './monitors.js';
import { Pause } from './pause.js';
import { SlowLog } from './slow-log.js';
import { Stats } from './stats.js';

const DEFAULT_DATABASES = 16;
const IN_PROCESS: SessionAddress = { remote: '127.0.0.1:0', local: '127.0.0.1:6379' };

export interface ServerOptions {
  readonly databases?: number | undefined;
  /** Milliseconds since 1970. @default Date.now, asked at use */
  readonly clock?: (() => number) | undefined;
  readonly scripts?: EmbeddedScriptOptions | undefined;
}

/**
 * The engine without its connections: databases, sessions and what they share. All its work is
 * synchronous; a session's answers go to its sink.
 */
export class Server {
  /** The Redis that it behaves as. */
  readonly version = '7.0.15';
  readonly runId = randomBytes(20).toString('hex');
  readonly config: ServerConfig;
  readonly stats = new Stats();
  readonly clock: Clock;
  readonly unit = new UnitOfWork();
  readonly events = new KeyEvents(this.unit);
  readonly memory = new MemoryMeter();
  readonly commands: CommandTable;
  readonly acl: AccessControl;
  readonly keyspace: Keyspace;
  readonly sessions = new Map<number, Session>();
  readonly watchedKeys = new WatchedKeys(this.events);
  readonly pubSub = new PubSub(this.events, this.unit);
  readonly tracking: ClientTracking;
  readonly monitors = new Monitors();
  readonly blockedClients: BlockedClients;
  readonly eviction: Eviction;
  readonly expiryCycle: ExpiryCycle;
  readonly pause: Pause;
  readonly slowLog = new SlowLog();
  readonly scanCursors = new ScanCursors();
  readonly scripting: Scripting;
  /** Above `maxmemory` when the running command began, and nothing could be evicted. */
  isFull = false;
  readonly #dispatcher: Dispatcher;
  #lastSessionId = 0;
  /** One may come in the midst of another: a session that goes on after its wait. */
  #turns = 0;
  #isClosed = false;

  constructor(commands: CommandTable, options: ServerOptions = {}) {
    this.commands = commands;
    this.clock = new Clock(options.clock);
    const databases = options.databases ?? DEFAULT_DATABASES;
    this.config = new ServerConfig(databases);
    this.acl = new AccessControl(
      commands,
      () => this.config.text('acl-pubsub-default') === 'allchannels',
    );
    this.#configureSlowLog();
    this.keyspace = new Keyspace(databases, this);
    this.eviction = new Eviction(this.keyspace, this, this.config);
    this.expiryCycle = new ExpiryCycle(this.keyspace, work => {
      if (!this.pause.isOn) this.background(work);
    });
    this.blockedClients = new BlockedClients((session, reply) => this.#unpark(session, reply));
    this.events.waiters = this.blockedClients;
    this.tracking = new ClientTracking(this);
    this.scripting = new Scripting(this, options.scripts);
    this.#dispatcher = new Dispatcher(this);
    this.pause = new Pause(session => this.#dispatcher.runPostponed(session));
  }

  /** Opens a session; what it answers goes to the sink. */
  connect(sink: SessionSink, address: SessionAddress = IN_PROCESS): Session {
    this.clock.refresh();
    const session = new Session(this, ++this.#lastSessionId, sink, address);
    this.stats.connections++;
    this.sessions.set(session.id, session);
    const release = (): void => {
      this.pubSub.release(session);
      this.tracking.disable(session);
      this.monitors.release(session);
    };
    session.onReset(release);
    session.onClose(() => {
      release();
      this.sessions.delete(session.id);
      this.watchedKeys.unwatch(session);
      this.blockedClients.forget(session);
      this.pause.forget(session);
    });
    return session;
  }

  /** Runs one command of a session and sends what it answers. */
  execute(session: Session, args: readonly Bytes[]): void {
    this.#dispatcher.execute(session, args);
  }

  /** Work of the engine's own, with its effects: expiry, eviction. */
  background(work: () => void): void {
    this.turn(() => {
      this.clock.refresh();
      this.events.origin = undefined;
      work();
      this.unit.commit();
      this.tracking.makeRoom();
      this.#dispatcher.serveBlocked();
    });
  }

  /**
   * Does all that follows from one thing that came from outside, as an iteration of Redis's event
   * loop does: what clients are told together (client tracking with BCAST) is told at its end.
   */
  turn(work: () => void): void {
    this.#turns++;
    try {
      work();
    } finally {
      if (--this.#turns === 0) this.tracking.broadcast();
    }
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Ends all sessions and timers. */
  close(): void {
    this.#isClosed = true;
    this.expiryCycle.stop();
    this.pause.end();
    this.scripting.close();
    // A set may lose members while it is walked.
    for (const session of this.sessions.values()) session.close();
  }

  /** CONFIG SET, with values that the parameters have read. */
  configure(changes: ReadonlyMap<ConfigParameter, string>): void {
    const { requirePass } = this.config;
    this.config.set(changes);
    if (this.config.requirePass !== requirePass) this.acl.requirePassword(this.config.requirePass);
    this.events.notifications = this.config.notifications;
    this.#configureSlowLog();
    // What is above a new limit goes as far as it may, but not from under a transaction.
    if (this.config.maxMemory > 0) this.unit.defer(() => this.eviction.makeRoom());
  }

  #configureSlowLog(): void {
    const threshold = this.config.number('slowlog-log-slower-than');
    this.slowLog.configure(threshold, this.config.number('slowlog-max-len'));
  }

  resetStats(): void {
    this.stats.reset();
    for (const { stats } of this.commands.all()) {
      stats.calls = 0;
      stats.rejected = 0;
      stats.failed = 0;
    }
  }

  /** RESET: the session as it was when it was opened. */
  resetSession(session: Session): void {
    this.watchedKeys.unwatch(session);
    session.reset();
    session.isAuthenticated = !this.acl.requiresLogin;
  }

  #unpark(session: Session, reply: Reply): void {
    if (reply instanceof ErrorReply) countFailure(this.stats, session.lastCommand, reply);
    session.reply(reply);
    session.resume();
  }
}
