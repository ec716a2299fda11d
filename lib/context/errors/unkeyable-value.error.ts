import { HybridCacheError } from '../../errors/index.js';

/**
 * A value has no text that stands for it faithfully, so no key can be made of it.
 *
 * @publicApi
 */
export class UnkeyableValueError extends HybridCacheError {
  readonly code = 'UNKEYABLE_VALUE';

  constructor(
    /** Where in the value it stands: `[0].user`, or nothing for the value itself. */
    readonly path: string,
    /** What stands there: `a function`, `an instance of Request`. */
    readonly what: string,
    /** What the value was to be a part of the key of: the arguments of a method, for example. */
    readonly of: string = 'The value',
    options?: ErrorOptions,
  ) {
    super(
      `${of} cannot be made a key of: at ${path === '' ? 'the top' : path} it holds ${what}. Only plain ` +
        'data, and what has a toJSON method, can be told apart by its text: give the option `key`.',
      options,
    );
  }
}
