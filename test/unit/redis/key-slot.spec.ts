import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { keySlot } from '../../../lib/redis/key-slot.js';
import { RedisServer } from '../../support/redis-server.js';

const keys = [
  '',
  'foo',
  '{user}:1',
  'a{b}c',
  '{a}{b}',
  '{{a}}',
  '{',
  '}',
  '}{a}',
  'a{b',
  '{a',
  '{a\n}',
  '🔑',
  '键',
  '{}',
  '{}{a}',
  'x{}{a}',
  'a{}b{c}',
  '{}}',
  '{}a}',
  'foo{}{bar}',
  'foo{{bar}}zap',
  '123456789',
];

describe('keySlot', () => {
  let server: RedisServer;
  let redis: Redis;
  beforeAll(async () => {
    server = await RedisServer.start({ args: ['--cluster-enabled', 'yes'] });
    redis = server.client();
  });
  afterAll(() => server.stop());

  it.each(keys)('gives for %j the slot that the server gives', async key => {
    const slot = await redis.cluster('KEYSLOT', key);

    expect(keySlot(key)).toBe(slot);
    expect(keySlot(Buffer.from(key))).toBe(slot);
  });
});
