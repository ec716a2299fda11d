import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Cache } from 'cache-manager';
import { createCacheManager } from '../../../lib/cache/index.js';
import { createTestCache, type TestCache } from '../../support/cache.js';
import { RedisServer } from '../../support/redis-server.js';
import { waitFor } from '../../support/wait-for.js';

describe('cache-manager without its server', () => {
  let server: RedisServer;
  let opened: TestCache;
  let manager: Cache;

  beforeEach(async () => {
    server = await RedisServer.start();
    opened = await createTestCache({ url: server.url }, { commandTimeout: 200 });
    manager = createCacheManager(opened.cache, 60_000);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await opened.connection.close();
    await server.stop();
  });

  it.each([
    ['is gone', () => server.kill()],
    ['hangs', async () => server.pause()],
  ])('goes on when it %s, says so, and stores again when it is back', async (_what, breakIt) => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    await manager.set('old', 'in both tiers');
    await breakIt();
    expect(await manager.get('old')).toBe('in both tiers');
    expect(await manager.get('absent')).toBeUndefined();
    expect(await manager.mget(['old', 'absent'])).toEqual(['in both tiers', undefined]);
    expect(await manager.wrap('new', () => 'made')).toBe('made');
    expect(await manager.set('new', 'set')).toBe('set');
    expect(await manager.del('old')).toBe(true);
    expect(await manager.get('old')).toBeUndefined();
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('had no effect'));

    await server.restart();
    await waitFor(() => opened.connection.isUp);
    await manager.set('new', 'again');
    opened.cache.removeLocal('new');
    expect(await manager.get('new')).toBe('again');
  });
});
