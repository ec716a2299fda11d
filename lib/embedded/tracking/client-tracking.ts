import type { Bytes } from '../bytes.js';
import type { KeyChange, KeyEvents, KeyObserver } from '../keyspace/key-events.js';
import { encodeReply } from '../reply/encode-reply.js';
import type { Session } from '../session/session.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { Broadcasts } from './broadcasts.js';
import { sendInvalidation } from './invalidation.js';
import { ReadKeys } from './read-keys.js';
import { TrackedClient, type TrackingOptions } from './tracked-client.js';

const EFFORT = 100;

/** What client tracking uses of the server. */
export interface TrackingServices {
  readonly sessions: ReadonlyMap<number, Session>;
  readonly events: KeyEvents;
  readonly unit: UnitOfWork;
  readonly config: { readonly trackingTableMaxKeys: number };
}

/**
 * CLIENT TRACKING: tells clients when a key that they may have cached has changed. Costs nothing
 * while no client asks for it.
 */
export class ClientTracking implements KeyObserver {
  readonly #services: TrackingServices;
  readonly #clients = new Map<Session, TrackedClient>();
  readonly #readKeys = new ReadKeys();
  readonly #broadcasts = new Broadcasts();
  #effort = EFFORT;

  constructor(services: TrackingServices) {
    this.#services = services;
  }

  /** For INFO. */
  get totals(): { readonly keys: number; readonly items: number; readonly prefixes: number } {
    const { size: keys, items } = this.#readKeys;
    return { keys, items, prefixes: this.#broadcasts.size };
  }

  /** A session that has tracking on. */
  client(session: Session): TrackedClient | undefined {
    return this.#clients.get(session);
  }

  /** Turns it on, or changes its options: prefixes are added to those that it has. */
  enable(session: Session, options: TrackingOptions, prefixes: readonly Bytes[]): void {
    const client = this.#clients.get(session) ?? new TrackedClient(session, options);
    this.#clients.set(session, client);
    client.options = options;
    client.isRedirectBroken = false;
    session.tracking.flags = client.flags;
    session.tracking.redirect = options.redirect;
    this.#services.events.attach(this);
    if (options.isBroadcast) {
      for (const prefix of prefixes) this.#broadcasts.join(client, prefix);
      return;
    }
    session.onRead = (command, args) => {
      this.#remember(
        client,
        command.keyPositions(args).map(at => args[at] ?? ''),
      );
    };
  }

  disable(session: Session): void {
    const client = this.#clients.get(session);
    if (!client) return;
    this.#clients.delete(session);
    this.#broadcasts.leave(client);
    session.onRead = undefined;
    session.afterCommand = undefined;
    session.tracking.flags = '';
    session.tracking.redirect = -1;
    this.#rest();
  }

  /** CLIENT CACHING, which holds for the next command that is not CLIENT, or transaction. */
  giveCaching(client: TrackedClient): void {
    const { session } = client;
    client.isCachingGiven = true;
    session.afterCommand = () => {
      if (session.transaction || session.lastCommand?.fullName.startsWith('client|')) return;
      client.isCachingGiven = false;
      session.afterCommand = undefined;
    };
  }

  keyChanged({ key, origin, isOwn }: KeyChange): void {
    this.#broadcasts.keyChanged(key, isOwn ? origin : undefined);
    this.#invalidate(key, origin);
    this.#rest();
  }

  /** All keys are gone, as far as clients need to know: one database may be all of them. */
  flushed(origin: object | undefined): void {
    this.#readKeys.clear();
    for (const client of this.#clients.values()) {
      // In the protocol of the client, whatever the one speaks that it redirects to.
      this.#tell(client, origin, () => encodeReply(null, client.session.protocol));
    }
    this.#rest();
  }

  /** Tells what was collected for BCAST, where Redis has come to the end of its event loop. */
  broadcast(): void {
    this.#broadcasts.flush((client, keys) => {
      sendInvalidation(client, this.#services.sessions, keys);
    });
  }

  /** Above `tracking-table-max-keys` it forgets keys, as if they had changed. */
  makeRoom(): void {
    const { config, events, unit } = this.#services;
    const max = config.trackingTableMaxKeys;
    if (max === 0 || this.#readKeys.size <= max) {
      this.#effort = EFFORT;
      return;
    }
    const count = Math.min(this.#readKeys.size - max, this.#effort);
    for (const key of this.#readKeys.next(count)) this.#invalidate(key, events.origin);
    this.#effort = this.#readKeys.size > max ? this.#effort + EFFORT : EFFORT;
    // The command that comes after has not begun yet.
    unit.commitAfterReply();
  }

  #remember({ session, remembersReads }: TrackedClient, keys: readonly Bytes[]): void {
    if (!remembersReads || keys.length === 0) return;
    // In turn with the changes, which wait for the commit: a key may be read after its change.
    this.#services.unit.defer(() => {
      for (const key of keys) this.#readKeys.add(key, session.id);
    });
  }

  #invalidate(key: Bytes, origin: object | undefined): void {
    for (const id of this.#readKeys.take(key) ?? []) {
      const session = this.#services.sessions.get(id);
      const client = session && this.#clients.get(session);
      if (!client || client.options.isBroadcast) continue;
      if (client.options.isNoLoop && session === origin) continue;
      this.#tell(client, origin, () => encodeReply([key], 3));
    }
  }

  /** A client is told of what its own command does after it is answered. */
  #tell(client: TrackedClient, origin: object | undefined, keys: () => Bytes): void {
    const { sessions, unit } = this.#services;
    const send = (): void => sendInvalidation(client, sessions, keys());
    if (client.session === origin) unit.deferAfterReply(send);
    else send();
  }

  /** With no client and nothing remembered, changes need not be told any more. */
  #rest(): void {
    if (this.#clients.size === 0 && this.#readKeys.size === 0) this.#services.events.detach(this);
  }
}
