import { describe, expect, it } from '@jest/globals';
import { Get } from '@nestjs/common';
import {
  HybridCacheConfigurationError,
  RateLimited,
  type RateLimitedOptions,
} from '../../../lib/index.js';

const good: RateLimitedOptions = { limit: 5, window: '1m' };

/** Options from JavaScript, which no compiler has checked. */
function decorate(options: object): unknown {
  return RateLimited({ ...good, ...options });
}

describe('@RateLimited', () => {
  it.each([
    [{ limit: undefined }, 'limit', 'a whole number of at least 1 and at most 10000'],
    [{ limit: 0 }, 'limit', 'a whole number of at least 1 and at most 10000'],
    [{ limit: 1.5 }, 'limit', 'a whole number'],
    [{ limit: '5' }, 'limit', 'a whole number'],
    [{ window: undefined }, 'window', 'a number of milliseconds greater than 0'],
    [{ window: 0 }, 'window', 'a number of milliseconds greater than 0'],
    [{ window: '0s' }, 'window', 'a number of milliseconds greater than 0'],
    [{ window: 'abc' }, 'window', "or a string such as '250ms'"],
    [{ name: 'a"b' }, 'name', "letters, digits, '.', '_' and '-'"],
    [{ by: 7 }, 'by', "a template such as '{user.id}' or '{ip}', or a function"],
    [{ by: '' }, 'by', 'a text of at least one character'],
    [{ by: '{users.id}' }, 'by', 'a path into one of: params'],
    [{ by: '{user.id' }, 'by', 'every { has its }'],
    [{ onUnavailable: 'open' }, 'onUnavailable', "'allow' or 'deny'"],
    [{ cache: 7 }, 'cache', 'the name of a cache'],
    [{ max: 7 }, 'max', 'there is no such option. Known here: by, cache, limit, name'],
  ])('refuses %j when the class is loaded', (options, option, allowed) => {
    expect(() => decorate(options)).toThrow(HybridCacheConfigurationError);
    expect(() => decorate(options)).toThrow(allowed);
    // The path of a template's part ends with the part.
    expect(() => decorate(options)).toThrow(`@RateLimited().${option}`);
  });

  it('may stand on a method once', () => {
    expect(() => {
      class Controller {
        @RateLimited(good)
        @Get()
        @RateLimited(good)
        find(): void {}
      }
      return Controller;
    }).toThrow('@RateLimited of Controller.find is');
  });
});
