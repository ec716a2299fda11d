import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RateLimiter, ServerUnavailableError } from '../../../lib/index.js';
import { RateLimiterUnderTest } from '../../support/rate-limiter.js';
import { RedisServer } from '../../support/redis-server.js';
import { waitFor } from '../../support/wait-for.js';

const COMMAND_TIMEOUT_MS = 200;

describe('RateLimiter, when the server', () => {
  const policy = { name: 'faults', limit: 2, window: '1m' };
  let server: RedisServer;
  let opened: RateLimiterUnderTest;
  let limiter: RateLimiter;

  beforeEach(async () => {
    server = await RedisServer.start();
    opened = await RateLimiterUnderTest.open(
      { url: server.url },
      { commandTimeout: COMMAND_TIMEOUT_MS },
    );
    ({ limiter } = opened);
    await limiter.limit('alice', policy);
  });
  afterEach(async () => {
    if (server.running) server.resume();
    await opened[Symbol.asyncDispose]();
    await server.stop();
  });

  it('hangs, rejects within the deadline', async () => {
    server.pause();
    const began = performance.now();
    await expect(limiter.limit('alice', policy)).rejects.toThrow(ServerUnavailableError);
    expect(performance.now() - began).toBeLessThan(COMMAND_TIMEOUT_MS + 1000);
  });

  it('is gone, rejects, and counts again when it has come back empty', async () => {
    await server.kill();
    await expect(limiter.limit('alice', policy)).rejects.toThrow(ServerUnavailableError);
    await server.restart();
    const { remaining } = await waitFor(() => limiter.limit('alice', policy), { timeout: 5000 });
    expect(remaining).toBe(1);
  });
});
