import { describe, expect, it } from '@jest/globals';
import { rateLimitFields } from '../../../lib/rate-limit/rate-limit-fields.js';

describe('rateLimitFields', () => {
  const policy = { name: 'search', limit: 100, window: 60_000 };
  const allowed = { allowed: true, limit: 100, remaining: 50, retryAfter: 0, reset: 29_001 };

  it('tells what is left, and when all of it is there again', () => {
    expect(rateLimitFields(policy, allowed)).toEqual({
      'RateLimit-Policy': '"search";q=100;w=60',
      RateLimit: '"search";r=50;t=30',
    });
  });

  it('tells when to come again, by the same time in both fields', () => {
    const denied = { ...allowed, allowed: false, remaining: 0, retryAfter: 1200 };
    expect(rateLimitFields(policy, denied)).toEqual({
      'RateLimit-Policy': '"search";q=100;w=60',
      RateLimit: '"search";r=0;t=2',
      'Retry-After': '2',
    });
  });

  it('rounds a time below a second up to one', () => {
    const denied = { ...allowed, allowed: false, remaining: 0, retryAfter: 3 };
    const fields = rateLimitFields({ ...policy, window: 250 }, denied);
    expect(fields['RateLimit-Policy']).toBe('"search";q=100;w=1');
    expect(fields['Retry-After']).toBe('1');
  });
});
