import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { EmbeddedEngine } from '../../../lib/embedded/engine.js';

describe.each([2, 3] as const)('ioredis on the embedded engine, RESP%i', protocol => {
  let engine: EmbeddedEngine;
  let redis: Redis;
  beforeEach(async () => {
    engine = await EmbeddedEngine.create();
    redis = engine.connect({ protocol });
  });
  afterEach(async () => {
    redis.disconnect();
    await engine.close();
  });

  it('answers', async () => {
    expect(await redis.set('key', 'value')).toBe('OK');
    expect(await redis.get('key')).toBe('value');
    expect(await redis.get('missing')).toBeNull();
    expect(await redis.incrby('count', 41)).toBe(41);
    expect(await redis.mget('key', 'missing')).toEqual(['value', null]);
  });

  it('keeps text and bytes as they are', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await redis.set('schlüssel ✓', 'wért 😀');
    await redis.set(bytes, bytes);

    expect(await redis.get('schlüssel ✓')).toBe('wért 😀');
    expect(await redis.getBuffer(bytes)).toEqual(bytes);
    expect(await redis.strlen('schlüssel ✓')).toBe(10);
  });

  it('rejects with the error of the server', async () => {
    await redis.set('text', 'abc');

    await expect(redis.incr('text')).rejects.toThrow('ERR value is not an integer or out of range');
    await expect(redis.call('NONSENSE', 'a')).rejects.toThrow(
      "ERR unknown command 'NONSENSE', with args beginning with: 'a' ",
    );
  });

  it('pipelines and transacts', async () => {
    const piped = await redis.pipeline().set('a', 1).incr('a').get('a').exec();
    const transacted = await redis.multi().incr('a').get('a').exec();

    expect(piped).toEqual([
      [null, 'OK'],
      [null, 2],
      [null, '2'],
    ]);
    expect(transacted).toEqual([
      [null, 3],
      [null, '3'],
    ]);
  });

  it('fails a transaction whose key was changed by another client', async () => {
    const other = redis.duplicate();
    await redis.watch('a');
    await other.set('a', 1);

    expect(await redis.multi().get('a').exec()).toBeNull();
    other.disconnect();
  });

  it('shares the data between clients, and selects databases', async () => {
    const other = engine.connect({ protocol, db: 3 });
    await redis.set('a', 'in 0');
    await other.set('a', 'in 3');

    expect(await redis.get('a')).toBe('in 0');
    expect(await other.get('a')).toBe('in 3');
    other.disconnect();
  });

  it('comes back after its connection broke', async () => {
    await redis.set('a', 1);
    redis.stream.destroy();

    expect(await redis.get('a')).toBe('1');
  });

  it('ends with QUIT', async () => {
    await redis.set('a', 1);
    const ended = new Promise(resolve => redis.once('end', resolve));

    expect(await redis.quit()).toBe('OK');
    await ended;
    expect(redis.status).toBe('end');
  });

  it('ends its clients when it closes', async () => {
    const other = engine.connect({ protocol, retryStrategy: () => null });
    await other.ping();
    const ended = new Promise(resolve => other.once('end', resolve));
    await engine.close();
    await ended;
    await expect(other.get('a')).rejects.toThrow('Connection is closed');
  });

  it('never starves timers', async () => {
    const timer = { hasFired: false };
    setTimeout(() => (timer.hasFired = true), 5);
    const start = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- that is what would starve them
    while (!timer.hasFired && performance.now() - start < 1000) await redis.get('a');

    expect(timer.hasFired).toBe(true);
  });

  it('answers before the next turn of the event loop, as a rule', async () => {
    await redis.ping();
    let turns = 0;
    let turn = setImmediate(function count() {
      turns++;
      turn = setImmediate(count);
    });
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (let at = 0; at < 160; at++) await redis.get('a');
    clearImmediate(turn);

    expect(turns).toBeGreaterThan(0);
    expect(turns).toBeLessThan(40);
  });

  it('has told subscribers when PUBLISH is answered, however often', async () => {
    const subscriber = redis.duplicate();
    const received: string[] = [];
    subscriber.on('message', (_channel, message) => received.push(message));
    await subscriber.subscribe('news');
    const counts: number[] = [];
    for (let at = 0; at < 100; at++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await redis.publish('news', String(at));
      counts.push(received.length);
    }

    expect(counts).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
    subscriber.disconnect();
  });

  it('scans', async () => {
    await redis.mset(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`key:${at}`, at])));
    const found = new Set<string>();
    for await (const keys of redis.scanStream({ match: 'key:*', count: 7 })) {
      for (const key of keys) found.add(key);
    }

    expect(found.size).toBe(300);
  });

  it('carries large values and many commands at once', async () => {
    const large = 'x'.repeat(5_000_000);
    await redis.set('large', large);
    const replies = await Promise.all(Array.from({ length: 2000 }, () => redis.incr('count')));

    expect(await redis.get('large')).toBe(large);
    expect(replies.at(-1)).toBe(2000);
  });

  it('pauses, and kills clients', async () => {
    const other = redis.duplicate({ retryStrategy: () => null });
    const id = await other.client('ID');
    const ended = new Promise(resolve => other.once('end', resolve));
    await redis.client('PAUSE', 30);
    const start = performance.now();
    await redis.get('a');

    expect(performance.now() - start).toBeGreaterThan(15);
    expect(await redis.client('KILL', 'ID', id)).toBe(1);
    await ended;
  });
});

describe('the embedded engine under fake timers', () => {
  it('answers, and its expiries follow the fake clock', async () => {
    const engine = await EmbeddedEngine.create();
    const redis = engine.connect();
    await redis.ping();
    jest.useFakeTimers({ doNotFake: ['nextTick'] });
    try {
      await redis.set('a', 1, 'EX', 10);
      expect(await redis.ttl('a')).toBe(10);
      jest.setSystemTime(Date.now() + 11_000);
      expect(await redis.get('a')).toBeNull();
    } finally {
      jest.useRealTimers();
      redis.disconnect();
      await engine.close();
    }
  });
});

describe('the options of the embedded engine', () => {
  it('takes a clock and a configuration', async () => {
    let now = 1_000_000;
    const engine = await EmbeddedEngine.create({
      clock: () => now,
      config: { 'maxmemory-policy': 'allkeys-lru', maxmemory: '1mb' },
    });
    const redis = engine.connect();
    await redis.set('a', 1, 'PX', 500);
    now += 501;

    expect(await redis.get('a')).toBeNull();
    expect(await redis.config('GET', 'maxmemory')).toEqual(['maxmemory', '1048576']);
    redis.disconnect();
    await engine.close();
  });

  it('refuses a configuration that Redis would refuse', async () => {
    await expect(EmbeddedEngine.create({ config: { maxmemory: 'much' } })).rejects.toThrow(
      "config.maxmemory is 'much', but must be another value: argument must be a memory value.",
    );
    await expect(EmbeddedEngine.create({ config: { nonsense: 1 } })).rejects.toThrow(
      'config.nonsense is 1, but must be left out: the embedded engine has no such parameter to set',
    );
  });

  it('evicts what was used least recently', async () => {
    const engine = await EmbeddedEngine.create({
      config: { maxmemory: 200_000, 'maxmemory-policy': 'allkeys-lru', 'maxmemory-samples': 64 },
    });
    const redis = engine.connect();
    const value = 'x'.repeat(1000);
    for (let round = 0; round < 10; round++) {
      const commands = redis.pipeline().get('hot');
      if (round === 0) commands.set('hot', value);
      for (let at = 0; at < 50; at++) commands.set(`cold:${round}:${at}`, value);
      // oxlint-disable-next-line no-await-in-loop -- rounds in the course of time
      await commands.exec();
      // oxlint-disable-next-line no-await-in-loop
      await sleep(11);
    }

    expect(await redis.exists('hot')).toBe(1);
    expect(await redis.exists('cold:0:1')).toBe(0);
    expect(await redis.dbsize()).toBeLessThan(200);
    redis.disconnect();
    await engine.close();
  });

  it('refuses writes when it is full and may not evict', async () => {
    const engine = await EmbeddedEngine.create({ config: { maxmemory: 5000 } });
    const redis = engine.connect();
    await redis.set('a', 'x'.repeat(6000));

    await expect(redis.set('b', 1)).rejects.toThrow(
      "OOM command not allowed when used memory > 'maxmemory'.",
    );
    expect(await redis.del('a')).toBe(1);
    expect(await redis.set('b', 1)).toBe('OK');
    redis.disconnect();
    await engine.close();
  });

  it('deletes expired keys that nobody asks for', async () => {
    const engine = await EmbeddedEngine.create();
    const redis = engine.connect();
    await redis.set('a', 1, 'PX', 1);
    await sleep(250);
    await nextTurn();

    expect(await redis.dbsize()).toBe(0);
    redis.disconnect();
    await engine.close();
  });
});
