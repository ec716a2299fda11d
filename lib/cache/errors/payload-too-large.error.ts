import { HybridCacheError } from '../../errors/index.js';

/**
 * A value is larger than `cache.maxPayloadBytes` when it is serialized. It was not stored.
 *
 * @publicApi
 */
export class PayloadTooLargeError extends HybridCacheError {
  readonly code = 'PAYLOAD_TOO_LARGE';

  constructor(
    readonly key: string,
    readonly bytes: number,
    readonly maxPayloadBytes: number,
  ) {
    super(
      `The value of ${JSON.stringify(key)} takes ${bytes} bytes, over cache.maxPayloadBytes ` +
        `(${maxPayloadBytes}). Store less under one key, or raise the limit.`,
    );
  }
}
