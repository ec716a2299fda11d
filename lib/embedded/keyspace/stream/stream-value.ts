import { type Bytes, owned } from '../../bytes.js';
import type { UndoLog } from '../../transaction/undo-log.js';
import { Value } from '../value.js';
import { ConsumerGroup, type GroupPosition } from './consumer-group.js';
import { plus } from './integer64.js';
import { StreamEntries, type StreamTrim } from './stream-entries.js';
import { StreamId } from './stream-id.js';
import type { NodeLimits, StreamEntry, StreamNode } from './stream-node.js';
import type { GroupParts, StreamHistory, StreamParts } from './stream-parts.js';

const OBJECT_SIZE = 400;

/** Entries in the order of their IDs, and the groups of consumers that read them. */
export class StreamValue extends Value implements StreamParts {
  readonly #entries = new StreamEntries();
  readonly #groups = new Map<Bytes, ConsumerGroup>();
  #groupBytes = 0;
  #history: StreamHistory = {
    lastId: StreamId.MIN,
    maxDeletedId: StreamId.MIN,
    entriesAdded: 0,
  };

  /** Makes a stream of its parts; takes the strings as they are. */
  static from({ history, nodes, groups }: StreamParts): StreamValue {
    const stream = new StreamValue();
    stream.#history = history;
    for (const { entries } of nodes) if (entries.length > 0) stream.#entries.addNode(entries);
    for (const group of groups) {
      copyMembers(group, stream.addGroup(group.name, group.position, undefined));
    }
    return stream;
  }

  override get type(): 'stream' {
    return 'stream';
  }

  override get encoding(): 'stream' {
    return 'stream';
  }

  override get byteSize(): number {
    return OBJECT_SIZE + this.#entries.byteSize + this.#groupBytes;
  }

  /** Of no entry; its key stays. */
  override get isEmpty(): boolean {
    return this.length === 0;
  }

  /** How many entries it holds. */
  get length(): number {
    return this.#entries.length;
  }

  get history(): StreamHistory {
    return this.#history;
  }

  /** The first entry's; undefined where there is none. */
  get firstEntryId(): StreamId | undefined {
    return this.#entries.firstId;
  }

  get lastEntryId(): StreamId | undefined {
    return this.#entries.lastId;
  }

  /** Its entries as Redis parts them into listpacks. */
  get nodes(): Iterable<StreamNode> {
    return this.#entries.nodes();
  }

  /** In the order of their names. */
  get groups(): readonly ConsumerGroup[] {
    return [...this.#groups.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  get groupCount(): number {
    return this.#groups.size;
  }

  group(name: Bytes): ConsumerGroup | undefined {
    return this.#groups.get(name);
  }

  entry(id: StreamId): StreamEntry | undefined {
    return this.#entries.get(id);
  }

  /** Up to a number of entries between two IDs, both included. */
  range(start: StreamId, end: StreamId, limit: number): StreamEntry[] {
    return this.#entries.range(start, end, limit);
  }

  /** The same from the end on. */
  rangeReversed(end: StreamId, start: StreamId, limit: number): StreamEntry[] {
    return this.#entries.rangeReversed(end, start, limit);
  }

  override clone(): StreamValue {
    return StreamValue.from(this);
  }

  /**
   * Adds an entry.
   *
   * @param id after the last ID of the stream
   * @param fields names and values in turn
   */
  append(
    id: StreamId,
    fields: readonly Bytes[],
    limits: NodeLimits,
    undo: UndoLog | undefined,
  ): void {
    this.#entries.append(id, fields, limits, undo);
    const { maxDeletedId, entriesAdded } = this.#history;
    this.setHistory({ lastId: id, maxDeletedId, entriesAdded: plus(entriesAdded, 1) }, undo);
  }

  /** Deletes an entry by its ID; false if there is none. */
  delete(id: StreamId, undo: UndoLog | undefined): boolean {
    if (!this.#entries.delete(id, undo)) return false;
    if (id.compare(this.#history.maxDeletedId) > 0) {
      this.setHistory({ ...this.#history, maxDeletedId: id }, undo);
    }
    return true;
  }

  /** Deletes the entries before a length or an ID is reached; answers how many. */
  trim(trim: StreamTrim, undo: UndoLog | undefined): number {
    return this.#entries.trim(trim, undo);
  }

  setHistory(history: StreamHistory, undo: UndoLog | undefined): void {
    const previous = this.#history;
    undo?.record(() => (this.#history = previous));
    this.#history = history;
  }

  /** Adds a group, of a name that there is none of. */
  addGroup(name: Bytes, position: GroupPosition, undo: UndoLog | undefined): ConsumerGroup {
    const group = new ConsumerGroup(owned(name), position, bytes => (this.#groupBytes += bytes));
    undo?.record(() => this.#dropGroup(group));
    this.#putGroup(group);
    return group;
  }

  removeGroup(group: ConsumerGroup, undo: UndoLog | undefined): void {
    undo?.record(() => this.#putGroup(group));
    this.#dropGroup(group);
  }

  #putGroup(group: ConsumerGroup): void {
    this.#groups.set(group.name, group);
    this.#groupBytes += group.byteSize;
  }

  #dropGroup(group: ConsumerGroup): void {
    this.#groups.delete(group.name);
    this.#groupBytes -= group.byteSize;
  }
}

function copyMembers({ consumers, pending }: GroupParts, group: ConsumerGroup): void {
  for (const { name, seenTime } of consumers) group.addConsumer(name, seenTime, undefined);
  for (const { id, consumer, deliveryTime, deliveryCount } of pending) {
    const owner = group.consumer(consumer.name) ?? group.addConsumer(consumer.name, 0, undefined);
    group.assign({ id, consumer: owner, deliveryTime, deliveryCount }, undefined);
  }
}
