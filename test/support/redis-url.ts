import { randomBytes } from 'node:crypto';

/**
 * A server for tests that neither kill, pause nor flush it: the one in `REDIS_URL`, else one that
 * all test files of the run share. Keep to keys that begin with a `uniquePrefix()`.
 */
export function sharedRedisUrl(): string {
  const url = process.env.REDIS_URL || process.env.NHC_TEST_REDIS_URL;
  if (!url) throw new Error('There is no shared Redis: this runs only within Jest');
  return url;
}

/** Only letters, digits and '-', so it may stand in any name. */
export function uniquePrefix(): string {
  return `nhc-test-${randomBytes(6).toString('hex')}`;
}
