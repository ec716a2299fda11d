import { inspect } from 'node:util';
import { InvalidKeyError } from '../errors/index.js';

/**
 * Names of keys on the server. Entries of the cache and keys of the app's own scripts are
 * `prefix:key`; each feature has a class of its own, `prefix/feature:key`, which no entry can
 * collide with because a prefix holds neither `:` nor `/`. Without a prefix, entries are their bare
 * key, and features live under `hybrid-cache/`.
 */
export class KeySpace {
  /** What every entry's key begins with: `myapp:`, or nothing when there is no prefix. */
  readonly entryPrefix: string;

  /** What every feature's key begins with, whatever the feature. */
  readonly #featurePrefix: string;
  readonly #maxKeyBytes: number;

  constructor(prefix: string | undefined, maxKeyBytes: number) {
    this.#featurePrefix = `${prefix ?? 'hybrid-cache'}/`;
    this.entryPrefix = prefix === undefined ? '' : `${prefix}:`;
    this.#maxKeyBytes = maxKeyBytes;
  }

  /**
   * Key of an entry, or of a script, as the server knows it.
   *
   * @throws InvalidKeyError
   */
  entry(key: string): string {
    this.check(key);
    return this.entryPrefix + key;
  }

  /**
   * Key of a feature: `feature('limit', 'login')` is `myapp/limit:login`.
   *
   * @throws InvalidKeyError
   */
  feature(feature: string, key: string): string {
    this.check(key);
    return `${this.#featurePrefix}${feature}:${key}`;
  }

  /**
   * Whether a key on the server is a feature's, and so no entry. It matters where there is no
   * prefix, and every key of the database would count as an entry.
   */
  isFeatureKey(serverKey: string): boolean {
    return serverKey.startsWith(this.#featurePrefix);
  }

  /** @throws InvalidKeyError */
  check(key: unknown): asserts key is string {
    if (typeof key !== 'string') {
      throw new InvalidKeyError(`A key must be a string, but is ${inspect(key)}.`);
    }
    if (!key.isWellFormed()) {
      throw new InvalidKeyError(
        `The key ${inspect(key)} holds half of a surrogate pair. Encode binary keys, as base64 for example.`,
      );
    }
    // A character is at most three bytes of UTF-8: most keys are known to be short without counting.
    if (key.length * 3 > this.#maxKeyBytes && Buffer.byteLength(key) > this.#maxKeyBytes) {
      throw new InvalidKeyError(
        `A key of ${Buffer.byteLength(key)} bytes is over cache.maxKeyBytes (${this.#maxKeyBytes}): ` +
          `${inspect(`${key.slice(0, 40)}…`)}. Shorten it, by hashing its long part for example.`,
      );
    }
  }
}
