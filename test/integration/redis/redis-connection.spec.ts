import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import { ServerReplyError, ServerUnavailableError } from '../../../lib/errors/index.js';
import {
  type ConnectionOptions,
  openConnection,
  type RedisConnection,
} from '../../../lib/redis/index.js';
import { freePort } from '../../support/free-port.js';
import { RedisCluster } from '../../support/redis-cluster.js';
import { RedisServer } from '../../support/redis-server.js';
import { waitFor } from '../../support/wait-for.js';

const DEADLINE = 200;

describe('RedisConnection', () => {
  let server: RedisServer;
  const opened: RedisConnection[] = [];
  const states: string[] = [];

  const open = async (options: ConnectionOptions): Promise<RedisConnection> => {
    const connection = await openConnection(options, DEADLINE, state => states.push(state));
    opened.push(connection);
    await connection.connect();
    return connection;
  };

  beforeEach(async () => {
    server = await RedisServer.start();
    states.length = 0;
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(connection => connection.close()));
    await server.stop();
  });

  it('connects by URL, by options and by a client that the app made', async () => {
    const client = new Redis(server.url);
    const connections = [
      await open({ url: server.url }),
      await open({ url: server.url, options: { db: 3 } }),
      await open({ options: { host: '127.0.0.1', port: server.port } }),
      await open({ client }),
    ];

    const answers = await Promise.all(connections.map(connection => connection.send('ping', [])));

    expect(answers).toEqual(['PONG', 'PONG', 'PONG', 'PONG']);
    client.disconnect();
  });

  it('speaks TLS with rediss://, and refuses a certificate that it does not know', async () => {
    const file = (name: string): string =>
      fileURLToPath(new URL(`../../support/tls/${name}`, import.meta.url));
    const tlsPort = await freePort();
    const secure = await RedisServer.start({
      args: [
        '--tls-port',
        String(tlsPort),
        '--tls-auth-clients',
        'no',
        '--tls-cert-file',
        file('server.crt'),
        '--tls-key-file',
        file('server.key'),
        '--tls-ca-cert-file',
        file('server.crt'),
      ],
    });
    try {
      const url = `rediss://127.0.0.1:${tlsPort}`;
      const ca = readFileSync(file('server.crt'));
      const trusting = await open({ url, options: { tls: { ca } } });
      const wary = await open({ url });

      expect(await trusting.send('ping', [])).toBe('PONG');
      await expect(wary.send('ping', [])).rejects.toThrow('self-signed certificate');
    } finally {
      await secure.stop();
    }
  });

  it('connects with its first command, when nobody called connect()', async () => {
    const connection = await openConnection({ url: server.url }, DEADLINE, () => undefined);
    opened.push(connection);

    const answers = await Promise.all([
      connection.send('echo', ['a']),
      connection.send('echo', ['b']),
    ]);

    expect(answers).toEqual(['a', 'b']);
  });

  it("leaves the app's own client open, and closes its own", async () => {
    const client = server.client();
    const connection = await open({ client });
    await connection.send('ping', []);

    await connection.close();

    expect(await client.ping()).toBe('PONG');
    await waitFor(async () => /connected_clients:1\b/.test(await client.info('clients')));
  });

  it('asks a server for its password, and says so when it is refused', async () => {
    await server.client().config('SET', 'requirepass', 'secret');
    const right = await open({ url: `redis://:secret@127.0.0.1:${server.port}` });
    const wrong = await open({ url: `redis://:guess@127.0.0.1:${server.port}` });

    expect(await right.send('ping', [])).toBe('PONG');
    await expect(wrong.send('get', ['key'])).rejects.toThrow(/WRONGPASS|NOAUTH/);
  });

  it('gives text or bytes, as asked', async () => {
    const connection = await open({ url: server.url });
    await connection.send('set', ['key', Buffer.from([0, 255])]);

    expect(await connection.send('get', ['key'], 'bytes')).toEqual(Buffer.from([0, 255]));
    expect(await connection.send('echo', ['ä'])).toBe('ä');
  });

  it('works under fake timers', async () => {
    const connection = await open({ url: server.url });
    jest.useFakeTimers();
    try {
      const send = (text: string): Promise<unknown> => connection.send('echo', [text]);

      expect(await Promise.all([send('a'), send('b'), send('c')])).toEqual(['a', 'b', 'c']);
      expect(await send('d')).toBe('d');
    } finally {
      jest.useRealTimers();
    }
  });

  it('says which command was refused, and why', async () => {
    const connection = await open({ url: server.url });
    await connection.send('rpush', ['list', 'a']);

    await expect(connection.send('get', ['list'])).rejects.toThrow(ServerReplyError);
    await expect(connection.send('get', ['list'])).rejects.toMatchObject({
      command: 'get',
      serverCode: 'WRONGTYPE',
    });
  });

  it('rejects what has no reply by the deadline, and only that', async () => {
    const connection = await open({ url: server.url });
    const early = connection.send('ping', []);
    await early;
    server.pause();

    const outcomes = await Promise.allSettled([
      connection.send('get', ['a']),
      connection.send('get', ['b']),
    ]);

    expect(outcomes).toMatchObject([
      { status: 'rejected', reason: { code: 'SERVER_UNAVAILABLE' } },
      { status: 'rejected', reason: { code: 'SERVER_UNAVAILABLE' } },
    ]);
    server.resume();
    await waitFor(() =>
      connection.send('ping', []).then(
        () => true,
        () => false,
      ),
    );
  });

  it('keeps replies that had arrived while this process could not look', async () => {
    const connection = await open({ url: server.url });
    const answer = connection.send('echo', ['here']);

    const until = performance.now() + 2 * DEADLINE;
    while (performance.now() < until);

    expect(await answer).toBe('here');
  });

  it('rejects at once what is sent while the server is known to be away', async () => {
    const connection = await open({ url: server.url });
    await server.kill();
    await waitFor(() => states.at(-1) === 'down');

    const start = performance.now();
    await expect(connection.send('get', ['key'])).rejects.toThrow(ServerUnavailableError);

    expect(performance.now() - start).toBeLessThan(DEADLINE / 2);
  });

  it('tells of each change of state once', async () => {
    const connection = await open({ url: server.url });
    await server.kill();
    await waitFor(() => states.length === 2);
    await server.restart();
    await waitFor(() => states.length === 3, { timeout: 5000 });

    expect(states).toEqual(['up', 'down', 'up']);
    expect(connection.isUp).toBe(true);
  });

  it('takes a server that a long script keeps busy for away', async () => {
    const connection = await open({ url: server.url });
    const [client, watcher] = [server.client(), server.client()];
    await client.config('SET', 'busy-reply-threshold', '20');
    await watcher.ping();
    const busy = client.eval('while true do end', 0).catch((error: unknown) => String(error));
    await waitFor(() =>
      watcher.ping().then(
        () => false,
        error => /BUSY/.test(String(error)),
      ),
    );

    await expect(connection.send('get', ['key'])).rejects.toThrow(ServerUnavailableError);
    await expect(connection.send('get', ['key'])).rejects.toThrow('cannot serve now: BUSY');

    await watcher.call('SCRIPT', 'KILL');
    expect(await busy).toContain('Script killed');
  });

  it('closes within the deadline although the server hangs, and refuses what comes after', async () => {
    const connection = await open({ url: server.url });
    server.pause();
    const pending = connection.send('get', ['key']);
    const outcome = expect(pending).rejects.toThrow(ServerUnavailableError);

    const start = performance.now();
    await connection.close();

    expect(performance.now() - start).toBeLessThan(DEADLINE + 300);
    await outcome;
    await expect(connection.send('ping', [])).rejects.toThrow('the app shut down');
    await connection.close();
    server.resume();
  });

  it('reaches every key of a cluster, and works on when one master dies', async () => {
    const cluster = await RedisCluster.start();
    try {
      const connection = await open({ cluster: { nodes: cluster.nodes } });
      const keys = Array.from({ length: 100 }, (_, index) => `key:${index}`);
      await Promise.all(keys.map(key => connection.send('set', [key, key])));
      expect(await connection.masters()).toHaveLength(3);

      await cluster.masters[0]?.kill();
      const start = performance.now();
      const outcomes = await Promise.allSettled(keys.map(key => connection.send('get', [key])));

      expect(performance.now() - start).toBeLessThan(DEADLINE + 500);
      const failed = outcomes.filter(outcome => outcome.status === 'rejected');
      expect(failed.length).toBeGreaterThan(0);
      expect(failed.length).toBeLessThan(keys.length);
      expect(failed.every(({ reason }) => reason instanceof ServerUnavailableError)).toBe(true);
    } finally {
      await cluster.stop();
    }
  });

  it('goes to another master by Sentinel when the first one dies', async () => {
    const replica = await RedisServer.start({ replicaOf: { port: server.port } });
    const sentinel = await RedisServer.start({ sentinel: true });
    try {
      const master = server.client();
      await waitFor(async () => /state=online/.test(await master.info('replication')));
      const control = sentinel.client();
      await control.call('SENTINEL', 'MONITOR', 'main', '127.0.0.1', server.port, '1');
      await control.call('SENTINEL', 'SET', 'main', 'down-after-milliseconds', '300');
      const connection = await open({
        options: { sentinels: [{ host: '127.0.0.1', port: sentinel.port }], name: 'main' },
      });
      await connection.send('set', ['key', 'before']);
      await waitFor(async () => /slaves=1/.test(await control.info('sentinel')), {
        timeout: 12_000,
      });

      await server.kill();
      await waitFor(
        () =>
          connection.send('set', ['key', 'after']).then(
            () => true,
            () => false,
          ),
        {
          timeout: 12_000,
        },
      );

      expect(await replica.client().get('key')).toBe('after');
    } finally {
      await sentinel.stop();
      await replica.stop();
    }
  });
});
