import ms from 'ms';
import { HybridCacheConfigurationError } from '../errors/index.js';

/**
 * A length of time: a number of milliseconds, or a string such as `'250ms'`, `'1.5s'`, `'10m'`,
 * `'2h'`, `'7d'`. `Infinity` where an option says that it may be without end.
 *
 * @publicApi
 */
export type Duration = number | string;

const TEXT = /^\d+(\.\d+)? ?[a-z]*$/i;
const ALLOWED =
  "a number of milliseconds greater than 0, or a string such as '250ms', '1.5s', '10m', '2h', '7d'";

/**
 * Milliseconds of a {@link Duration}.
 *
 * @param option path of the option, for the message
 * @throws HybridCacheConfigurationError when it is not a positive length of time
 */
export function parseDuration(option: string, value: unknown): number {
  if (typeof value === 'number' && value > 0) return value;
  if (isDurationText(value)) {
    const parsed: unknown = ms(value);
    if (typeof parsed === 'number' && parsed > 0) return parsed;
  }
  throw new HybridCacheConfigurationError(option, value, ALLOWED);
}

function isDurationText(value: unknown): value is ms.StringValue {
  return typeof value === 'string' && TEXT.test(value);
}
