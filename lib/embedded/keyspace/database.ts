import { type Bytes, owned } from '../bytes.js';
import { DatabaseContent } from './database-content.js';
import type { KeyspaceServices } from './keyspace-services.js';
import { RovingSample } from './roving-sample.js';
import type { Value } from './value.js';

/**
 * One of the numbered databases: keys, what they hold, and when they expire. A key past its time is
 * absent for everybody, and deleted by whoever meets it.
 *
 * Each change records its inverse with the unit of work. Changes inside a value are the value's to
 * record; {@link changed} must follow them (`CommandContext.modified` does it).
 */
export class Database {
  readonly index: number;
  readonly #services: KeyspaceServices;
  #content: DatabaseContent;

  constructor(index: number, services: KeyspaceServices) {
    this.index = index;
    this.#services = services;
    this.#content = new DatabaseContent(services.memory);
  }

  /** Keys, with those past their time that nobody met yet, as DBSIZE counts them. */
  get size(): number {
    return this.#content.values.size;
  }

  get expiringSize(): number {
    return this.#content.expiries.size;
  }

  /** Looks a key up without a trace: no statistics, no LRU. */
  peek(key: Bytes): Value | undefined {
    const value = this.#content.values.get(key);
    if (!value || !this.isExpired(key)) return value;
    if (!this.#services.pause.isOn) this.expire(key);
    return undefined;
  }

  /** There is such a key, be it past its time. */
  has(key: Bytes): boolean {
    return this.#content.values.has(key);
  }

  /** A key that is past its time and was not deleted yet. */
  isExpired(key: Bytes): boolean {
    const { expiries } = this.#content;
    if (expiries.size === 0) return false;
    const time = expiries.get(key);
    return time !== undefined && this.#services.clock.now > time;
  }

  /** Looks a key up to read it: counts hits and misses, and the use. */
  read(key: Bytes): Value | undefined {
    const value = this.inspect(key);
    if (value) value.lastUse = this.#services.clock.tick;
    return value;
  }

  /** Looks a key up to tell of it (EXISTS, TYPE, TTL): counts hits and misses, but it is no use. */
  inspect(key: Bytes, notifiesMiss = true): Value | undefined {
    const value = this.peek(key);
    const { events, stats } = this.#services;
    if (value) {
      stats.hits++;
      return value;
    }
    stats.misses++;
    if (notifiesMiss) events.notify('keymiss', 'keymiss', this.index, key);
    return undefined;
  }

  /** Looks a key up to change it. */
  write(key: Bytes): Value | undefined {
    const value = this.peek(key);
    if (value) value.lastUse = this.#services.clock.tick;
    return value;
  }

  /** Stores a value at a new key, or in place of another; an expiry that the key has stays. */
  set(key: Bytes, value: Value): void {
    const { clock, events, unit } = this.#services;
    // A pause may have kept what is past its time.
    if (this.isExpired(key)) this.expire(key);
    const previous = this.#content.values.get(key);
    value.lastUse = clock.tick;
    if (previous) {
      // XREADGROUP ends in an error when its stream is gone.
      if (previous.type === 'stream' || value.type !== 'string') events.ready(this.index, key);
      this.#content.replace(key, previous, value, unit.undo);
    } else {
      this.#content.add(owned(key), value, unit.undo);
      events.notify('new', 'new', this.index, key);
      if (value.type !== 'string') events.ready(this.index, key);
    }
  }

  /** Removes a key with its expiry; tells nobody. */
  delete(key: Bytes): boolean {
    const { events, unit } = this.#services;
    const value = this.#content.values.get(key);
    if (!value) return false;
    this.persist(key);
    this.#content.remove(key, value, unit.undo);
    if (value.type === 'stream') events.ready(this.index, key);
    return true;
  }

  /** When a key expires, in milliseconds since 1970. */
  expiry(key: Bytes): number | undefined {
    return this.#content.expiries.get(key);
  }

  /** Sets when a key, which must exist, expires. */
  expireAt(key: Bytes, time: number): void {
    const { expiries } = this.#content;
    const { undo } = this.#services.unit;
    if (undo) {
      const previous = expiries.get(key);
      undo.record(() =>
        previous === undefined ? expiries.delete(key) : expiries.set(key, previous),
      );
    }
    expiries.set(key, time);
  }

  /** Takes the expiry off a key; false if it has none. */
  persist(key: Bytes): boolean {
    const { expiries } = this.#content;
    if (expiries.size === 0) return false;
    const previous = expiries.get(key);
    if (previous === undefined) return false;
    expiries.delete(key);
    this.#services.unit.undo?.record(() => expiries.set(key, previous));
    return true;
  }

  /** Deletes a key because its time has come. */
  expire(key: Bytes): void {
    const { events, stats } = this.#services;
    this.delete(key);
    stats.expired++;
    events.notify('expired', 'expired', this.index, key);
    events.dropped(this.index, key);
  }

  /** Follows every change to a key or to what it holds. */
  changed(key: Bytes): void {
    this.recount(key);
    this.#services.events.changed(this.index, key);
  }

  /** Counts the bytes of a value again, after a change that WATCH and client tracking do not see. */
  recount(key: Bytes): void {
    const value = this.#content.values.get(key);
    if (value) this.#content.recount(value, this.#services.unit.undo);
  }

  /** An estimate of what a key takes with its value. */
  memoryOf(key: Bytes): number | undefined {
    return this.#content.sizeOf(key);
  }

  /** All keys, those past their time among them: check with {@link peek}. Deleting meanwhile is fine. */
  keys(): IterableIterator<Bytes> {
    return this.#content.values.keys();
  }

  /** The map of what is stored, to look at and iterate; the same object until a flush or swap. */
  get values(): ReadonlyMap<Bytes, Value> {
    return this.#content.values;
  }

  get expiries(): ReadonlyMap<Bytes, number> {
    return this.#content.expiries;
  }

  /** Keys as a sample of all, the next ones at each call. */
  get sample(): RovingSample<Bytes> {
    return this.#content.sample;
  }

  get expiringSample(): RovingSample<Bytes> {
    return this.#content.expiringSample;
  }

  /** Empties the database; answers how many keys it held. */
  flush(): number {
    const { events, memory, unit } = this.#services;
    const previous = this.#content;
    const { size } = previous.values;
    if (size === 0) return 0;
    const { bytes } = previous;
    events.databaseChanged(this.index, 'flush', previous.values);
    this.#content = new DatabaseContent(memory);
    memory.add(-bytes);
    unit.undo?.record(() => {
      this.#content = previous;
      memory.add(bytes);
    });
    return size;
  }

  /** Exchanges the content of two databases. */
  swap(other: Database): void {
    const { events } = this.#services;
    events.databaseChanged(this.index, 'swap', this.#content.values);
    events.databaseChanged(other.index, 'swap', other.#content.values);
    const exchange = (): void => {
      const content = this.#content;
      this.#content = other.#content;
      other.#content = content;
    };
    exchange();
    this.#services.unit.undo?.record(exchange);
  }
}
