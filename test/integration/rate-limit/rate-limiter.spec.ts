import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pMap from 'p-map';
import type { Cluster, Redis } from 'ioredis';
import {
  HybridCacheConfigurationError,
  InvalidKeyError,
  RateLimiter,
  type RateLimitPolicy,
} from '../../../lib/index.js';
import { describeBackends } from '../../support/backends.js';
import { RateLimiterUnderTest } from '../../support/rate-limiter.js';
import { uniquePrefix } from '../../support/redis-url.js';
import { waitFor } from '../../support/wait-for.js';

describeBackends('RateLimiter', backend => {
  const keyPrefix = uniquePrefix();
  const opened: RateLimiterUnderTest[] = [];
  let client: Redis | Cluster;
  let limiter: RateLimiter;

  beforeAll(async () => {
    client = backend.client();
    const open = () => RateLimiterUnderTest.open(backend.connection(), { keyPrefix });
    opened.push(...(await Promise.all([open(), open(), open()])));
    limiter = limiterOf(0);
  });
  afterAll(() => Promise.all(opened.map(one => one[Symbol.asyncDispose]())));

  function limiterOf(app: number): RateLimiter {
    const found = opened[app % opened.length];
    if (found === undefined) throw new Error('There is no app yet');
    return found.limiter;
  }

  const stored = (name: string, subject: string): string => `${keyPrefix}/limit:${name}:${subject}`;

  describe('counts', () => {
    it('exactly as many of 50 concurrent calls from several apps as the limit says', async () => {
      const policy = { name: 'burst', limit: 20, window: '1m' };
      const calls = Array.from({ length: 50 }, (_, i) => limiterOf(i).limit('alice', policy));
      const results = await Promise.all(calls);
      expect(results.filter(({ allowed }) => allowed)).toHaveLength(20);
      const left = results.filter(({ allowed }) => allowed).map(({ remaining }) => remaining);
      expect(left.toSorted((a, b) => b - a)).toEqual(Array.from({ length: 20 }, (_, i) => 19 - i));
      expect(await client.zcard(stored('burst', 'alice'))).toBe(20);
    });

    it('tells how the limit stands', async () => {
      const policy = { name: 'standing', limit: 2, window: '10s' };
      expect(await limiter.limit('alice', policy)).toEqual({
        allowed: true,
        limit: 2,
        remaining: 1,
        retryAfter: 0,
        reset: 10_000,
      });
      await limiter.limit('alice', policy);
      const denied = await limiter.limit('alice', policy);
      expect(denied).toMatchObject({ allowed: false, limit: 2, remaining: 0 });
      expect(denied.retryAfter).toBeGreaterThan(8000);
      expect(denied.retryAfter).toBeLessThanOrEqual(10_000);
      expect(denied.reset).toBeGreaterThanOrEqual(denied.retryAfter);
    });

    it('what a call costs, all or nothing', async () => {
      const policy = { name: 'cost', limit: 5, window: '1m' };
      expect(await limiter.limit('alice', policy, { cost: 3 })).toMatchObject({ remaining: 2 });
      const denied = await limiter.limit('alice', policy, { cost: 3 });
      expect(denied).toMatchObject({ allowed: false, remaining: 2 });
      const last = await limiter.limit('alice', policy, { cost: 2 });
      expect(last).toMatchObject({ allowed: true, remaining: 0 });
    });

    it('each subject, and each name, for itself', async () => {
      const policy = { limit: 1, window: '1m' };
      const [a, b] = [
        { ...policy, name: 'a' },
        { ...policy, name: 'b' },
      ];
      const calls = [limiter.limit('x', a), limiter.limit('y', a), limiter.limit('x', b)];
      const first = await Promise.all(calls);
      expect(first.map(({ allowed }) => allowed)).toEqual([true, true, true]);
      expect(await limiter.limit('x', a)).toMatchObject({ allowed: false });
    });

    it('policies without a name apart when their numbers differ', async () => {
      await limiter.limit('unnamed', { limit: 1, window: '1m' });
      const other = await limiter.limit('unnamed', { limit: 2, window: '1m' });
      expect(other.remaining).toBe(1);
      const same = await limiter.limit('unnamed', { limit: 1, window: 60_000 });
      expect(same.allowed).toBe(false);
    });

    it('nothing when a call is denied: the key stays as it is', async () => {
      const policy = { name: 'denied', limit: 1, window: '1m' };
      const key = stored('denied', 'alice');
      await limiter.limit('alice', policy);
      await client.persist(key);
      const before = await client.dumpBuffer(key);
      await limiter.limit('alice', policy);
      expect(await client.dumpBuffer(key)).toEqual(before);
      expect(await client.ttl(key)).toBe(-1);
    });
  });

  describe('lets the window slide', () => {
    it('so that a call is allowed after retryAfter', async () => {
      const policy = { name: 'slide', limit: 1, window: 250 };
      // On a busy machine, a second call may come too late to be denied.
      const denied = await waitFor(async () => {
        const result = await limiter.limit('alice', policy);
        return result.allowed ? undefined : result;
      });
      const retryAfter = denied?.retryAfter ?? 0;
      expect(retryAfter).toBeGreaterThan(0);
      expect(retryAfter).toBeLessThanOrEqual(250);
      // A timer may come a millisecond early.
      await sleep(retryAfter + 2);
      expect(await limiter.limit('alice', policy)).toMatchObject({ allowed: true });
    });

    it('and keeps a key no longer than a window', async () => {
      const policy = { name: 'bounded', limit: 5, window: 200 };
      await limiter.limit('alice', policy);
      const ttl = await client.pttl(stored('bounded', 'alice'));
      expect(ttl).toBeGreaterThan(0);
      expect(ttl).toBeLessThanOrEqual(200);
    });
  });

  it('forgets a subject on reset, and no other', async () => {
    const policy = { name: 'reset', limit: 1, window: '1m' };
    await Promise.all([limiter.limit('alice', policy), limiter.limit('bob', policy)]);
    await limiter.reset('alice', policy);
    expect(await limiter.limit('alice', policy)).toMatchObject({ allowed: true });
    expect(await limiter.limit('bob', policy)).toMatchObject({ allowed: false });
  });

  describe('keeps apart', () => {
    it.each([
      ['line feed', 'a', 'a\n'],
      ['space', 'a', 'a '],
      ['colon', 'a:b', 'a::b'],
      ['brace', '{a}b', '{a}c'],
      ['zero byte', 'a', 'a\0'],
      ['half of a surrogate pair', '\uD800', '\uD801'],
      ['composition', '\u00E9', 'e\u0301'],
      ['length', 'x'.repeat(64), 'x'.repeat(65)],
      ['end of a long text', `${'x'.repeat(100_000)}1`, `${'x'.repeat(100_000)}2`],
      ['case', 'alice', 'Alice'],
      ['slash', 'a/b', 'a'],
      ['glob', '*', '?'],
    ])('subjects that differ in a %s', async (kind, one, other) => {
      const policy = { name: 'odd', limit: 1, window: '1m' };
      expect(await limiter.limit(one, policy)).toMatchObject({ allowed: true });
      expect(await limiter.limit(one, policy)).toMatchObject({ allowed: false });
      // Some of the rows share a subject; the other one is always new.
      await limiter.reset(other, policy);
      expect(await limiter.limit(other, policy)).toMatchObject({ allowed: true });
      expect(await limiter.limit(one, policy)).toMatchObject({ allowed: false });
      await Promise.all([limiter.reset(one, policy), limiter.reset(other, policy)]);
    });

    it('a subject that looks like the digest of another', async () => {
      const policy = { name: 'digest', limit: 1, window: '1m' };
      await limiter.limit('{victim}', policy);
      const digest = digestOf('{victim}');
      expect(await client.exists(stored('digest', digest))).toBe(1);
      expect(await limiter.limit(digest, policy)).toMatchObject({ allowed: true });
    });

    it('ten thousand random subjects', async () => {
      const policy = { name: 'random', limit: 1, window: '1m' };
      const parts = ['a', 'b', ':', '{', '}', '\n', '\0', '#', '%', 'é', '💥', '\uDC00', '*', ' '];
      const subjects = new Set<string>();
      // A fixed sequence: each failure can be seen again.
      for (let n = 1, seed = 7; n <= 10_000; n++) {
        let subject = '';
        for (let rest = n; rest > 0; rest = Math.floor(rest / parts.length)) {
          subject += parts[rest % parts.length];
        }
        seed = (seed * 48_271) % 2_147_483_647;
        subjects.add(subject.repeat(seed % 100 === 0 ? 50 : 1));
      }
      // Not all at once: on a busy machine the last would wait for longer than its deadline.
      const results = await pMap(
        subjects,
        (subject, index) => limiterOf(index).limit(subject, policy),
        { concurrency: 200 },
      );
      expect(results.filter(({ allowed }) => !allowed)).toHaveLength(0);
      expect(subjects.size).toBeGreaterThan(9900);
    });
  });

  it('keeps readable subjects readable, and all keys short and without a hash tag', async () => {
    const policy = { name: 'keys', limit: 1, window: '1m' };
    await limiter.limit('user:42', policy);
    expect(await client.exists(stored('keys', 'user:42'))).toBe(1);
    const long = '{user}'.repeat(10_000);
    await limiter.limit(long, policy);
    expect(digestOf(long)).toMatch(/^#[\w-]{43}$/);
    expect(await client.exists(stored('keys', digestOf(long)))).toBe(1);
  });

  describe('refuses', () => {
    const good: RateLimitPolicy = { name: 'refused', limit: 5, window: '1m' };

    it.each([
      [{ limit: 0 }, 'policy.limit', 'a whole number of at least 1 and at most 10000'],
      [{ limit: 1.5 }, 'policy.limit', 'a whole number'],
      [{ limit: 10_001 }, 'policy.limit', 'at most 10000'],
      [{ limit: Number.NaN }, 'policy.limit', 'a whole number'],
      [{ window: 0 }, 'policy.window', 'a number of milliseconds greater than 0'],
      [{ window: '0s' }, 'policy.window', 'a number of milliseconds greater than 0'],
      [{ window: 'abc' }, 'policy.window', "a string such as '250ms'"],
      [{ window: 0.5 }, 'policy.window', 'at least a millisecond'],
      [{ window: Infinity }, 'policy.window', 'at most 30 years'],
      [{ name: 'a:b' }, 'policy.name', "letters, digits, '.', '_' and '-'"],
      [{ name: '' }, 'policy.name', '1 to 200 letters'],
      [{ limits: 3 }, 'policy.limits', 'there is no such option. Known here: limit, name, window'],
    ])('the policy %j', async (bad, option, allowed) => {
      const refused = limiter.limit('alice', { ...good, ...bad });
      await expect(refused).rejects.toThrow(HybridCacheConfigurationError);
      await expect(refused).rejects.toMatchObject({ option });
      await expect(refused).rejects.toThrow(allowed);
    });

    it.each([0, 6, 1.5, -1, Number.NaN])('a cost of %d where the limit is 5', async cost => {
      const refused = limiter.limit('alice', good, { cost });
      await expect(refused).rejects.toThrow('a whole number from 1 to the limit (5)');
    });

    it('a subject that is empty', async () => {
      await expect(limiter.limit('', good)).rejects.toThrow(InvalidKeyError);
    });

    afterAll(async () => {
      expect(await client.exists(stored('refused', 'alice'))).toBe(0);
    });
  });
});

/** How a subject that is long or odd appears in its key. */
function digestOf(subject: string): string {
  return `#${createHash('sha256').update(subject, 'utf16le').digest('base64url')}`;
}
