import { type Bytes, owned } from '../bytes.js';
import type { Session } from '../session/session.js';
import { Topic } from './topic.js';

/** What a session counts: its channels, its patterns or its shard channels. */
export type SubscriptionKind = keyof Session['subscriptions'];

/** Told of each topic when its first subscriber comes and when its last one has gone. */
export interface TopicIndex {
  add(topic: Topic): void;
  delete(topic: Topic): void;
}

/** Who is subscribed to what, of one kind. */
export class Subscriptions {
  readonly #kind: SubscriptionKind;
  readonly #index: TopicIndex | undefined;
  readonly #topics = new Map<Bytes, Topic>();
  readonly #topicsOf = new Map<Session, Set<Topic>>();

  constructor(kind: SubscriptionKind, index?: TopicIndex) {
    this.#kind = kind;
    this.#index = index;
  }

  /** How many topics have a subscriber. */
  get size(): number {
    return this.#topics.size;
  }

  get names(): IterableIterator<Bytes> {
    return this.#topics.keys();
  }

  topic(name: Bytes): Topic | undefined {
    return this.#topics.get(name);
  }

  /** In the order in which the session subscribed. */
  namesOf(session: Session): readonly Bytes[] {
    return Array.from(this.#topicsOf.get(session) ?? [], ({ name }) => name);
  }

  add(session: Session, name: Bytes): void {
    const topic = this.#topics.get(name) ?? this.#open(owned(name));
    topic.subscribers.add(session);
    const topics = this.#topicsOf.get(session);
    if (topics) topics.add(topic);
    else this.#topicsOf.set(session, new Set([topic]));
    this.#count(session);
  }

  remove(session: Session, name: Bytes): void {
    const topic = this.#topics.get(name);
    if (!topic) return;
    this.#leave(session, topic);
    const topics = this.#topicsOf.get(session);
    topics?.delete(topic);
    if (topics?.size === 0) this.#topicsOf.delete(session);
    this.#count(session);
  }

  removeAll(session: Session): void {
    const topics = this.#topicsOf.get(session);
    if (!topics) return;
    this.#topicsOf.delete(session);
    for (const topic of topics) this.#leave(session, topic);
    this.#count(session);
  }

  #open(name: Bytes): Topic {
    const topic = new Topic(name);
    this.#topics.set(name, topic);
    this.#index?.add(topic);
    return topic;
  }

  #leave(session: Session, topic: Topic): void {
    topic.subscribers.delete(session);
    if (topic.subscribers.size > 0) return;
    this.#topics.delete(topic.name);
    this.#index?.delete(topic);
  }

  #count(session: Session): void {
    session.subscriptions[this.#kind] = this.#topicsOf.get(session)?.size ?? 0;
  }
}
