import { inspect } from 'node:util';
import { HybridCacheError } from './hybrid-cache.error.js';

/**
 * An option, a decorator or a definition is not usable. Thrown while the app starts (or while a
 * class is being decorated), so that a bad setting never reaches a request.
 *
 * @publicApi
 */
export class HybridCacheConfigurationError extends HybridCacheError {
  readonly code = 'CONFIGURATION';

  /**
   * @param option path of the option, such as `cache.ttl`
   * @param value what was given
   * @param allowed what would have been accepted, as the end of the sentence "… must be"
   */
  constructor(
    readonly option: string,
    readonly value: unknown,
    readonly allowed: string,
    options?: ErrorOptions,
  ) {
    super(
      `${option} is ${inspect(value, { depth: 1, breakLength: Infinity })}, but must be ${allowed}.`,
      options,
    );
  }
}
