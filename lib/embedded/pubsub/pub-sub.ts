import type { Bytes } from '../bytes.js';
import type { KeyEvents } from '../keyspace/key-events.js';
import { PushReply } from '../reply/reply.js';
import { SharedReply } from '../reply/shared-reply.js';
import type { Session } from '../session/session.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { PatternIndex } from './pattern-index.js';
import { type SubscriptionKind, Subscriptions } from './subscriptions.js';
import type { Topic } from './topic.js';

/** Channels, patterns and shard channels with their subscribers, and the way of a message. */
export class PubSub {
  readonly #events: KeyEvents;
  readonly #unit: UnitOfWork;
  readonly #patternIndex = new PatternIndex();
  readonly #subscriptions: Readonly<Record<SubscriptionKind, Subscriptions>> = {
    channels: new Subscriptions('channels'),
    patterns: new Subscriptions('patterns', this.#patternIndex),
    shardChannels: new Subscriptions('shardChannels'),
  };
  readonly #publishEvent = (channel: Bytes, message: Bytes): void => {
    this.publish(channel, message);
  };

  constructor(events: KeyEvents, unit: UnitOfWork) {
    this.#events = events;
    this.#unit = unit;
  }

  of(kind: SubscriptionKind): Subscriptions {
    return this.#subscriptions[kind];
  }

  subscribe(session: Session, kind: SubscriptionKind, name: Bytes): void {
    this.#subscriptions[kind].add(session, name);
    this.#listen();
  }

  unsubscribe(session: Session, kind: SubscriptionKind, name: Bytes): void {
    this.#subscriptions[kind].remove(session, name);
    this.#listen();
  }

  /** Ends all subscriptions of a session, which is told nothing. */
  release(session: Session): void {
    if (!session.isSubscribed) return;
    for (const subscriptions of Object.values(this.#subscriptions)) {
      subscriptions.removeAll(session);
    }
    this.#listen();
  }

  /**
   * Sends a message to the subscribers of a channel and of the patterns that match it, once the
   * unit of work is committed.
   *
   * @returns to how many: a client counts for each of its subscriptions that match
   */
  publish(channel: Bytes, message: Bytes): number {
    const { channels, patterns } = this.#subscriptions;
    let receivers = this.#send(channels.topic(channel), ['message', channel, message]);
    if (patterns.size === 0) return receivers;
    for (const pattern of this.#patternIndex.matching(channel)) {
      receivers += this.#send(pattern, ['pmessage', pattern.name, channel, message]);
    }
    return receivers;
  }

  /** The same for a shard channel, which patterns do not match. */
  publishToShard(channel: Bytes, message: Bytes): number {
    const topic = this.#subscriptions.shardChannels.topic(channel);
    return this.#send(topic, ['smessage', channel, message]);
  }

  #send(topic: Topic | undefined, items: readonly Bytes[]): number {
    if (!topic) return 0;
    // Those of this moment: another command of the same transaction may subscribe or unsubscribe.
    const receivers = [...topic.subscribers];
    const message = new SharedReply(new PushReply(items));
    this.#unit.defer(() => {
      for (const receiver of receivers) receiver.send(message.encoded(receiver.protocol));
    });
    return receivers.length;
  }

  /** Keyspace notifications are not even made while nobody could receive one. */
  #listen(): void {
    const { channels, patterns } = this.#subscriptions;
    this.#events.publish = channels.size + patterns.size > 0 ? this.#publishEvent : undefined;
  }
}
