import { HybridCacheConfigurationError } from '../errors/index.js';
import { type Duration, OptionReader, parseDuration } from '../options/index.js';

/**
 * So much in any span of time of a given length.
 *
 * @publicApi
 */
export interface RateLimitPolicy {
  /**
   * By which it is known on the server and to clients. Each name counts for itself, so the same
   * subject may have several policies. Letters, digits, `.`, `_` and `-`.
   *
   * @default made of the limit and the window: '100-per-60000ms'
   */
  readonly name?: string | undefined;
  /** How much is allowed in a window: a whole number from 1 to 10000. */
  readonly limit: number;
  /** Length of the window, at least a millisecond. */
  readonly window: Duration;
}

/** A {@link RateLimitPolicy} that was checked; the window in whole milliseconds. */
export interface ResolvedRateLimitPolicy {
  readonly name: string;
  readonly limit: number;
  readonly window: number;
}

/** An exact window remembers each call that it allowed, at about 130 bytes a call. */
const MAX_LIMIT = 10_000;

/** About 30 years: with it, times in microseconds stay exact. */
const MAX_WINDOW_MS = 1_000_000_000_000;

const MAX_NAME = 200;

// No ':', which ends the name in a key, nor anything that a header field would have to escape.
const NAME = /^[\w.-]{1,200}$/;
const NAME_ALLOWED = "1 to 200 letters, digits, '.', '_' and '-'";

/** @throws HybridCacheConfigurationError */
export function resolvePolicy(policy: RateLimitPolicy): ResolvedRateLimitPolicy {
  const read = new OptionReader('policy', policy);
  const { limit, window, name = `${limit}-per-${window}ms` } = readPolicy(read);
  read.end();
  return { name, limit, window };
}

/** Reads the options of a policy, which may have no name yet. @throws HybridCacheConfigurationError */
export function readPolicy(
  read: OptionReader<RateLimitPolicy>,
): Omit<ResolvedRateLimitPolicy, 'name'> & { readonly name: string | undefined } {
  return {
    limit: read.integer('limit', { min: 1, max: MAX_LIMIT }, Number.NaN),
    window: readWindow(read),
    name: read.text('name', NAME, NAME_ALLOWED),
  };
}

/** The name of a policy that has none and stands on a method, such as `CityController.find`. */
export function nameOfMethod(method: string): string {
  const name = method.replaceAll(
    /[^\w.-]/gu,
    character => `_${character.codePointAt(0)?.toString(16)}`,
  );
  return name.slice(0, MAX_NAME);
}

/** @throws HybridCacheConfigurationError when a call could never be allowed */
export function checkCost(cost: unknown, limit: number): number {
  if (typeof cost === 'number' && Number.isInteger(cost) && cost >= 1 && cost <= limit) return cost;
  throw new HybridCacheConfigurationError(
    'cost',
    cost,
    `a whole number from 1 to the limit (${limit})`,
  );
}

function readWindow(read: OptionReader<RateLimitPolicy>): number {
  const window = parseDuration(read.pathOf('window'), read.value('window'));
  if (window >= 1 && window <= MAX_WINDOW_MS) return Math.ceil(window);
  throw read.error('window', 'at least a millisecond, and at most 30 years');
}
