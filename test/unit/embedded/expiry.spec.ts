import { beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import type { Server } from '../../../lib/embedded/server/server.js';
import { type TestClient, testClient } from './test-client.js';

describe('expiry by an injected clock', () => {
  let now: number;
  let server: Server;
  let client: TestClient;
  beforeEach(() => {
    now = 1_000_000;
    server = createServer({ clock: () => now });
    client = testClient(server);
  });

  it('hides a key past its time, and not before', () => {
    client.call('SET a 1 PX 100');
    now += 100;
    expect(client.call('GET a')).toBe('$1\r\n1\r\n');
    now += 1;
    expect(client.call('GET a')).toBe('$-1\r\n');
    expect(client.call('DBSIZE')).toBe(':0\r\n');
  });

  it('deletes in its cycles what nobody asks for', () => {
    for (let at = 0; at < 500; at++) client.call(`SET key:${at} 1 PX ${at < 400 ? 10 : 100_000}`);
    now += 11;
    // A cycle ends after some real milliseconds, whatever is left.
    for (let cycle = 0; cycle < 500 && server.stats.expired < 400; cycle++) {
      server.background(() => server.expiryCycle.run());
    }

    expect(client.call('DBSIZE')).toBe(':100\r\n');
    expect(server.stats.expired).toBe(400);
  });

  it('stands still during a transaction', () => {
    client.call('SET a 1 PX 10');
    client.call('MULTI');
    client.call('GET a');
    client.call('GET a');
    now += 10;
    expect(client.call('EXEC')).toBe('*2\r\n$1\r\n1\r\n$1\r\n1\r\n');
  });

  it('tells the time by the same clock', () => {
    now = 1_234_567_890_123;
    expect(client.call('TIME')).toMatch(/^\*2\r\n\$10\r\n1234567890\r\n\$6\r\n123\d{3}\r\n$/);
  });
});
