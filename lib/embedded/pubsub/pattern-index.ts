import type { Bytes } from '../bytes.js';
import { globMatcher } from '../keyspace/glob.js';
import { PrefixIndex } from '../keyspace/prefix-index.js';
import type { TopicIndex } from './subscriptions.js';
import type { Topic } from './topic.js';

interface CompiledPattern {
  readonly topic: Topic;
  readonly prefix: Bytes;
  readonly matches: (channel: Bytes) => boolean;
}

/** The patterns of PSUBSCRIBE: only those that begin as a channel does are matched with it. */
export class PatternIndex implements TopicIndex {
  readonly #compiled = new Map<Topic, CompiledPattern>();
  readonly #byPrefix = new PrefixIndex<CompiledPattern>();

  add(topic: Topic): void {
    const prefix = literalPrefix(topic.name);
    const pattern = { topic, prefix, matches: globMatcher(topic.name) };
    this.#compiled.set(topic, pattern);
    this.#byPrefix.add(prefix, pattern);
  }

  delete(topic: Topic): void {
    const pattern = this.#compiled.get(topic);
    if (!pattern) return;
    this.#compiled.delete(topic);
    this.#byPrefix.delete(pattern.prefix, pattern);
  }

  matching(channel: Bytes): Topic[] {
    return this.#byPrefix
      .find(channel)
      .filter(({ matches }) => matches(channel))
      .map(({ topic }) => topic);
  }
}

function literalPrefix(pattern: Bytes): Bytes {
  const end = pattern.search(/[*?[\\]/);
  return end < 0 ? pattern : pattern.slice(0, end);
}
