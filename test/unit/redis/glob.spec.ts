import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { globMatcher } from '../../../lib/redis/glob.js';
import { sharedRedisUrl, uniquePrefix } from '../../support/redis-url.js';

const patterns = [
  '*',
  'a*',
  '*a',
  '?',
  'a?c',
  '[abc]',
  '[^abc]',
  '[a-c]x',
  '[c-a]x',
  'h[^e]llo',
  'h\\*llo',
  '\\?',
  '[]',
  '[^]',
  '[\\]]',
  'a.c',
  '(a|b)',
  '^a$',
  'ü?',
  '[ü]',
  'a[',
  'a[bc',
  '\\',
  'a**b',
  '{a,b}',
];
const keys = [
  'a',
  'b',
  'c',
  'abc',
  'aXc',
  'ax',
  'bx',
  'h*llo',
  'hello',
  'hallo',
  '?',
  ']',
  'a.c',
  'a[',
  'ab',
  '(a|b)',
  '^a$',
  'ü',
  'üx',
  'a\nc',
  '\\',
  'aXXb',
  '{a,b}',
  '-x',
  '',
];

describe('globMatcher', () => {
  let redis: Redis;
  beforeAll(() => {
    redis = new Redis(sharedRedisUrl());
  });
  afterAll(() => redis.disconnect());

  it.each(patterns)('matches with %j what the server matches', async pattern => {
    const prefix = `${uniquePrefix()}:`;
    await Promise.all(keys.map(key => redis.set(prefix + key, '1', 'EX', 60)));

    const found = await redis.keys(prefix + pattern);

    const matches = globMatcher(pattern);
    const expected = found.map(key => key.slice(prefix.length)).toSorted();
    expect(keys.filter(key => matches(key)).toSorted()).toEqual(expected);
  });
});
