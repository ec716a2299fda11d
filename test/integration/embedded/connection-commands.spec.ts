import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';
import { repliesOf } from '../../support/differential-endpoint.js';

describe('connections as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('answers the simple ones and refuses the unknown', () =>
    both.compare([
      'PING',
      'PING hello',
      'PING a b',
      'ECHO x',
      'ECHO',
      'foo',
      'foo bar "b\\r\\naz"',
      ['foo', 'x'.repeat(200), 'y'],
      ['x'.repeat(200)],
      ['foo', 'a\0b', 'c'],
      ['foo', '', ''],
      'GET',
      'GET a b',
      'CLIENT',
      'CLIENT FOO',
      'CLIENT SETNAME',
      'CONFIG FOO BAR',
      'COMMAND FOO',
      'TIME',
      'TIME x',
      'LASTSAVE x',
      'ROLE',
      'WAIT 0 0',
      'WAIT 1 10',
      'WAIT x 0',
      'WAIT 1 x',
      'WAIT 1 -1',
    ]));

  it('says hello and authenticates', () =>
    both.compare([
      { send: 'HELLO', as: 'ignored' },
      { send: 'HELLO 2', as: 'ignored' },
      'HELLO 4',
      'HELLO 1',
      'HELLO x',
      'HELLO 3 FOO',
      'HELLO 3 AUTH default',
      'HELLO 3 AUTH nobody x',
      'HELLO 3 SETNAME "a b"',
      { send: 'HELLO 3 SETNAME ab', as: 'ignored' },
      'CLIENT GETNAME',
      'AUTH x',
      'AUTH default x',
      'AUTH nobody x',
      'AUTH a b c',
      'AUTH',
      'CONFIG SET requirepass secret',
      { client: 'b', send: 'GET a' },
      { client: 'b', send: 'HELLO 3' },
      { client: 'b', send: 'PING' },
      { client: 'b', send: 'nonsense' },
      { client: 'b', send: 'AUTH wrong' },
      { client: 'b', send: 'AUTH default wrong' },
      { client: 'b', send: 'AUTH secret' },
      { client: 'b', send: 'GET a' },
      'CONFIG GET requirepass',
      'CONFIG SET requirepass ""',
      { client: 'c', send: 'GET a' },
    ]));

  it('names and lists clients', () =>
    both.compare([
      'CLIENT SETNAME one',
      'CLIENT GETNAME',
      'CLIENT SETNAME "o ne"',
      'CLIENT SETNAME ""',
      'CLIENT GETNAME',
      { send: 'CLIENT ID', as: 'type' },
      { send: 'CLIENT INFO', as: 'type' },
      { send: 'CLIENT LIST', as: 'type' },
      'CLIENT LIST TYPE replica',
      'CLIENT LIST TYPE nonsense',
      'CLIENT LIST ID x',
      'CLIENT LIST ID 999999',
      'CLIENT LIST FOO',
      'CLIENT NO-EVICT ON',
      'CLIENT NO-EVICT x',
      'CLIENT KILL 1.2.3.4:5',
      'CLIENT KILL ID 999999',
      'CLIENT KILL ID x',
      'CLIENT KILL ID 0',
      'CLIENT KILL TYPE nonsense',
      'CLIENT KILL USER nobody',
      'CLIENT KILL SKIPME maybe',
      'CLIENT KILL FOO bar',
      'CLIENT KILL ID 1 ADDR',
      'CLIENT UNBLOCK 999999',
      'CLIENT UNBLOCK x',
      'CLIENT UNBLOCK 1 FOO',
      'CLIENT REPLY FOO',
      'CLIENT PAUSE x',
      'CLIENT PAUSE -1',
      'CLIENT PAUSE 10 FOO',
      'CLIENT UNPAUSE',
      'RESET',
      'PING',
    ]));

  it('drops the replies that CLIENT REPLY drops', () =>
    both.compare([
      { send: 'CLIENT REPLY SKIP', blocks: true },
      { send: 'SET a 1', blocks: true },
      { send: 'GET a', blocks: true },
      { send: 'CLIENT REPLY OFF', blocks: true },
      { send: 'SET a 2', blocks: true },
      { send: 'CLIENT REPLY ON', blocks: true },
      { send: 'GET a', blocks: true },
    ]));

  it('holds commands back while paused', () =>
    both.compare([
      'CLIENT PAUSE 60 WRITE',
      { client: 'b', send: 'GET a' },
      { client: 'b', send: 'SET a 1' },
      { client: 'b', send: 'GET a' },
      'CLIENT PAUSE 60 ALL',
      { client: 'b', send: 'GET a' },
      'GET a',
    ]));

  it('leaves keys past their time where they are while paused', () =>
    both.compare([
      'SET k v PX 10',
      'CLIENT PAUSE 60000 WRITE',
      'WAIT 1 30',
      'GET k',
      'EXISTS k',
      'DBSIZE',
      'CLIENT UNPAUSE',
      'GET k',
      'DBSIZE',
    ]));

  it('configures', () =>
    both.compare([
      'CONFIG GET maxmemory',
      'CONFIG GET maxmemory-p* hash-max-listpack-entries',
      'CONFIG GET MAXMEMORY',
      'CONFIG GET hash-max-*',
      'CONFIG GET nonsense',
      'CONFIG SET maxmemory 100mb',
      'CONFIG GET maxmemory',
      'CONFIG SET maxmemory 0',
      'CONFIG SET maxmemory x',
      'CONFIG SET maxmemory-policy allkeys-lru',
      'CONFIG SET maxmemory-policy noeviction maxmemory-samples 6',
      'CONFIG GET maxmemory-samples',
      'CONFIG SET maxmemory-samples 0',
      'CONFIG SET maxmemory-samples x',
      'CONFIG SET maxmemory-samples 5 maxmemory-samples 6',
      'CONFIG SET nonsense 1',
      'CONFIG SET databases 5',
      'CONFIG SET maxmemory',
      'CONFIG SET maxmemory 1 x',
      'CONFIG SET hash-max-ziplist-entries 100',
      'CONFIG GET hash-max-listpack-entries',
      'CONFIG SET hash-max-listpack-entries 512',
      'CONFIG SET hash-max-listpack-entries -1',
      'CONFIG SET lazyfree-lazy-expire maybe',
      'CONFIG SET lazyfree-lazy-expire YES',
      'CONFIG SET lazyfree-lazy-expire no',
      'CONFIG SET notify-keyspace-events KEA',
      'CONFIG GET notify-keyspace-events',
      'CONFIG SET notify-keyspace-events Kg$m',
      'CONFIG GET notify-keyspace-events',
      'CONFIG SET notify-keyspace-events AKEnm',
      'CONFIG GET notify-keyspace-events',
      'CONFIG SET notify-keyspace-events Q',
      'CONFIG SET notify-keyspace-events ""',
      'CONFIG RESETSTAT',
      'CONFIG REWRITE',
    ]));

  it('describes commands', () =>
    both.compare([
      'COMMAND GETKEYS MSET a 1 b 2',
      'COMMAND GETKEYS GET a',
      'COMMAND GETKEYS PING x',
      'COMMAND GETKEYS GET',
      'COMMAND GETKEYS nonsense a',
      'COMMAND GETKEYS GET a b',
      'COMMAND INFO nonsense',
      'COMMAND INFO get|key client|id|x nonsense|x',
      'COMMAND GETKEYSANDFLAGS SET a 1',
      'COMMAND GETKEYSANDFLAGS set a 1 get',
      'COMMAND GETKEYSANDFLAGS MSET a 1 b 2',
      'COMMAND GETKEYSANDFLAGS LMOVE a b LEFT RIGHT',
      'COMMAND GETKEYSANDFLAGS SORT a STORE b',
      'COMMAND GETKEYSANDFLAGS ZUNIONSTORE a 2 b c',
      'COMMAND GETKEYSANDFLAGS EVAL "return 1" 0',
      'COMMAND GETKEYSANDFLAGS PING x',
      'COMMAND GETKEYSANDFLAGS GET',
      'COMMAND GETKEYSANDFLAGS nonsense a',
      'COMMAND GETKEYSANDFLAGS',
      { send: 'COMMAND LIST FILTERBY PATTERN object|*', as: 'unordered' },
      'COMMAND LIST FILTERBY FOO x',
      'COMMAND LIST FILTERBY MODULE x',
      'COMMAND LIST FILTERBY PATTERN xyz*',
      'COMMAND LIST FOO',
    ]));

  it('lists commands with their subcommands', async () => {
    const lists = await Promise.all(
      (await both.endpoints()).map(async endpoint => {
        endpoint.send(['COMMAND', 'LIST']);
        return repliesOf(endpoint, 1);
      }),
    );

    for (const [names] of lists)
      expect(names).toEqual(expect.arrayContaining(['get', 'client|id']));
  });

  it.each([
    ['*1\r\n$4\r\nPING\r\n'],
    ['PING\r\n'],
    ["PING\n\r\n\n  ECHO \"a b\\x41\" \r\nECHO 'it\\'s'\r\n"],
    ['*0\r\n*-1\r\nPING\r\n'],
    ['*1\r\nPING\r\n'],
    ['*x\r\n'],
    ['*2147483648\r\n'],
    ['*1\r\n$-1\r\n'],
    ['*1\r\n$x\r\n'],
    ['*1\r\n$536870913\r\n'],
    ['*01\r\n$4\r\nPING\r\n'],
    ['ECHO "open\r\n'],
    ['ECHO "a"b\r\n'],
    ['PING\r\n*1\r\n!4\r\nPING\r\n'],
    ['*' + '1'.repeat(70_000)],
    ['*1\r\n$' + '1'.repeat(70_000)],
    ['x'.repeat(70_000)],
    ['*2\r\n$4\r\nECHO\r\n$3\r\na\r\n\r\nPING\r\n'],
  ])('reads the protocol: %j', async bytes => {
    const [real, embedded] = await both.endpoints();
    for (const endpoint of [real, embedded]) endpoint.sendRaw(bytes);
    // How far a socket has read when the next bytes come is chance.
    await new Promise(resolve => setTimeout(resolve, 20));
    for (const endpoint of [real, embedded]) endpoint.sendRaw('*2\r\n$4\r\nECHO\r\n$3\r\nend\r\n');
    await repliesOf(real, embedded.replies.length);
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(embedded.replies).toEqual(real.replies);
    expect(embedded.isClosed).toBe(real.isClosed);
  });
});
