import { type Bytes, owned } from '../../bytes.js';
import type { UndoLog } from '../../transaction/undo-log.js';
import { RingBuffer } from '../ring-buffer.js';
import { partFor } from './binary-search.js';
import { StreamId } from './stream-id.js';
import { type NodeLimits, StreamEntry, StreamNode, textBytesOf } from './stream-node.js';
import type { EntryParts } from './stream-parts.js';

/** How XTRIM deletes the first entries, and XADD with MAXLEN or MINID. */
export interface StreamTrim {
  /** A length that is left, or the ID before which all go. */
  readonly until: number | StreamId;
  /** Only whole nodes go. */
  readonly isApproximate: boolean;
  /** How many entries may go at most; 0: any number. */
  readonly limit: number;
}

/** The entries of a stream by their IDs, in nodes as large as those of Redis. */
export class StreamEntries {
  readonly #nodes = new RingBuffer<StreamNode>();
  #length = 0;
  #bytes = 0;

  /** How many there are that are not deleted. */
  get length(): number {
    return this.#length;
  }

  get byteSize(): number {
    return this.#bytes;
  }

  /** Undefined where there is none. */
  get firstId(): StreamId | undefined {
    return this.range(StreamId.MIN, StreamId.MAX, 1)[0]?.id;
  }

  get lastId(): StreamId | undefined {
    return this.rangeReversed(StreamId.MAX, StreamId.MIN, 1)[0]?.id;
  }

  /** @yields the nodes in their order */
  *nodes(): IterableIterator<StreamNode> {
    for (let at = 0; at < this.#nodes.length; at++) {
      const node = this.#nodes.at(at);
      if (node) yield node;
    }
  }

  get(id: StreamId): StreamEntry | undefined {
    const node = this.#nodes.at(this.#nodeFor(id));
    const entry = node?.entries[node.placeOf(id)];
    return entry?.id.equals(id) && !entry.isDeleted ? entry : undefined;
  }

  /** Up to a number of entries between two IDs, both included. */
  range(start: StreamId, end: StreamId, limit: number): StreamEntry[] {
    const found: StreamEntry[] = [];
    let at = this.#nodeFor(start);
    let node = this.#nodes.at(at);
    let place = node?.placeOf(start) ?? 0;
    while (node && found.length < limit) {
      const entry = node.entries[place++];
      if (!entry) {
        node = this.#nodes.at(++at);
        place = 0;
      } else if (entry.id.compare(end) > 0) break;
      else if (!entry.isDeleted) found.push(entry);
    }
    return found;
  }

  /** The same from the end on. */
  rangeReversed(end: StreamId, start: StreamId, limit: number): StreamEntry[] {
    const found: StreamEntry[] = [];
    let at = this.#nodeFor(end);
    let node = this.#nodes.at(at);
    let place = node?.placeOf(end) ?? 0;
    if (!node?.entries[place]?.id.equals(end)) place--;
    while (node && found.length < limit) {
      const entry = node.entries[place--];
      if (!entry) {
        node = this.#nodes.at(--at);
        place = (node?.entries.length ?? 0) - 1;
      } else if (entry.id.compare(start) < 0) break;
      else if (!entry.isDeleted) found.push(entry);
    }
    return found;
  }

  /** Adds an entry after all others. */
  append(
    id: StreamId,
    fields: readonly Bytes[],
    limits: NodeLimits,
    undo: UndoLog | undefined,
  ): void {
    const tail = this.#nodes.at(this.#nodes.length - 1);
    const kept = fields.map(owned);
    if (tail?.hasRoomFor(textBytesOf(fields), limits)) {
      const entry = new StreamEntry(id, tail.withSharedNames(kept));
      this.#changeNode(tail, 1, () => tail.push(entry));
      undo?.record(() => this.#changeNode(tail, -1, () => tail.pop()));
    } else {
      const node = this.addNode([{ id, fields: kept, isDeleted: false }]);
      undo?.record(() => this.#removeNode(this.#nodes.length - 1, node));
    }
  }

  /** Adds a node of entries, at least one, after all others. */
  addNode(entries: readonly EntryParts[]): StreamNode {
    const node = new StreamNode();
    for (const { id, fields, isDeleted } of entries) {
      const entry = new StreamEntry(id, node.withSharedNames(fields));
      entry.isDeleted = isDeleted;
      node.push(entry);
    }
    this.#insertNode(this.#nodes.length, node);
    return node;
  }

  /** False if there is no such entry. */
  delete(id: StreamId, undo: UndoLog | undefined): boolean {
    const at = this.#nodeFor(id);
    const node = this.#nodes.at(at);
    const entry = node?.entries[node.placeOf(id)];
    if (!node || !entry?.id.equals(id) || entry.isDeleted) return false;
    this.#bury(node, entry, undo);
    if (node.liveCount === 0) this.#dropNode(at, node, undo);
    return true;
  }

  /** Deletes the entries before a length or an ID is reached; answers how many. */
  trim(trim: StreamTrim, undo: UndoLog | undefined): number {
    const lengthBefore = this.#length;
    for (let node = this.#nodes.at(0); node; node = this.#nodes.at(0)) {
      if (typeof trim.until === 'number' && this.#length <= trim.until) break;
      const trimmed = lengthBefore - this.#length;
      if (trim.limit > 0 && trimmed + node.liveCount > trim.limit) break;
      if (this.#goesWhole(node, trim.until)) this.#dropNode(0, node, undo);
      else {
        if (!trim.isApproximate) this.#trimWithin(node, trim.until, undo);
        break;
      }
    }
    return lengthBefore - this.#length;
  }

  #goesWhole(node: StreamNode, until: StreamTrim['until']): boolean {
    if (typeof until === 'number') return this.#length - node.liveCount >= until;
    return node.lastId.compare(until) < 0;
  }

  #trimWithin(node: StreamNode, until: StreamTrim['until'], undo: UndoLog | undefined): void {
    for (const entry of node.entries) {
      const isReached =
        typeof until === 'number' ? this.#length <= until : entry.id.compare(until) >= 0;
      if (isReached) break;
      if (!entry.isDeleted) this.#bury(node, entry, undo);
    }
  }

  #bury(node: StreamNode, entry: StreamEntry, undo: UndoLog | undefined): void {
    this.#length--;
    node.mark(entry, true);
    undo?.record(() => {
      this.#length++;
      node.mark(entry, false);
    });
  }

  #dropNode(at: number, node: StreamNode, undo: UndoLog | undefined): void {
    this.#removeNode(at, node);
    undo?.record(() => this.#insertNode(at, node));
  }

  #insertNode(at: number, node: StreamNode): void {
    this.#nodes.insert(at, node);
    this.#length += node.liveCount;
    this.#bytes += node.byteSize;
  }

  #removeNode(at: number, node: StreamNode): void {
    this.#nodes.remove(at);
    this.#length -= node.liveCount;
    this.#bytes -= node.byteSize;
  }

  /** Has a node grow or shrink, and counts that. */
  #changeNode(node: StreamNode, entries: 1 | -1, change: () => void): void {
    this.#bytes -= node.byteSize;
    change();
    this.#bytes += node.byteSize;
    this.#length += entries;
  }

  /** The last node that does not begin after an ID, the first if all do. */
  #nodeFor(id: StreamId): number {
    const nodes = this.#nodes;
    return partFor(nodes.length, at => (nodes.at(at)?.firstId.compare(id) ?? 1) > 0);
  }
}
