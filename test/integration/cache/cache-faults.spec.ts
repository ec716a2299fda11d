import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { HybridCache } from '../../../lib/cache/index.js';
import { ServerReplyError, ServerUnavailableError } from '../../../lib/errors/index.js';
import { createTestCache, type TestCache } from '../../support/cache.js';
import { FaultProxy } from '../../support/fault-proxy.js';
import { RedisServer } from '../../support/redis-server.js';
import { waitFor } from '../../support/wait-for.js';

const DEADLINE = 200;

/** Milliseconds that the work took. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

describe('HybridCache, when the server', () => {
  let server: RedisServer;
  let made: TestCache;
  let cache: HybridCache;

  beforeEach(async () => {
    server = await RedisServer.start();
    made = await createTestCache({ url: server.url }, { commandTimeout: DEADLINE });
    ({ cache } = made);
  });
  afterEach(async () => {
    await made.connection.close();
    await server.stop();
  });

  describe('is killed', () => {
    it('serves what this process has, and lets factories make the rest', async () => {
      await cache.set('known', 1);
      await server.kill();

      expect(await cache.get('known')).toBe(1);
      expect(await cache.get('unknown')).toBeUndefined();
      expect(await cache.getOrCreate('made', () => 2)).toBe(2);
      expect((await cache.getMany(['known', 'unknown'])).size).toBe(1);
    });

    it('keeps what a factory made in this process, so that it is not asked at each request', async () => {
      await server.kill();
      const factory = jest.fn(() => 'made');

      await cache.getOrCreate('key', factory);
      await cache.getOrCreate('key', factory);

      expect(factory).toHaveBeenCalledTimes(1);
    });

    it('says that a write did not arrive, and no longer serves the value it was to replace', async () => {
      await cache.set('key', 'old');
      await server.kill();

      await expect(cache.set('key', 'new')).rejects.toThrow(ServerUnavailableError);
      expect(cache.peek('key')).toBeUndefined();
      await expect(cache.remove('other')).rejects.toThrow(ServerUnavailableError);
      await expect(cache.clear()).rejects.toThrow(ServerUnavailableError);
    });

    it('fails a command within the deadline, and at once when the loss is known', async () => {
      await server.kill();
      await waitFor(() => !made.connection.isUp);

      const took = await timed(() => cache.set('key', 1).catch(() => undefined));

      expect(took).toBeLessThan(DEADLINE);
    });
  });

  describe('is paused', () => {
    it('lets no request wait for longer than the deadlines of a read and a write', async () => {
      await cache.set('known', 1);
      server.pause();

      const took = await timed(() =>
        Promise.all([
          cache.get('known'),
          cache.get('unknown'),
          ...Array.from({ length: 20 }, (_, index) =>
            cache.getOrCreate(`made:${index}`, () => index),
          ),
        ]),
      );

      expect(took).toBeLessThan(2 * DEADLINE + 300);
      server.resume();
    });

    it('works again when it is resumed, without a restart of anything', async () => {
      server.pause();
      await expect(cache.set('key', 1)).rejects.toThrow(`within ${DEADLINE} ms`);
      server.resume();

      await waitFor(() =>
        cache.set('key', 2).then(
          () => true,
          () => false,
        ),
      );

      expect(await cache.get('key', { useLocal: false })).toBe(2);
    });
  });

  describe('is restarted empty', () => {
    it('works again, although the scripts are gone with the data', async () => {
      await cache.set('key', 1);
      await cache.get('key', { useLocal: false });
      await server.restart();

      await waitFor(() =>
        cache.set('other', 2).then(
          () => true,
          () => false,
        ),
      );

      expect(await cache.get('other', { useLocal: false })).toBe(2);
      expect(await cache.get('key', { useLocal: false })).toBeUndefined();
    });

    it('does not send again what could not be sent while it was away', async () => {
      await server.kill();
      await expect(cache.set('key', 'late')).rejects.toThrow(ServerUnavailableError);
      await server.restart();
      await waitFor(() =>
        cache.set('other', 1).then(
          () => true,
          () => false,
        ),
      );

      expect(await cache.get('key', { useLocal: false })).toBeUndefined();
    });
  });

  it('is read-only: reads go on, a write says why not, and a load returns its value', async () => {
    const replica = await RedisServer.start({ replicaOf: { port: server.port } });
    const onReplica = await createTestCache({ url: replica.url });
    try {
      await expect(onReplica.cache.set('key', 1)).rejects.toThrow(ServerReplyError);
      await expect(onReplica.cache.set('key', 1)).rejects.toMatchObject({ serverCode: 'READONLY' });
      expect(await onReplica.cache.get('key')).toBeUndefined();
      expect(await onReplica.cache.getOrCreate('key', () => 'made')).toBe('made');
    } finally {
      await onReplica.connection.close();
      await replica.stop();
    }
  });

  it('is out of memory: a write says why not, and a load returns its value', async () => {
    await server.client().config('SET', 'maxmemory', '1');

    await expect(cache.set('key', 1)).rejects.toMatchObject({ serverCode: 'OOM' });
    await expect(cache.set('key', 1)).rejects.toThrow('Raise maxmemory');
    expect(await cache.getOrCreate('key', () => 'made')).toBe('made');
  });

  it('was never there: the app starts, and works when it comes', async () => {
    const { port } = server;
    await server.kill();
    const early = await createTestCache({ url: `redis://127.0.0.1:${port}` });
    try {
      expect(await early.cache.getOrCreate('key', () => 1)).toBe(1);
      await expect(early.cache.set('key', 1)).rejects.toThrow('ECONNREFUSED');
      await server.restart();
      await waitFor(
        () =>
          early.cache.set('key', 2).then(
            () => true,
            () => false,
          ),
        { timeout: 5000 },
      );
    } finally {
      await early.connection.close();
    }
  });

  it('lies behind a connection that swallows everything: each call ends by its deadline', async () => {
    const proxy = await FaultProxy.start(server.port);
    const behind = await createTestCache({ url: proxy.url }, { commandTimeout: DEADLINE });
    try {
      await behind.cache.set('key', 1);
      proxy.blackhole();

      const took = await timed(() =>
        expect(behind.cache.remove('key')).rejects.toThrow(ServerUnavailableError),
      );

      expect(took).toBeLessThan(DEADLINE + 300);
      await proxy.heal();
      await waitFor(() =>
        behind.cache.set('key', 2).then(
          () => true,
          () => false,
        ),
      );
    } finally {
      await behind.connection.close();
      await proxy.stop();
    }
  });
});
