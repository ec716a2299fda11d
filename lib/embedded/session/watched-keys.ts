import type { Bytes } from '../bytes.js';
import type { Database } from '../keyspace/database.js';
import type { DatabaseChange, KeyChange, KeyEvents, KeyObserver } from '../keyspace/key-events.js';
import type { Session } from './session.js';

interface Watch {
  readonly database: Database;
  readonly key: Bytes;
  /** It was past its time already: that it is deleted at last changes nothing. */
  readonly wasExpired: boolean;
}

interface Watcher {
  readonly watches: Map<string, Watch>;
  isDirty: boolean;
}

/** Who WATCHes which keys, and whether one of them has changed since. */
export class WatchedKeys implements KeyObserver {
  readonly #events: KeyEvents;
  readonly #watchers = new Map<Session, Watcher>();
  readonly #sessionsByKey = new Map<string, Set<Session>>();

  constructor(events: KeyEvents) {
    this.#events = events;
  }

  watch(session: Session, database: Database, key: Bytes): void {
    const name = watchName(database.index, key);
    const watcher = this.#watcherOf(session);
    if (watcher.watches.has(name)) return;
    watcher.watches.set(name, { database, key, wasExpired: database.isExpired(key) });
    const sessions = this.#sessionsByKey.get(name);
    if (sessions) sessions.add(session);
    else this.#sessionsByKey.set(name, new Set([session]));
    this.#events.attach(this);
  }

  /** A watched key has changed. */
  isMarkedDirty(session: Session): boolean {
    return this.#watchers.get(session)?.isDirty === true;
  }

  /** A watched key has changed, or its time has come. */
  isDirty(session: Session): boolean {
    const watcher = this.#watchers.get(session);
    if (!watcher) return false;
    if (watcher.isDirty) return true;
    for (const { database, key, wasExpired } of watcher.watches.values()) {
      if (!wasExpired && database.isExpired(key)) return true;
    }
    return false;
  }

  unwatch(session: Session): void {
    const watcher = this.#watchers.get(session);
    if (!watcher) return;
    this.#watchers.delete(session);
    for (const name of watcher.watches.keys()) {
      const sessions = this.#sessionsByKey.get(name);
      sessions?.delete(session);
      if (sessions?.size === 0) this.#sessionsByKey.delete(name);
    }
    if (this.#watchers.size === 0) this.#events.detach(this);
  }

  keyChanged({ database, key }: KeyChange): void {
    const name = watchName(database, key);
    for (const session of this.#sessionsByKey.get(name) ?? []) {
      const watcher = this.#watchers.get(session);
      const watch = watcher?.watches.get(name);
      if (!watcher || !watch) continue;
      if (watch.wasExpired && !watch.database.has(key)) {
        watcher.watches.set(name, { ...watch, wasExpired: false });
      } else watcher.isDirty = true;
    }
  }

  databaseChanged(change: DatabaseChange): void {
    for (const watcher of this.#watchers.values()) {
      for (const [name, watch] of watcher.watches) {
        if (watch.database.index !== change.database) continue;
        const outcome = outcomeOf(watch, change.had(watch.key));
        if (outcome === 'changed') watcher.isDirty = true;
        else watcher.watches.set(name, { ...watch, wasExpired: outcome === 'expired' });
      }
    }
  }

  #watcherOf(session: Session): Watcher {
    const known = this.#watchers.get(session);
    if (known) return known;
    const watcher: Watcher = { watches: new Map(), isDirty: false };
    this.#watchers.set(session, watcher);
    return watcher;
  }
}

/**
 * What a flush or swap of its database was to a watched key: for a client what is past its time is
 * as good as absent, so that to come or to go as such is no change.
 */
function outcomeOf(
  { database, key, wasExpired }: Watch,
  wasThere: boolean,
): 'changed' | 'expired' | 'unchanged' {
  const wasLive = wasThere && !wasExpired;
  if (wasLive) return 'changed';
  if (!database.has(key)) return 'unchanged';
  return database.isExpired(key) ? 'expired' : 'changed';
}

function watchName(database: number, key: Bytes): string {
  return `${database}:${key}`;
}
