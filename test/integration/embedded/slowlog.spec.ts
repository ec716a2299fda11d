import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import { Differential } from '../../support/differential.js';
import { connectEmbedded, type Endpoint, repliesOf } from '../../support/differential-endpoint.js';
import type { RespValue } from '../../support/resp-value.js';
import { waitFor } from '../../support/wait-for.js';

const OFF = ['CONFIG', 'SET', 'slowlog-log-slower-than', '-1'];

describe('SLOWLOG as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('refuses what it does not understand', () =>
    both.compare([
      'CONFIG SET slowlog-log-slower-than -1',
      'SLOWLOG RESET',
      'SLOWLOG LEN',
      'SLOWLOG GET',
      'SLOWLOG GET -2',
      'SLOWLOG GET x',
      'SLOWLOG GET 1 2',
      'SLOWLOG WHAT',
      'SLOWLOG',
      'CONFIG SET slowlog-log-slower-than -2',
    ]));

  it.each([
    ['each command of a transaction, but not EXEC', ['MULTI', 'SET k 1', 'GET k', 'EXEC']],
    ['a script after what it calls', ["EVAL return{redis.call('PING')} 0"]],
    [
      'commands without passwords',
      [
        'AUTH user password',
        'HELLO 2 AUTH user password SETNAME me',
        'CONFIG SET requirepass %%',
        'CONFIG SET maxmemory 0 masterauth %%',
        'ACL SETUSER user >password +get',
      ],
    ],
    ['what failed', ['LPUSH k 1', 'INCR missing 1', 'WHATEVER']],
    [
      'no more than 32 words',
      [`MGET ${'key '.repeat(40).trim()}`, `MGET ${'key '.repeat(31).trim()}`],
    ],
    ['no more than 128 bytes of a word', [`ECHO ${'x'.repeat(129)}`, `ECHO ${'x'.repeat(128)}`]],
  ])('logs %s', async (_, commands) => {
    const [real, embedded] = await both.endpoints();
    const expected = await loggedBy(real, commands);

    expect(await loggedBy(embedded, commands)).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });

  it('keeps the latest, up to slowlog-max-len', async () => {
    const [real, embedded] = await both.endpoints();
    const keep = (count: string): Promise<unknown> =>
      Promise.all(
        [real, embedded].map(endpoint =>
          call(endpoint, ['CONFIG', 'SET', 'slowlog-max-len', count]),
        ),
      );
    await keep('3');
    const commands = ['PING', 'PING a', 'PING b', 'PING c'];
    const expected = await loggedBy(real, commands);

    expect(await loggedBy(embedded, commands)).toEqual(expected);
    expect(expected).toHaveLength(3);
    await keep('128');
  });

  it('logs what took at least so many microseconds, with its client', () => {
    const client = connectEmbedded(createServer());
    const run = (...words: string[]): RespValue | undefined => {
      client.send(words);
      return client.replies.at(-1);
    };
    run('CLIENT', 'SETNAME', 'me');
    run('CONFIG', 'SET', 'slowlog-log-slower-than', '5000');
    run('PING');
    run('EVAL', 'local n = 0 for i = 1, 3e6 do n = n + i end return n', '0');
    const [entry] = itemsOf(run('SLOWLOG', 'GET'));
    const [id, time, duration, words, address, name] = itemsOf(entry);

    expect([id, address, name]).toEqual([{ type: 'integer', value: '0' }, '127.0.0.1:0', 'me']);
    expect(itemsOf(words)[0]).toBe('EVAL');
    expect(numberOf(duration)).toBeGreaterThanOrEqual(5000);
    expect(Math.abs(numberOf(time) - Date.now() / 1000)).toBeLessThan(10);
  });

  it('logs a command that has blocked when it is served', async () => {
    const waiting = await both.endpoints();
    const logs: (readonly RespValue[])[] = [];
    for (const [at, client] of (await both.endpoints()).entries()) {
      waiting[at]?.send(['BLPOP', 'l', '0']);
      // oxlint-disable no-await-in-loop -- each in its order
      await waitFor(async () =>
        JSON.stringify(await call(client, ['CLIENT', 'LIST'])).includes('flags=b'),
      );
      logs.push(await loggedBy(client, ['LPUSH l a']));
      // oxlint-enable no-await-in-loop
    }
    const [expected, actual] = logs;

    expect(actual).toEqual(expected);
    expect(expected).toContainEqual(['BLPOP', 'l', '0']);
  });

  it('times nothing unless it is told to', () => {
    const server = createServer();
    const client = connectEmbedded(server);
    client.send(['PING']);

    expect(server.slowLog.isOn).toBe(false);
    expect(server.slowLog.entries).toEqual([]);
  });
});

/** The words of what is logged of these commands. */
async function loggedBy(
  endpoint: Endpoint,
  commands: readonly string[],
): Promise<readonly RespValue[]> {
  const setup = ['CONFIG SET slowlog-log-slower-than 0', 'SET k v', 'SLOWLOG RESET'];
  for (const command of [...setup, ...commands]) {
    // oxlint-disable-next-line no-await-in-loop -- commands have an order
    await call(endpoint, wordsOf(command));
  }
  await call(endpoint, OFF);
  const log = itemsOf(await call(endpoint, ['SLOWLOG', 'GET', '-1']));
  // The oldest one is SLOWLOG RESET itself, where there is room for it.
  const words = log.map(entry => itemsOf(entry)[3] ?? '');
  return words.filter(entry => itemsOf(entry)[0] !== 'SLOWLOG');
}

/** `%%` stands for nothing: no password. */
function wordsOf(command: string): string[] {
  return command.split(' ').map(word => (word === '%%' ? '' : word));
}

async function call(endpoint: Endpoint, args: readonly string[]): Promise<RespValue> {
  const before = endpoint.replies.length;
  endpoint.send(args);
  const replies = await repliesOf(endpoint, before + 1);
  return replies[before] ?? '';
}

function itemsOf(reply: RespValue | undefined): readonly RespValue[] {
  return Array.isArray(reply) ? reply : [];
}

function numberOf(reply: RespValue | undefined): number {
  const isTagged = typeof reply === 'object' && 'value' in reply;
  return isTagged ? Number(reply.value) : Number.NaN;
}
