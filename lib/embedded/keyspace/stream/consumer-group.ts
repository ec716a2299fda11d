import { type Bytes, owned } from '../../bytes.js';
import type { UndoLog } from '../../transaction/undo-log.js';
import { stringSize } from '../value.js';
import { IdIndex } from './id-index.js';
import type { Integer64 } from './integer64.js';
import type { StreamId } from './stream-id.js';

const GROUP_SIZE = 400;
const CONSUMER_SIZE = 300;
const PENDING_SIZE = 120;

/** An entry that was delivered to a consumer and not acknowledged yet. */
export interface PendingEntry {
  readonly id: StreamId;
  readonly consumer: Consumer;
  /** Milliseconds since 1970. */
  readonly deliveryTime: number;
  readonly deliveryCount: Integer64;
}

/** Who reads in a group. */
export class Consumer {
  /** What was delivered to it. The group's to change. */
  readonly pending = new IdIndex<PendingEntry>();
  #seenTime: number;

  constructor(
    readonly name: Bytes,
    seenTime: number,
  ) {
    this.#seenTime = seenTime;
  }

  /** When it last read or claimed, in milliseconds since 1970. */
  get seenTime(): number {
    return this.#seenTime;
  }

  see(time: number, undo: UndoLog | undefined): void {
    const previous = this.#seenTime;
    undo?.record(() => (this.#seenTime = previous));
    this.#seenTime = time;
  }
}

/** How far a group has read. */
export interface GroupPosition {
  /** The last entry that was delivered. */
  readonly lastId: StreamId;
  /** How many were delivered; undefined where deletions or an arbitrary ID leave it unknown. */
  readonly entriesRead: Integer64 | undefined;
}

/** Consumers that share the entries of a stream among them. */
export class ConsumerGroup {
  readonly #pending = new IdIndex<PendingEntry>();
  readonly #consumers = new Map<Bytes, Consumer>();
  readonly #onResize: (bytes: number) => void;
  #position: GroupPosition;
  #bytes = GROUP_SIZE;

  /** @param onResize told by how many bytes it has grown */
  constructor(
    readonly name: Bytes,
    position: GroupPosition,
    onResize: (bytes: number) => void,
  ) {
    this.#position = position;
    this.#onResize = onResize;
    this.#bytes += stringSize(name);
  }

  get position(): GroupPosition {
    return this.#position;
  }

  /** Delivered and not acknowledged, to whomever. */
  get pending(): IdIndex<PendingEntry> {
    return this.#pending;
  }

  /** In the order of their names. */
  get consumers(): readonly Consumer[] {
    return [...this.#consumers.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  get consumerCount(): number {
    return this.#consumers.size;
  }

  consumer(name: Bytes): Consumer | undefined {
    return this.#consumers.get(name);
  }

  /** An estimate of the memory it takes; constant time. */
  get byteSize(): number {
    return this.#bytes;
  }

  moveTo(position: GroupPosition, undo: UndoLog | undefined): void {
    const previous = this.#position;
    undo?.record(() => (this.#position = previous));
    this.#position = position;
  }

  /** Adds a consumer, of a name that there is none of. */
  addConsumer(name: Bytes, seenTime: number, undo: UndoLog | undefined): Consumer {
    const consumer = new Consumer(owned(name), seenTime);
    undo?.record(() => this.#consumers.delete(consumer.name));
    this.#consumers.set(consumer.name, consumer);
    this.#resize(CONSUMER_SIZE + stringSize(name), undo);
    return consumer;
  }

  /** Forgets a consumer with what is pending for it. */
  removeConsumer(consumer: Consumer, undo: UndoLog | undefined): void {
    const { name, pending } = consumer;
    for (const { id } of pending) this.#pending.delete(id, undo);
    undo?.record(() => this.#consumers.set(name, consumer));
    this.#consumers.delete(name);
    this.#resize(-CONSUMER_SIZE - stringSize(name) - PENDING_SIZE * pending.size, undo);
  }

  /** Makes an entry pending for a consumer, instead of for whom it was pending before. */
  assign(entry: PendingEntry, undo: UndoLog | undefined): void {
    const previous = this.#pending.set(entry, undo);
    if (!previous) this.#resize(PENDING_SIZE, undo);
    else if (previous.consumer !== entry.consumer) {
      previous.consumer.pending.delete(entry.id, undo);
    }
    entry.consumer.pending.set(entry, undo);
  }

  /** Takes an entry off the pending ones; false if it is none. */
  acknowledge(id: StreamId, undo: UndoLog | undefined): boolean {
    const entry = this.#pending.delete(id, undo);
    if (!entry) return false;
    entry.consumer.pending.delete(id, undo);
    this.#resize(-PENDING_SIZE, undo);
    return true;
  }

  #resize(bytes: number, undo: UndoLog | undefined): void {
    undo?.record(() => this.#grow(-bytes));
    this.#grow(bytes);
  }

  #grow(bytes: number): void {
    this.#bytes += bytes;
    this.#onResize(bytes);
  }
}
