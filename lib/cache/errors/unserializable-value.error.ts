import { HybridCacheError } from '../../errors/index.js';

/**
 * A value cannot be stored, because it would not come back as it was: an instance of a class, a
 * function, a symbol, a promise.
 *
 * @publicApi
 */
export class UnserializableValueError extends HybridCacheError {
  readonly code = 'UNSERIALIZABLE_VALUE';

  constructor(
    /** Where in the value it stands: `.user.address`, or nothing for the value itself. */
    readonly path: string,
    what: string,
    options?: ErrorOptions,
  ) {
    const place = path === '' ? 'The value' : `The value at ${path}`;
    super(
      `${place} is ${what}, which would not come back from the cache as it was. Return plain data, ` +
        'give the class a toJSON method, or name the class by the option `type`.',
      options,
    );
  }
}
