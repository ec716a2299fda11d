import type { ExecutionContext } from '@nestjs/common';
import { OptionReader } from '../options/index.js';
import {
  type RateLimitPolicy,
  readPolicy,
  type ResolvedRateLimitPolicy,
} from './rate-limit-policy.js';
import { type RateLimitSubject, type SubjectSource, subjectSource } from './subject-source.js';

/**
 * Options of {@link RateLimited}.
 *
 * @publicApi
 */
export interface RateLimitedOptions<
  Args extends unknown[] = [context: ExecutionContext],
> extends RateLimitPolicy {
  /**
   * The name of the count. What has the same name shares one.
   *
   * @default the class and the method: 'CityController.find'
   */
  readonly name?: string | undefined;
  /**
   * Whose calls are counted together: a template, such as `'{user.id}'`, `'{headers.x-api-key}'` or
   * `'{ip}'`; or a function, of the ExecutionContext for a handler, of the arguments for any other
   * method.
   *
   * A request for which it gives nothing is counted by the client's address.
   *
   * @default '{ip}': the client's address, where the call is one of HTTP
   */
  readonly by?:
    | string
    | ((...args: Args) => RateLimitSubject | Promise<RateLimitSubject>)
    | undefined;
  /** Name of the cache on whose connection it is counted. @default the unnamed one */
  readonly cache?: string | undefined;
  /** What becomes of a call that the server cannot count. @default 'allow' */
  readonly onUnavailable?: 'allow' | 'deny' | undefined;
}

/** {@link RateLimitedOptions} that were checked. */
export interface ResolvedRateLimitedOptions extends Omit<ResolvedRateLimitPolicy, 'name'> {
  readonly name: string | undefined;
  readonly source: SubjectSource;
  readonly cache: string | undefined;
  readonly onUnavailable: 'allow' | 'deny';
}

/** @throws HybridCacheConfigurationError */
export function resolveRateLimitedOptions<Args extends unknown[]>(
  options: RateLimitedOptions<Args>,
): ResolvedRateLimitedOptions {
  const read = new OptionReader<RateLimitedOptions<Args>>('@RateLimited()', options);
  const resolved = {
    ...readPolicy(read),
    source: subjectSource(read.pathOf('by'), read.value('by')),
    cache: read.text('cache', /./, 'the name of a cache'),
    onUnavailable: readOnUnavailable(read.value('onUnavailable')),
  };
  if (resolved.onUnavailable === undefined) throw read.error('onUnavailable', "'allow' or 'deny'");
  read.end();
  return { ...resolved, onUnavailable: resolved.onUnavailable };
}

function readOnUnavailable(value: unknown = 'allow'): 'allow' | 'deny' | undefined {
  return value === 'allow' || value === 'deny' ? value : undefined;
}
