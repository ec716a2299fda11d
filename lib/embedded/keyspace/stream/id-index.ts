import type { UndoLog } from '../../transaction/undo-log.js';
import { RingBuffer } from '../ring-buffer.js';
import { lowerBound, partFor } from './binary-search.js';
import { StreamId } from './stream-id.js';

const MAX_CHUNK = 128;

export interface Identified {
  readonly id: StreamId;
}

/**
 * Items in the order of their IDs, in chunks: fast at both ends, in the logarithm of its size
 * elsewhere. An item may be replaced while it is iterated, but not added or deleted.
 */
export class IdIndex<T extends Identified> implements Iterable<T> {
  readonly #chunks = new RingBuffer<T[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get first(): T | undefined {
    return this.#chunks.at(0)?.[0];
  }

  get last(): T | undefined {
    return this.#chunks.at(this.#chunks.length - 1)?.at(-1);
  }

  get(id: StreamId): T | undefined {
    const found = this.ceiling(id);
    return found?.id.equals(id) ? found : undefined;
  }

  /** The item of an ID, or the first after it. */
  ceiling(id: StreamId): T | undefined {
    const at = this.#chunkFor(id);
    const chunk = this.#chunks.at(at);
    return chunk?.[placeIn(chunk, id)] ?? this.#chunks.at(at + 1)?.[0];
  }

  /** @yields the items from an ID on */
  *from(id: StreamId): IterableIterator<T> {
    let at = this.#chunkFor(id);
    let chunk = this.#chunks.at(at);
    let place = chunk ? placeIn(chunk, id) : 0;
    while (chunk) {
      for (; place < chunk.length; place++) {
        const item = chunk[place];
        if (item) yield item;
      }
      chunk = this.#chunks.at(++at);
      place = 0;
    }
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.from(StreamId.MIN);
  }

  /** Adds an item, or puts it in place of that with its ID, which is answered. */
  set(item: T, undo: UndoLog | undefined): T | undefined {
    const previous = this.#put(item);
    undo?.record(() => (previous ? this.#put(previous) : this.#take(item.id)));
    return previous;
  }

  delete(id: StreamId, undo: UndoLog | undefined): T | undefined {
    const item = this.#take(id);
    if (item) undo?.record(() => this.#put(item));
    return item;
  }

  #put(item: T): T | undefined {
    const at = this.#chunkFor(item.id);
    const chunk = this.#chunks.at(at);
    const place = chunk ? placeIn(chunk, item.id) : 0;
    const found = chunk?.[place];
    if (chunk && found?.id.equals(item.id)) {
      chunk[place] = item;
      return found;
    }
    this.#size++;
    if (!chunk) this.#chunks.pushLast([item]);
    else if (chunk.length < MAX_CHUNK) chunk.splice(place, 0, item);
    else this.#split(at, chunk, place, item);
    return undefined;
  }

  /** Puts an item at a place of a chunk that is full; what is added at the end leaves it full. */
  #split(at: number, chunk: T[], place: number, item: T): void {
    const rest = chunk.splice(place);
    if (rest.length > 0) chunk.push(item);
    this.#chunks.insert(at + 1, rest.length > 0 ? rest : [item]);
  }

  #take(id: StreamId): T | undefined {
    const at = this.#chunkFor(id);
    const chunk = this.#chunks.at(at);
    const place = chunk ? placeIn(chunk, id) : 0;
    const item = chunk?.[place];
    if (!chunk || !item?.id.equals(id)) return undefined;
    chunk.splice(place, 1);
    if (chunk.length === 0) this.#chunks.remove(at);
    this.#size--;
    return item;
  }

  /** The last chunk that does not begin after an ID, the first if all do. */
  #chunkFor(id: StreamId): number {
    const chunks = this.#chunks;
    return partFor(chunks.length, at => (chunks.at(at)?.[0]?.id.compare(id) ?? 1) > 0);
  }
}

function placeIn(items: readonly Identified[], id: StreamId): number {
  return lowerBound(items.length, at => (items[at]?.id.compare(id) ?? 0) < 0);
}
