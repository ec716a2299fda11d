import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from '../../../lib/embedded/server/create-server.js';
import { Differential } from '../../support/differential.js';
import { connectEmbedded, repliesOf } from '../../support/differential-endpoint.js';

/** What is about other servers, and the serialised form of functions. */
const MISSING = ['migrate', 'psync', 'replconf', 'sync'];

const PARAMETERS = [
  'acl-pubsub-default',
  'acllog-max-len',
  'active-expire-effort',
  'client-query-buffer-limit',
  'dynamic-hz',
  'hash-max-ziplist-entries',
  'latency-monitor-threshold',
  'lfu-decay-time',
  'lfu-log-factor',
  'list-compress-depth',
  'list-max-listpack-size',
  'loglevel',
  'maxmemory-eviction-tenacity',
  'sanitize-dump-payload',
  'set-max-intset-entries',
  'slowlog-max-len',
  'tcp-keepalive',
];
const RESET = [
  'hash-max-listpack-entries 512',
  'list-compress-depth 0',
  'list-max-listpack-size -2',
  'set-max-intset-entries 512',
  'slowlog-max-len 128',
];

/** Tries values of all kinds on a parameter. */
function setEachWay(name: string): string[] {
  const values = ['x', '-1', '0', '1', '5', '101', 'yes', 'no', '1mb', 'kb', '""'];
  const changes = values.map(value => `CONFIG SET ${name} ${value}`);
  return [`CONFIG GET ${name}`, ...changes, `CONFIG GET ${name}`];
}

describe('server commands as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('has every command of the real server but a few', async () => {
    const [real] = await both.endpoints();
    real.send(['COMMAND', 'LIST']);
    const [names] = await repliesOf(real, 1);
    const known = new Set([...createServer().commands.all()].map(({ fullName }) => fullName));

    const missing = Array.isArray(names) ? names.filter(name => !known.has(String(name))) : [];
    expect(new Set(missing)).toEqual(new Set(MISSING));
  });

  it('has the parameters of the real server, with the same defaults and limits', () =>
    both.compare(
      [...PARAMETERS.flatMap(setEachWay), ...RESET.map(change => `CONFIG SET ${change}`)],
      [2],
    ));

  it('is no node of a cluster', () =>
    both.compare([
      'CLUSTER INFO',
      'CLUSTER HELP',
      'CLUSTER KEYSLOT k',
      'CLUSTER MEET a',
      'CLUSTER WHAT',
      'CLUSTER',
      'READONLY',
      'READWRITE',
      'ASKING',
    ]));

  it('is a master without replicas', () =>
    both.compare([
      'ROLE',
      'REPLICAOF NO ONE',
      'SLAVEOF no one',
      'REPLICAOF a',
      'FAILOVER',
      'FAILOVER ABORT',
      'WAIT 0 100',
      'WAIT 0 x',
    ]));

  it('cannot be made a replica', () => {
    const client = connectEmbedded(createServer());
    client.send(['REPLICAOF', 'localhost', '6379']);

    expect(client.replies).toEqual([
      { type: 'error', value: 'ERR The embedded engine cannot be a replica' },
    ]);
  });

  it('loads no modules', () =>
    both.compare(['MODULE LIST', 'MODULE LOAD x', 'MODULE UNLOAD x', 'MODULE LOADEX x y']));

  it('tells about memory and latency', () =>
    both.compare([
      'MEMORY DOCTOR',
      'MEMORY PURGE',
      { send: 'MEMORY MALLOC-STATS', as: 'ignored' },
      'MEMORY USAGE missing',
      'MEMORY USAGE missing SAMPLES -1',
      'MEMORY USAGE missing SAMPLES x',
      'MEMORY USAGE missing WHAT',
      'SET k v',
      { send: 'MEMORY USAGE k SAMPLES 0', as: 'type' },
      'MEMORY',
      'MEMORY WHAT',
      'LATENCY LATEST',
      'LATENCY HISTORY command',
      'LATENCY GRAPH command',
      'LATENCY RESET',
      'LATENCY RESET command fork',
      'LATENCY HISTOGRAM missing',
      'LATENCY DOCTOR',
      'CONFIG SET latency-monitor-threshold 1000',
      'LATENCY DOCTOR',
      'CONFIG SET latency-monitor-threshold 0',
      'LATENCY WHAT',
    ]));

  it('tells the memory of keys in MEMORY STATS', () => {
    const client = connectEmbedded(createServer());
    client.send(['SET', 'k', 'v']);
    client.send(['MEMORY', 'STATS']);
    const stats = client.replies[1];
    const items = Array.isArray(stats) ? stats : [];

    expect(items[items.indexOf('keys.count') + 1]).toEqual({ type: 'integer', value: '1' });
    expect(items[items.indexOf('dataset.bytes') + 1]).toEqual(
      items[items.indexOf('total.allocated') + 1],
    );
  });

  it('shows its version in LOLWUT', () =>
    both.compare(['LOLWUT', 'LOLWUT VERSION 9', 'LOLWUT VERSION x', 'LOLWUT something']));

  it('refuses what it cannot shut down or save by', () =>
    both.compare([
      ...['foo', 'SAVE NOSAVE', 'ABORT NOW', 'ABORT', 'a b c d e'].map(
        options => `SHUTDOWN ${options}`,
      ),
      'BGSAVE what',
      'BGSAVE SCHEDULE now',
      'SAVE now',
      { send: 'LASTSAVE', as: 'type' },
    ]));

  it.each(['SAVE', 'BGSAVE', 'BGSAVE SCHEDULE', 'BGREWRITEAOF', 'SHUTDOWN SAVE'])(
    'does not pretend that %s made anything safe',
    command => {
      const client = connectEmbedded(createServer());
      client.send(command.split(' '));

      const value = 'ERR The embedded engine keeps its data in memory only';
      expect(client.replies).toEqual([{ type: 'error', value }]);
    },
  );

  it('closes all clients on SHUTDOWN without answering', () => {
    const server = createServer();
    const clients = [connectEmbedded(server), connectEmbedded(server)];
    clients[0]?.send(['SHUTDOWN', 'NOSAVE']);

    expect(server.isClosed).toBe(true);
    expect(clients.map(({ isClosed, replies }) => [isClosed, replies])).toEqual([
      [true, []],
      [true, []],
    ]);
  });
});
