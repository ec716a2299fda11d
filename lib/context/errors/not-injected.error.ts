import { HybridCacheError } from '../../errors/index.js';

/**
 * A decorated method was called on an object that Nest did not make from its class, so that the
 * decorator has no service to work with there.
 *
 * @publicApi
 */
export class NotInjectedError extends HybridCacheError {
  readonly code = 'NOT_INJECTED';

  /**
   * @param method such as `CityService.find`
   * @param decorators such as `@Cacheable`
   */
  constructor(
    readonly method: string,
    decorators: string,
  ) {
    super(
      `${method}() has ${decorators}, but was called on an object that Nest did not make from its ` +
        'class, so nothing was injected into it. List the class itself in `providers` (not by ' +
        'useFactory, useValue or `new`) and call the method on that instance; or leave the ' +
        'decorator out, and call the service itself in the method.',
    );
  }
}
