import type { ExecutionContext } from '@nestjs/common';
import { OptionReader } from '../options/index.js';
import {
  type RateLimitPolicy,
  readPolicy,
  type ResolvedRateLimitPolicy,
} from './rate-limit-policy.js';
import { type SubjectSource, subjectSource } from './subject-source.js';

/**
 * Whose calls are counted together. Nothing (`undefined`, `null` or `''`) stands for nobody who is
 * known.
 *
 * @publicApi
 */
export type RateLimitSubject = string | number | bigint | null | undefined;

/** What any `@RateLimited` may say, beside `by`. */
interface CommonOptions extends RateLimitPolicy {
  /**
   * The name of the count. What has the same name shares one.
   *
   * @default the class and the method: 'CityController.find'
   */
  readonly name?: string | undefined;
  /** Name of the cache on whose connection it is counted. @default the unnamed one */
  readonly cache?: string | undefined;
  /** What becomes of a call that the server cannot count. @default 'allow' */
  readonly onUnavailable?: 'allow' | 'deny' | undefined;
}

/**
 * Options of {@link RateLimited}, where `by` is a template or speaks of a handler's call.
 *
 * @publicApi
 */
export interface RateLimitedOptions<By extends string = string> extends CommonOptions {
  /**
   * Whose calls are counted together: a template, such as `'{user.id}'`, `'{headers.x-api-key}'` or
   * `'{ip}'` (on other methods than handlers, `'{0.id}'`), or a function of the call. A request for
   * which it gives nothing is counted by the client's address.
   *
   * @default '{ip}': the client's address, where the call is one of HTTP
   */
  readonly by?:
    | By
    | ((context: ExecutionContext) => RateLimitSubject | Promise<RateLimitSubject>)
    | undefined;
}

/**
 * Options of {@link RateLimited}, where `by` takes the arguments of a method.
 *
 * @publicApi
 */
export interface RateLimitedMethodOptions<
  Args extends readonly unknown[],
  This,
> extends CommonOptions {
  /** Whose calls are counted together. It is called with the object as `this`. */
  readonly by: (this: This, ...args: Args) => RateLimitSubject | Promise<RateLimitSubject>;
}

/** {@link RateLimitedOptions} that were checked. */
export interface ResolvedRateLimitedOptions extends Omit<ResolvedRateLimitPolicy, 'name'> {
  readonly name: string | undefined;
  readonly source: SubjectSource;
  readonly cache: string | undefined;
  readonly onUnavailable: 'allow' | 'deny';
}

/** @throws HybridCacheConfigurationError */
export function resolveRateLimitedOptions(options: object): ResolvedRateLimitedOptions {
  const read = new OptionReader<Partial<RateLimitedOptions>>('@RateLimited()', options);
  const resolved = {
    ...readPolicy(read),
    source: subjectSource(read.pathOf('by'), read.value('by')),
    cache: read.text('cache', /./, 'the name of a cache'),
    onUnavailable: readOnUnavailable(read),
  };
  read.end();
  return resolved;
}

function readOnUnavailable(read: OptionReader<Partial<CommonOptions>>): 'allow' | 'deny' {
  const value = read.value('onUnavailable') ?? 'allow';
  if (value === 'allow' || value === 'deny') return value;
  throw read.error('onUnavailable', "'allow' or 'deny'");
}
