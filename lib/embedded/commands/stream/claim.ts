import type { Bytes } from '../../bytes.js';
import type {
  Consumer,
  ConsumerGroup,
  PendingEntry,
} from '../../keyspace/stream/consumer-group.js';
import { type Integer64, plus } from '../../keyspace/stream/integer64.js';
import type { StreamId } from '../../keyspace/stream/stream-id.js';
import type { StreamValue } from '../../keyspace/stream/stream-value.js';
import type { Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { consumerFor } from './delivery.js';
import { entryReply } from './stream-reply.js';
import { unwatchedChange } from './unwatched-change.js';

/** Who claims, and where. */
export interface Claimant {
  readonly key: Bytes;
  readonly stream: StreamValue;
  readonly group: ConsumerGroup;
  /** Comes into being with the first entry that it gets. */
  readonly consumer: Bytes;
}

export interface ClaimTerms {
  /** Milliseconds since its delivery after which an entry may be claimed. */
  readonly minIdle: number;
  /** When it counts as delivered, in milliseconds since 1970. */
  readonly deliveryTime: number;
  /** How often it counts as delivered; undefined: once more than before. */
  readonly retryCount: Integer64 | undefined;
  /** Answers only IDs, and counts no delivery. */
  readonly isJustId: boolean;
}

/** Makes pending entries those of another consumer, one after the other. */
export class Claim {
  readonly #context: CommandContext;
  readonly #claimant: Claimant;
  readonly #terms: ClaimTerms;
  #consumer: Consumer | undefined;

  constructor(context: CommandContext, claimant: Claimant, terms: ClaimTerms) {
    this.#context = context;
    this.#claimant = claimant;
    this.#terms = terms;
  }

  /** Nobody has worked on it for long enough. */
  isIdle(pending: PendingEntry | undefined): boolean {
    const { minIdle } = this.#terms;
    return !pending || minIdle === 0 || this.#context.now - pending.deliveryTime >= minIdle;
  }

  /** Takes an entry over; answers it as the client is told. */
  take(id: StreamId, pending: PendingEntry | undefined): Reply {
    const { key, stream, group, consumer: name } = this.#claimant;
    const { deliveryTime, retryCount, isJustId } = this.#terms;
    this.#consumer ??= consumerFor(this.#context, key, group, name);
    const deliveries = plus(pending?.deliveryCount ?? 1, isJustId ? 0 : 1);
    group.assign(
      { id, consumer: this.#consumer, deliveryTime, deliveryCount: retryCount ?? deliveries },
      this.#context.undo,
    );
    unwatchedChange(this.#context, key);
    const entry = isJustId ? undefined : stream.entry(id);
    return entry ? entryReply(entry) : id.toString();
  }

  /** Takes an entry that was deleted off the pending ones. */
  forget(id: StreamId): void {
    this.#claimant.group.acknowledge(id, this.#context.undo);
    unwatchedChange(this.#context, this.#claimant.key);
  }
}
