import { createHash } from 'node:crypto';
import { InvalidKeyError } from '../../errors/index.js';
import type { KeySpace } from '../../redis/index.js';
import type { HybridCache } from '../hybrid-cache.service.js';
import { Reporter } from '../reporter.js';
import type { HandlerTraits } from './handler-traits.js';
import { NoKey } from './no-key.js';

/** What the decorators of one cache share: the cache, its rules for keys, and what was said. */
export class CacheCalls {
  readonly #keySpace: KeySpace;
  readonly #reporter = new Reporter();
  readonly #said = new Set<string>();
  readonly #classesByName = new Map<string, unknown>();
  readonly #methodErrors = new WeakSet();
  readonly #streaming = new WeakSet<HandlerTraits>();

  constructor(
    readonly cache: HybridCache,
    keySpace: KeySpace,
  ) {
    this.#keySpace = keySpace;
  }

  /** The key as it may be used, or why it may not. Keys come from requests: a bad one is no error. */
  checked(key: string): string | NoKey {
    try {
      this.#keySpace.check(key);
      return key;
    } catch (error) {
      if (error instanceof InvalidKeyError) return new NoKey(error.message, 'invalid key');
      throw error;
    }
  }

  /** As {@link checked}, for a key that nobody reads: one that is too long is replaced by its hash. */
  fitted(start: string, rest: string): string | NoKey {
    const key = this.checked(start + rest);
    if (typeof key === 'string') return key;
    return this.checked(`${start}sha256:${createHash('sha256').update(rest).digest('hex')}`);
  }

  /**
   * Whether a key may begin with the name of a method. Not when classes of the same name have it:
   * their answers would get mixed up.
   */
  isUnambiguous(name: string, type: unknown): boolean {
    const known = this.#classesByName.get(name);
    if (known === undefined) this.#classesByName.set(name, type);
    else if (known !== type) this.#classesByName.set(name, 'several');
    return this.#classesByName.get(name) === type;
  }

  /** Says once in the life of the process why a method is not cached, or evicts nothing. */
  explain(method: string, { why, topic }: NoKey, consequence = 'is not cached'): void {
    const subject = `${method} ${consequence} ${topic ?? why}`;
    if (why === undefined || this.#said.has(subject)) return;
    this.#said.add(subject);
    this.warn(subject, `${method}() ${consequence}: ${why}`);
  }

  /** Says something, at most once in a minute. */
  warn(subject: string, message: string): void {
    this.#reporter.warn(subject, message);
  }

  /** Remembers that a handler gives streams, so that the next one need not be waited for. */
  noteStream(handler: HandlerTraits): void {
    this.#streaming.add(handler);
  }

  givesStreams(handler: HandlerTraits): boolean {
    return this.#streaming.has(handler);
  }

  /** Remembers that a method threw this, so that it is told from a failure of the cache. */
  noteMethodError(error: unknown): void {
    if (typeof error === 'object' && error !== null) this.#methodErrors.add(error);
  }

  isMethodError(error: unknown): boolean {
    return typeof error !== 'object' || error === null || this.#methodErrors.has(error);
  }
}
