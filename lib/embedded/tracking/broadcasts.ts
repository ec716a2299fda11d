import { type Bytes, owned } from '../bytes.js';
import { PrefixIndex } from '../keyspace/prefix-index.js';
import { encodeReply } from '../reply/encode-reply.js';
import type { TrackedClient } from './tracked-client.js';

/** The clients of one prefix, and the keys that have changed since they were told. */
interface PrefixBroadcast {
  readonly prefix: Bytes;
  readonly clients: Set<TrackedClient>;
  /** Each with who changed it last; undefined: a script, its expiry, eviction. */
  readonly changed: Map<Bytes, object | undefined>;
}

/** Client tracking with BCAST: changed keys are collected, and told together. */
export class Broadcasts {
  readonly #broadcasts = new Map<Bytes, PrefixBroadcast>();
  readonly #index = new PrefixIndex<PrefixBroadcast>();
  readonly #due = new Set<PrefixBroadcast>();

  /** How many prefixes have a client. */
  get size(): number {
    return this.#broadcasts.size;
  }

  join(client: TrackedClient, text: Bytes): void {
    const prefix = owned(text);
    client.prefixes.add(prefix);
    const known = this.#broadcasts.get(prefix);
    if (known) {
      known.clients.add(client);
      return;
    }
    const broadcast = { prefix, clients: new Set([client]), changed: new Map() };
    this.#broadcasts.set(prefix, broadcast);
    this.#index.add(prefix, broadcast);
  }

  leave(client: TrackedClient): void {
    for (const prefix of client.prefixes) {
      const broadcast = this.#broadcasts.get(prefix);
      broadcast?.clients.delete(client);
      if (broadcast?.clients.size === 0) this.#drop(broadcast);
    }
    client.prefixes.clear();
  }

  /** @param author the session whose own command it was */
  keyChanged(key: Bytes, author: object | undefined): void {
    if (this.#broadcasts.size === 0) return;
    for (const broadcast of this.#index.find(key)) {
      broadcast.changed.set(key, author);
      this.#due.add(broadcast);
    }
  }

  /** Tells what has changed: one message for each prefix, the keys in their order. */
  flush(send: (client: TrackedClient, keys: Bytes) => void): void {
    if (this.#due.size === 0) return;
    const due = [...this.#due].toSorted((a, b) => (a.prefix < b.prefix ? -1 : 1));
    this.#due.clear();
    for (const { clients, changed } of due) {
      const changes = [...changed].toSorted(([a], [b]) => (a < b ? -1 : 1));
      changed.clear();
      const all = encodeKeys(changes);
      for (const client of clients) {
        const { session, options } = client;
        const others = options.isNoLoop && changes.filter(([, author]) => author !== session);
        if (!others || others.length === changes.length) send(client, all);
        else if (others.length > 0) send(client, encodeKeys(others));
      }
    }
  }

  #drop(broadcast: PrefixBroadcast): void {
    this.#broadcasts.delete(broadcast.prefix);
    this.#index.delete(broadcast.prefix, broadcast);
    this.#due.delete(broadcast);
  }
}

/** An array of bulk strings, which is the same in both protocols. */
function encodeKeys(changes: readonly (readonly [Bytes, object | undefined])[]): Bytes {
  return encodeReply(
    changes.map(([key]) => key),
    3,
  );
}
