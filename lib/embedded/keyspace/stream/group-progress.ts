import type { GroupPosition } from './consumer-group.js';
import { type Integer64, plus } from './integer64.js';
import { StreamId } from './stream-id.js';
import type { StreamValue } from './stream-value.js';

/**
 * How many entries of a stream a group has read and has still to read, as far as deletions leave
 * that to be told. Holds as long as the stream is not changed.
 */
export class GroupProgress {
  readonly #stream: StreamValue;
  readonly #firstId: StreamId;

  constructor(stream: StreamValue) {
    this.#stream = stream;
    this.#firstId = stream.firstEntryId ?? StreamId.MIN;
  }

  /** The position of a group that has read the entry of an ID, too. */
  after({ entriesRead }: GroupPosition, id: StreamId): GroupPosition {
    if (entriesRead !== undefined && !this.#hasTombstonesFrom(id)) {
      return { lastId: id, entriesRead: plus(entriesRead, 1) };
    }
    const isUnused = this.#stream.history.entriesAdded === 0;
    return { lastId: id, entriesRead: isUnused ? entriesRead : this.#entriesReadAt(id) };
  }

  /** How many entries a group has still to read; undefined where it cannot be told. */
  lag({ lastId, entriesRead }: GroupPosition): Integer64 | undefined {
    const { entriesAdded } = this.#stream.history;
    if (entriesAdded === 0) return 0;
    const isKnown = entriesRead !== undefined && !this.#hasTombstonesFrom(lastId);
    const read = isKnown ? entriesRead : this.#entriesReadAt(lastId);
    return read === undefined ? undefined : plus(entriesAdded, -read);
  }

  /** The last deletion may have made a gap between an ID and the end. */
  #hasTombstonesFrom(id: StreamId): boolean {
    const { maxDeletedId } = this.#stream.history;
    if (this.#stream.length === 0 || maxDeletedId.isZero) return false;
    return this.#firstId.compare(maxDeletedId) <= 0 && id.compare(maxDeletedId) <= 0;
  }

  /** How many entries were added up to an ID, where it stands at an end of the stream. */
  #entriesReadAt(id: StreamId): Integer64 | undefined {
    const { history, length } = this.#stream;
    const { lastId, maxDeletedId, entriesAdded } = history;
    if (entriesAdded === 0) return 0;
    const toLast = id.compare(lastId);
    if (toLast === 0 || (length === 0 && toLast < 0)) return entriesAdded;
    if (toLast > 0) return undefined;
    const toFirst = id.compare(this.#firstId);
    const isWhole = maxDeletedId.isZero || maxDeletedId.compare(this.#firstId) < 0;
    if (!isWhole || toFirst > 0) return undefined;
    return plus(entriesAdded, toFirst === 0 ? 1 - length : -length);
  }
}
