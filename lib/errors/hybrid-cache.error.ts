/**
 * Base of every error this library throws: a stable {@link code} to switch on, the `cause` where
 * there is one, and a message that says what to do.
 *
 * @publicApi
 */
export abstract class HybridCacheError extends Error {
  /** Stable across versions, unlike the message. */
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
