import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { FaultProxy } from '../../support/fault-proxy.js';
import { RedisServer } from '../../support/redis-server.js';
import { waitFor } from '../../support/wait-for.js';

describe('FaultProxy', () => {
  let server: RedisServer;
  let proxy: FaultProxy;
  let client: Redis;

  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());

  beforeEach(async () => {
    proxy = await FaultProxy.start(server.port);
    client = new Redis(proxy.url, { retryStrategy: () => 20 });
    client.on('error', () => undefined);
    await client.ping();
  });
  afterEach(async () => {
    client.disconnect();
    await proxy.stop();
  });

  it('passes everything on, in order', async () => {
    const big = 'x'.repeat(1_000_000);
    await client.set('big', big);
    const values = await Promise.all(Array.from({ length: 100 }, (_, i) => client.echo(`${i}`)));
    expect(values).toEqual(Array.from({ length: 100 }, (_, i) => `${i}`));
    expect((await client.get('big')) === big).toBe(true);
  });

  it('delays answers', async () => {
    proxy.delay(100);
    const start = performance.now();
    await Promise.all([client.ping(), client.ping()]);
    const elapsed = performance.now() - start;
    expect(elapsed).toBeGreaterThanOrEqual(95);
    await proxy.heal();
    expect(await client.ping()).toBe('PONG');
  });

  it('swallows everything in a black hole until it is healed', async () => {
    const newcomer = new Redis(proxy.url, { lazyConnect: true });
    proxy.blackhole();
    const answers = Promise.all([client.ping(), newcomer.ping()]);
    await waitFor(() => newcomer.status === 'connect');
    expect(await Promise.race([answers, sleep(100)])).toBeUndefined();
    await proxy.heal();
    expect(await answers).toEqual(['PONG', 'PONG']);
    newcomer.disconnect();
  });

  it('refuses connections from a cut until it is healed', async () => {
    await proxy.cut();
    await waitFor(() => client.status === 'reconnecting');
    const newcomer = new Redis(proxy.url, { lazyConnect: true, retryStrategy: null });
    newcomer.on('error', () => undefined);
    await expect(newcomer.connect()).rejects.toThrow('Connection is closed');
    await proxy.heal();
    expect(await client.ping()).toBe('PONG');
  });
});
