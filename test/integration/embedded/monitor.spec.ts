import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EmbeddedEngine } from '../../../lib/embedded/engine.js';
import { Differential } from '../../support/differential.js';
import { type Endpoint, repliesOf } from '../../support/differential-endpoint.js';

describe('MONITOR as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  /** What a monitor is shown of these requests; clocks, ports and what drops out are made alike. */
  async function shown(requests: readonly (readonly string[])[]): Promise<(readonly string[])[]> {
    const monitors = await both.endpoints();
    const clients = await both.endpoints();
    return Promise.all(
      monitors.map(async (monitor, at) => {
        const client = clients[at];
        if (!client) throw new Error('No client');
        await ask(monitor, ['MONITOR']);
        for (const request of requests) {
          // oxlint-disable-next-line no-await-in-loop -- commands have an order
          await ask(client, request);
        }
        await ask(client, ['ECHO', 'end']);
        const isEnd = (reply: unknown): boolean =>
          JSON.stringify(reply).includes(String.raw`\"end`);
        while (!monitor.replies.some(isEnd)) {
          // oxlint-disable-next-line no-await-in-loop -- as many as there are
          await repliesOf(monitor, monitor.replies.length + 1);
        }
        const lines = monitor.replies.map(reply => JSON.stringify(reply));
        monitor.close();
        return lines.map(line =>
          line.replace(/\d+\.\d{6}/, 'time').replace(/127\S+:\d+/, 'address'),
        );
      }),
    );
  }

  it('shows commands with their arguments, quoted', async () => {
    const [real, embedded] = await shown([
      ['SET', 'a', 'two words'],
      ['get', 'a'],
      ['ECHO', Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('')],
      ['ECHO', ''],
      ['GET'],
      ['nonsense'],
      ['INCR', 'a'],
      ['SELECT', '3'],
      ['PING'],
      ['CLIENT', 'ID'],
    ]);

    expect(embedded).toEqual(real);
    expect(embedded?.[1]).toContain('+time [0 address] '.slice(1));
  });

  it('shows a transaction as it is executed', async () => {
    const [real, embedded] = await shown([
      ['MULTI'],
      ['SET', 'a', '1'],
      ['SELECT', '2'],
      ['EXEC'],
      ['MULTI'],
      ['SET', 'a', '1'],
      ['DISCARD'],
    ]);

    expect(embedded).toEqual(real);
  });

  it('shows a script before the commands that it calls', async () => {
    const script = "redis.call('set', 'a', ARGV[1]) return redis.call('get', 'a')";
    const [real, embedded] = await shown([
      ['EVAL', script, '0', 'value'],
      ['EVALSHA', 'f'.repeat(40), '0'],
    ]);

    expect(embedded).toEqual(real);
    expect(embedded?.[2]).toContain('[0 lua]');
  });

  it('shows neither passwords nor the commands of administrators', async () => {
    const [real, embedded] = await shown([
      ['AUTH', 'secret'],
      ['AUTH', 'default', 'secret'],
      ['HELLO', '3', 'AUTH', 'default', 'secret', 'SETNAME', 'me'],
      ['HELLO', '3', 'SETNAME', 'me'],
      ['CONFIG', 'GET', 'maxmemory'],
      ['CLIENT', 'LIST'],
      ['DEBUG', 'SLEEP', '0'],
    ]);

    expect(embedded).toEqual(real);
    expect(JSON.stringify(embedded)).not.toContain('secret');
  });

  it('lets a monitor not touch keys, until it is reset', () =>
    both.compare([
      'MULTI',
      'MONITOR',
      'EXEC',
      'SET a 1',
      'MONITOR x',
      'MONITOR',
      { send: 'GET a', as: 'exact' },
      'SET a 1',
      'PUBLISH c m',
      'RESET',
      'GET a',
    ]));
});

describe('ioredis as a monitor of the engine', () => {
  it('is told of the commands of other clients', async () => {
    const engine = await EmbeddedEngine.create();
    const redis = engine.connect();
    const monitor = await redis.monitor();
    const told = new Promise<string[]>(resolve => {
      monitor.on('monitor', (_time, args: string[]) => args[0] === 'set' && resolve(args));
    });
    await redis.set('a', 'b c');

    expect(await told).toEqual(['set', 'a', 'b c']);
    monitor.disconnect();
    redis.disconnect();
    await engine.close();
  });
});

async function ask(endpoint: Endpoint, args: readonly string[]): Promise<void> {
  const before = endpoint.replies.length;
  endpoint.send(args);
  await repliesOf(endpoint, before + 1);
}
