import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { EmbeddedEngine } from '../../../lib/embedded/engine.js';
import { waitFor } from '../../support/wait-for.js';

describe.each([2, 3] as const)('ioredis as a subscriber of the engine, RESP%i', protocol => {
  let engine: EmbeddedEngine;
  let redis: Redis;
  let subscriber: Redis;
  beforeEach(async () => {
    engine = await EmbeddedEngine.create();
    redis = engine.connect();
    subscriber = engine.connect({ protocol });
  });
  afterEach(async () => {
    redis.disconnect();
    subscriber.disconnect();
    await engine.close();
  });

  it('receives what is published to its channels', async () => {
    const messages = collect(subscriber, 'message');
    expect(await subscriber.subscribe('news', 'weather')).toBe(2);

    expect(await redis.publish('news', 'hello')).toBe(1);
    expect(await redis.publish('weather', 'grüße ✓')).toBe(1);
    expect(await redis.publish('sports', 'nobody')).toBe(0);
    await waitFor(() => messages.length === 2);
    expect(messages).toEqual([
      ['news', 'hello'],
      ['weather', 'grüße ✓'],
    ]);
    expect(await subscriber.unsubscribe('news')).toBe(1);
    expect(await redis.publish('news', 'nobody')).toBe(0);
    expect(await subscriber.unsubscribe()).toBe(0);
    expect(await subscriber.set('a', 1)).toBe('OK');
  });

  it('receives bytes as they are', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await subscriber.subscribe('bytes');
    const received = once(subscriber, 'messageBuffer');
    await redis.publish('bytes', bytes);

    expect(await received).toEqual([Buffer.from('bytes'), bytes]);
  });

  it('receives by patterns', async () => {
    const messages = collect(subscriber, 'pmessage');
    expect(await subscriber.psubscribe('news.*', '*.eu')).toBe(2);

    expect(await redis.publish('news.eu', 'both')).toBe(2);
    await waitFor(() => messages.length === 2);
    expect(messages).toHaveLength(2);
    expect(messages).toContainEqual(['*.eu', 'news.eu', 'both']);
    expect(messages).toContainEqual(['news.*', 'news.eu', 'both']);
    expect(await subscriber.punsubscribe('news.*', '*.eu')).toBe(0);
  });

  it('receives from shard channels', async () => {
    const messages = collect(subscriber, 'smessage');
    expect(await subscriber.ssubscribe('{orders}:1', '{orders}:2')).toBe(2);

    expect(await redis.spublish('{orders}:1', 'paid')).toBe(1);
    expect(await redis.publish('{orders}:1', 'not sharded')).toBe(0);
    await waitFor(() => messages.length === 1);
    expect(messages).toEqual([['{orders}:1', 'paid']]);
    expect(await subscriber.sunsubscribe('{orders}:1', '{orders}:2')).toBe(0);
  });

  it('subscribes again after its connection broke', async () => {
    const messages = collect(subscriber, 'message', 'pmessage', 'smessage');
    await subscriber.subscribe('news');
    await subscriber.psubscribe('n*');
    await subscriber.ssubscribe('shard');
    subscriber.stream.destroy();
    await waitFor(() => isSubscribed(redis));

    await redis.publish('news', 'again');
    await redis.spublish('shard', 'again');
    await waitFor(() => messages.length === 3);
    expect(messages).toEqual([
      ['news', 'again'],
      ['n*', 'news', 'again'],
      ['shard', 'again'],
    ]);
  });

  it('is told of changed keys by keyspace notifications', async () => {
    const messages = collect(subscriber, 'pmessage');
    await redis.config('SET', 'notify-keyspace-events', 'Kg$');
    await subscriber.psubscribe('__keyspace@0__:*');
    await redis.multi().set('a', 1).del('a').exec();

    await waitFor(() => messages.length === 2);
    expect(messages.map(([, channel, event]) => [channel, event])).toEqual([
      ['__keyspace@0__:a', 'set'],
      ['__keyspace@0__:a', 'del'],
    ]);
  });

  it('is gone from the engine when it disconnects', async () => {
    await subscriber.subscribe('news');
    subscriber.disconnect();
    await once(subscriber, 'end');

    expect(await redis.publish('news', 'nobody')).toBe(0);
  });

  it('takes very many channels and patterns', async () => {
    const names = Array.from({ length: 10_000 }, (_, at) => `channel:${at}`);
    const messages = collect(subscriber, 'message');
    await subscriber.subscribe(...names);
    await subscriber.psubscribe(...names.map(name => `pattern:${name}:*`));
    const counts = await Promise.all(names.map(name => redis.publish(name, 'x')));

    expect(new Set(counts)).toEqual(new Set([1]));
    await waitFor(() => messages.length === names.length);
    expect(messages.at(-1)).toEqual(['channel:9999', 'x']);
    expect(await redis.publish('pattern:channel:5000:y', 'x')).toBe(1);
  });
});

describe('a cache kept by an ioredis client, with client tracking', () => {
  let engine: EmbeddedEngine;
  let redis: Redis;
  let listener: Redis;
  beforeEach(async () => {
    engine = await EmbeddedEngine.create();
    redis = engine.connect();
    // Of a RESP3 client ioredis shows no invalidations.
    listener = engine.connect({ protocol: 2 });
  });
  afterEach(async () => {
    redis.disconnect();
    listener.disconnect();
    await engine.close();
  });

  it('is told of the keys that it read, over a connection of RESP2', async () => {
    const id = await listener.client('ID');
    await listener.subscribe('__redis__:invalidate');
    await redis.client('TRACKING', 'ON', 'REDIRECT', id);
    await redis.get('a');
    const invalidated = once(listener, 'messageBuffer');
    const other = redis.duplicate();
    await other.set('a', 1);

    expect(await invalidated).toEqual([Buffer.from('__redis__:invalidate'), [Buffer.from('a')]]);
    other.disconnect();
  });

  it('is told of all keys with a prefix, on the same connection that asked', async () => {
    const batches: unknown[] = [];
    listener.on('messageBuffer', (_channel, keys: readonly Buffer[] | null) => {
      batches.push(keys && keys.map(String));
    });
    const id = await listener.client('ID');
    await listener.client('TRACKING', 'ON', 'REDIRECT', id, 'BCAST', 'PREFIX', 'app:');
    await listener.subscribe('__redis__:invalidate');
    await redis.mset('app:b', 1, 'other', 2, 'app:a', 3);
    await redis.multi().set('app:c', 1, 'PX', 1).incr('app:a').exec();
    await waitFor(async () => (await redis.get('app:c')) === null);
    await redis.flushall();

    await waitFor(() => batches.at(-1) === null);
    expect(batches).toEqual([['app:a', 'app:b'], ['app:a', 'app:c'], ['app:c'], null]);
  });

  it('does not lose its place among answers when RESP3 pushes come between', async () => {
    await redis.client('TRACKING', 'ON', 'BCAST');
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => [redis.set(`k${at}`, at), redis.get(`k${at}`)]).flat(),
    );

    expect(answers.filter((_, at) => at % 2 === 1)).toEqual(
      Array.from({ length: 100 }, (_, at) => String(at)),
    );
  });
});

/** The arguments of each of these events, as they come. */
function collect(redis: Redis, ...events: readonly string[]): string[][] {
  const collected: string[][] = [];
  for (const event of events) redis.on(event, (...args: string[]) => collected.push(args));
  return collected;
}

async function isSubscribed(redis: Redis): Promise<boolean> {
  const [, channels] = await redis.pubsub('NUMSUB', 'news');
  const [, shardChannels] = await redis.pubsub('SHARDNUMSUB', 'shard');
  return channels === 1 && shardChannels === 1 && (await redis.call('PUBSUB', 'NUMPAT')) === 1;
}
