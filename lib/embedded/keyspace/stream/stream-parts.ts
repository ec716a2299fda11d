import type { Bytes } from '../../bytes.js';
import type { GroupPosition } from './consumer-group.js';
import type { Integer64 } from './integer64.js';
import type { StreamId } from './stream-id.js';

/** What a stream remembers of entries that may be gone. */
export interface StreamHistory {
  /** The last ID that was given: what is added comes after it. */
  readonly lastId: StreamId;
  /** The greatest ID that XDEL took. */
  readonly maxDeletedId: StreamId;
  /** How many entries were ever added. */
  readonly entriesAdded: Integer64;
}

/** All that a stream consists of: what a serialised one is made of again. */
export interface StreamParts {
  readonly history: StreamHistory;
  /** In the order of their IDs; one for each listpack. */
  readonly nodes: Iterable<NodeParts>;
  readonly groups: Iterable<GroupParts>;
}

/** The entries of a listpack; the fields of the first, be it deleted, are those of its master entry. */
export interface NodeParts {
  readonly entries: readonly EntryParts[];
}

export interface EntryParts {
  readonly id: StreamId;
  /** Names and values in turn. */
  readonly fields: readonly Bytes[];
  readonly isDeleted: boolean;
}

export interface GroupParts {
  readonly name: Bytes;
  readonly position: GroupPosition;
  readonly consumers: Iterable<ConsumerParts>;
  /** In the order of their IDs. */
  readonly pending: Iterable<PendingParts>;
}

export interface ConsumerParts {
  readonly name: Bytes;
  /** Milliseconds since 1970. */
  readonly seenTime: number;
}

export interface PendingParts {
  readonly id: StreamId;
  readonly consumer: { readonly name: Bytes };
  /** Milliseconds since 1970. */
  readonly deliveryTime: number;
  readonly deliveryCount: Integer64;
}
