import type { Bytes } from '../bytes.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { NO_NOTIFICATIONS, type NotificationClass } from './notification.js';

/** Who wants to know of changed keys (WATCH, client tracking), once the change is committed. */
export interface KeyObserver {
  keyChanged(change: KeyChange): void;
  /** All keys of a database are gone or, after SWAPDB, others. */
  databaseChanged?(change: DatabaseChange): void;
  /** FLUSHDB or FLUSHALL was called, be it on what was empty. */
  flushed?(origin: object | undefined): void;
}

export interface KeyChange {
  readonly database: number;
  readonly key: Bytes;
  /** The session whose command was running; undefined for work of the engine's own. */
  readonly origin: object | undefined;
  /** The command itself changed the key: not a script, nor did the key expire or was it evicted. */
  readonly isOwn: boolean;
}

export interface DatabaseChange {
  readonly database: number;
  readonly cause: 'flush' | 'swap';
  readonly origin: object | undefined;
  /** Whether a key was there before. */
  had(key: Bytes): boolean;
}

/** Clients that wait for a key to be filled. */
export interface KeyWaiters {
  readonly size: number;
  has(database: number, key: Bytes): boolean;
  keyReady(database: number, key: Bytes): void;
  /** Any of the keys waited for may be there now, or gone. */
  databaseReady(database: number): void;
}

/** Publishes to the subscribers of a channel, once the unit of work is committed. */
export type Publish = (channel: Bytes, message: Bytes) => void;

/**
 * Where changes of keys are told. Everything is deferred to the commit of the unit of work, and
 * nearly free while nobody listens.
 */
export class KeyEvents {
  /** Whose command is running. */
  origin: object | undefined;
  /** It is a command that a script calls. */
  isScripted = false;
  notifications = NO_NOTIFICATIONS;
  waiters: KeyWaiters | undefined;
  /** Set while anybody is subscribed to anything. */
  publish: Publish | undefined;

  readonly #unit: UnitOfWork;
  readonly #observers = new Set<KeyObserver>();

  constructor(unit: UnitOfWork) {
    this.#unit = unit;
  }

  /** Changes since the engine began: a command that leaves it as it was wrote nothing. */
  get dirty(): number {
    return this.#unit.changes;
  }

  set dirty(changes: number) {
    this.#unit.changes = changes;
  }

  /** Observers come and go, so that no time is spent on them while there is nothing to observe. */
  attach(observer: KeyObserver): void {
    this.#observers.add(observer);
  }

  detach(observer: KeyObserver): void {
    this.#observers.delete(observer);
  }

  /** A command has changed a key. */
  changed(database: number, key: Bytes): void {
    this.#keyChanged(database, key, !this.isScripted);
  }

  /** The engine has deleted a key because it expired or had to go. */
  dropped(database: number, key: Bytes): void {
    this.#keyChanged(database, key, false);
  }

  flushed(): void {
    if (this.#observers.size === 0) return;
    const { origin } = this;
    this.#unit.defer(() => {
      for (const observer of this.#observers) observer.flushed?.(origin);
    });
  }

  databaseChanged(
    database: number,
    cause: DatabaseChange['cause'],
    before: ReadonlyMap<Bytes, unknown>,
  ): void {
    const { origin, waiters } = this;
    if (waiters && waiters.size > 0) this.#unit.defer(() => waiters.databaseReady(database));
    if (this.#observers.size === 0) return;
    const change = { database, cause, origin, had: (key: Bytes): boolean => before.has(key) };
    this.#unit.defer(() => {
      for (const observer of this.#observers) observer.databaseChanged?.(change);
    });
  }

  /** A key may now serve a client that is blocked on it. */
  ready(database: number, key: Bytes): void {
    const { waiters } = this;
    if (waiters?.has(database, key)) {
      this.#unit.defer(() => waiters.keyReady(database, key));
    }
  }

  /** A keyspace notification, where `notify-keyspace-events` asks for it. */
  notify(type: NotificationClass, event: string, database: number, key: Bytes): void {
    const { notifications, publish } = this;
    if (!publish || !notifications.classes.has(type)) return;
    if (notifications.keyspace) publish(`__keyspace@${database}__:${key}`, event);
    if (notifications.keyevent) publish(`__keyevent@${database}__:${event}`, key);
  }

  #keyChanged(database: number, key: Bytes, isOwn: boolean): void {
    if (this.#observers.size === 0) return;
    const change = { database, key, origin: this.origin, isOwn };
    this.#unit.defer(() => {
      for (const observer of this.#observers) observer.keyChanged(change);
    });
  }
}
