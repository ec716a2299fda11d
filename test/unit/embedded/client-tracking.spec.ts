import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import type { Server } from '../../../lib/embedded/server/server.js';
import { testClient, type TestClient } from './test-client.js';

const ROLLBACK = '--[[@on-error rollback]] ';

describe('client tracking', () => {
  let server: Server;
  let now: number;
  let reader: TestClient;
  let writer: TestClient;
  beforeEach(() => {
    now = 1_000_000;
    server = createServer({ clock: () => now });
    reader = testClient(server);
    writer = testClient(server);
    reader.call('HELLO 3');
  });

  it('tells of nothing that a script did which was rolled back', () => {
    const other = testClient(server);
    other.call('HELLO 3');
    other.call('CLIENT TRACKING ON BCAST');
    reader.call('CLIENT TRACKING ON');
    reader.call('GET a');
    writer.call(`EVAL "${ROLLBACK}redis.call('set', 'a', 1) redis.call('flushall') error('x')" 0`);

    expect(reader.take()).toBe('');
    expect(other.take()).toBe('');
    writer.call('SET a 2');
    expect(reader.take()).toBe(invalidation('a'));
    expect(other.take()).toBe(invalidation('a'));
  });

  it('tells of evicted keys before the answer of the command that made room', () => {
    reader.call('CLIENT TRACKING ON');
    writer.call('CONFIG SET maxmemory-policy volatile-ttl');
    writer.call('SET volatile 1 EX 100');
    reader.call('GET volatile');
    writer.call(`CONFIG SET maxmemory ${server.memory.used + 50}`);
    reader.call(`APPEND large ${'x'.repeat(300)}`);

    expect(reader.call('STRLEN large')).toBe(`${invalidation('volatile')}:300\r\n`);
  });

  it('tells of keys that expire in the background, together with BCAST', () => {
    const listener = testClient(server);
    listener.call('HELLO 3');
    listener.call('CLIENT TRACKING ON BCAST NOLOOP');
    reader.call('CLIENT TRACKING ON');
    reader.call('SET b 1 PX 10');
    reader.call('SET a 1 PX 10');
    reader.call('MGET a b');
    listener.take();
    now += 100;
    server.background(() => server.expiryCycle.run());

    expect(listener.take()).toBe(invalidation('a', 'b'));
    expect(reader.take().length).toBe((invalidation('a') + invalidation('b')).length);
  });

  it('tells with BCAST of what a blocked client is served, with the keys that served it', () => {
    reader.call('CLIENT TRACKING ON BCAST');
    const blocked = testClient(server);
    blocked.call('BLMOVE from to LEFT LEFT 0');
    writer.call('RPUSH from x');

    expect(reader.take()).toBe(invalidation('from', 'to'));
  });

  it('refuses prefixes that overlap without turning anything on, wherever they stand', () => {
    expect(reader.call('CLIENT TRACKING ON BCAST PREFIX x PREFIX ab PREFIX a')).toBe(
      "-ERR Prefix 'ab' overlaps with another provided prefix 'a'. Prefixes for a single client must not overlap.\r\n",
    );
    expect(reader.call('CLIENT GETREDIR')).toBe(':-1\r\n');
  });

  it('forgets more keys at each command while it is above its limit', () => {
    reader.call('CLIENT TRACKING ON');
    const keys = Array.from({ length: 1000 }, (_, at) => `key:${at}`);
    reader.call(`MGET ${keys.join(' ')}`);
    writer.call('CONFIG SET tracking-table-max-keys 10');
    const sizes = Array.from({ length: 5 }, () => {
      writer.call('PING');
      return server.tracking.totals.keys;
    });

    expect(sizes).toEqual([900, 700, 400, 10, 10]);
  });

  it('forgets keys also while no command comes', () => {
    reader.call('CLIENT TRACKING ON');
    reader.call('MGET a b');
    writer.call('CONFIG SET tracking-table-max-keys 1');
    server.background(() => undefined);

    expect(reader.take()).toBe(invalidation('a'));
  });

  it('costs a write nothing when nobody tracks any more', () => {
    reader.call('CLIENT TRACKING ON');
    reader.call('GET a');
    reader.call('CLIENT TRACKING OFF');
    writer.call('SET a 1');
    const defer = jest.spyOn(server.unit, 'defer');
    writer.call('SET a 2');

    expect(defer).not.toHaveBeenCalled();
  });

  it('holds CLIENT CACHING for a command that CLIENT PAUSE keeps back', () => {
    reader.call('CLIENT TRACKING ON OPTIN');
    reader.call('CLIENT CACHING YES');
    writer.call('CLIENT PAUSE 10000');
    expect(reader.call('GET a')).toBe('');
    server.pause.end();
    reader.call('GET b');
    writer.call('MSET a 1 b 1');

    expect(reader.take()).toBe(invalidation('a'));
  });

  it('keeps nothing of a client that is closed', () => {
    reader.call('CLIENT TRACKING ON BCAST PREFIX p');
    reader.session.close();

    expect(server.tracking.totals).toEqual({ keys: 0, items: 0, prefixes: 0 });
    expect(writer.call('INFO clients')).toContain('tracking_clients:0');
  });
});

function invalidation(...keys: readonly string[]): string {
  const items = keys.map(key => `$${key.length}\r\n${key}\r\n`).join('');
  return `>2\r\n$10\r\ninvalidate\r\n*${keys.length}\r\n${items}`;
}
