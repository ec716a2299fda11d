import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Differential, type Step } from '../../support/differential.js';
import { encodeRequest, type Endpoint, repliesOf } from '../../support/differential-endpoint.js';

/** `r` is told what `a` and others track, in either protocol. */
const REDIRECTED: readonly Step[] = [
  { client: 'a', send: 'CLIENT TRACKING OFF REDIRECT {id:r}' },
  { client: 'r', send: 'SUBSCRIBE __redis__:invalidate' },
];

describe('client tracking as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  describe('of the keys that a client read', () => {
    it('tells once of each change to a key that was read since', () =>
      both.compare([
        ...REDIRECTED,
        'CLIENT TRACKING ON REDIRECT {id:r}',
        'GET a',
        'MGET b c',
        'HGETALL h',
        { client: 'b', send: 'SET a 1' },
        { client: 'b', send: 'SET a 2' },
        { client: 'b', send: 'SET other 1' },
        { client: 'b', send: 'MSET b 1 c 1' },
        { client: 'b', send: 'HSET h f v' },
        { client: 'b', send: 'DEL h' },
        'GET a',
        { client: 'b', send: 'DEL a' },
        'SET written 1',
        { client: 'b', send: 'SET written 2' },
        { client: 'r', messages: 5 },
        { client: 'r', send: 'PING' },
      ]));

    it('pushes to a client of RESP3, of its own changes after their answer', () =>
      both.compare(
        [
          'CLIENT TRACKING ON',
          'GET a',
          'SET a 1',
          'GET a',
          { client: 'b', send: 'SET a 2' },
          { client: 'a', messages: 2 },
          'MSET x 1 y 1',
          'MGET x y',
          'DEL x y',
          'HSET h f v',
          'HGET h f',
          'HDEL h f',
          'PING',
        ],
        [3],
      ));

    it('cannot tell a client of RESP2 that redirects to nobody', () =>
      both.compare(
        ['CLIENT TRACKING ON', 'GET a', 'SET a 1', { client: 'b', send: 'SET a 2' }, 'PING'],
        [2],
      ));

    it('tells of the changes of a transaction after its answer, and of reads and writes in turn', () =>
      both.compare(
        [
          'CLIENT TRACKING ON',
          'MSET a 1 b 2',
          'GET a',
          'MULTI',
          'INCR a',
          'GET b',
          'EXEC',
          'MULTI',
          'GET c',
          'SET c 1',
          'GET c',
          'EXEC',
          { client: 'b', send: 'SET c 2' },
          { client: 'b', send: 'SET c 3' },
          { client: 'b', send: 'SET b 3' },
          'PING',
        ],
        [3],
      ));

    it('does not tell a client with NOLOOP of its own changes, but others', () =>
      both.compare([
        ...REDIRECTED,
        'CLIENT TRACKING ON REDIRECT {id:r} NOLOOP',
        'MGET a b c',
        { client: 'c', send: 'CLIENT TRACKING ON REDIRECT {id:r}' },
        { client: 'c', send: 'GET a' },
        'SET a 1',
        { client: 'b', send: 'SET b 1' },
        { client: 'b', send: 'SET a 2' },
        'DEBUG SET-ACTIVE-EXPIRE 0',
        'GET c',
        'SET c 1 PX 10',
        'GET c',
        { client: 'b', send: 'DEBUG SLEEP 0.03' },
        'GET c',
        'DEBUG SET-ACTIVE-EXPIRE 1',
        { client: 'r', messages: 2 },
        { client: 'r', send: 'PING' },
      ]));

    it('tells of keys that are found expired, after the answer', () =>
      both.compare(
        [
          'CLIENT TRACKING ON',
          'DEBUG SET-ACTIVE-EXPIRE 0',
          'MSET x 1 y 2',
          'PEXPIRE y 20',
          'GET y',
          { client: 'b', send: 'DEBUG SLEEP 0.05' },
          'MGET x y',
          'DEBUG SET-ACTIVE-EXPIRE 1',
          { client: 'b', send: 'SET y 1' },
          'PING',
        ],
        [3],
      ));

    it('forgets what was tracked when it is turned off, or turned to broadcasting', () =>
      both.compare([
        ...REDIRECTED,
        'CLIENT TRACKING ON REDIRECT {id:r}',
        'MGET a b c',
        'CLIENT TRACKING OFF',
        { client: 'b', send: 'SET a 1' },
        'CLIENT TRACKING ON REDIRECT {id:r}',
        { client: 'b', send: 'SET a 2' },
        { client: 'b', send: 'SET b 2' },
        'CLIENT TRACKING OFF',
        'CLIENT TRACKING ON BCAST PREFIX x REDIRECT {id:r}',
        { client: 'b', send: 'SET c 2' },
        { client: 'r', messages: 1 },
        { client: 'r', send: 'PING' },
      ]));

    it('tracks with OPTIN only what is read right after CLIENT CACHING YES', () =>
      both.compare([
        ...REDIRECTED,
        'CLIENT TRACKING ON REDIRECT {id:r} OPTIN',
        'GET a',
        'CLIENT CACHING YES',
        'GET b',
        'GET c',
        'CLIENT CACHING YES',
        'PING',
        'GET d',
        'CLIENT CACHING YES',
        'CLIENT CACHING NO',
        { send: 'CLIENT TRACKINGINFO', as: 'ignored' },
        'GET e',
        'CLIENT CACHING YES',
        'MULTI',
        'GET f',
        'GET g',
        'EXEC',
        'GET h',
        'CLIENT CACHING YES',
        'nonsense',
        'GET i',
        'CLIENT CACHING YES',
        'GET',
        'GET j',
        { client: 'b', send: 'MSET a 1 b 1 c 1 d 1 e 1 f 1 g 1 h 1 i 1 j 1' },
        { client: 'r', messages: 4 },
        { client: 'r', send: 'PING' },
      ]));

    it('tracks with OPTOUT all but what is read right after CLIENT CACHING NO', () =>
      both.compare([
        ...REDIRECTED,
        'CLIENT TRACKING ON REDIRECT {id:r} OPTOUT',
        'GET a',
        'CLIENT CACHING NO',
        'GET b',
        'GET c',
        'CLIENT CACHING YES',
        { client: 'b', send: 'MSET a 1 b 1 c 1' },
        { client: 'r', messages: 2 },
        { client: 'r', send: 'PING' },
      ]));

    it('takes the keys of commands from where each has them', () =>
      both.compare([
        ...REDIRECTED,
        'CLIENT TRACKING ON REDIRECT {id:r}',
        'RPUSH list x',
        'ZADD z 1 a',
        'SINTER s1 s2',
        'ZUNION 2 z z2 WEIGHTS 1 2',
        'OBJECT ENCODING list',
        'TYPE t',
        'EXISTS e1 e2',
        'LRANGE list 0 -1',
        'SORT_RO so BY nosort',
        'TTL ttl',
        'INCR list',
        'GET list',
        'SCAN 0',
        'DUMP nothing',
        'TOUCH to',
        { client: 'b', send: 'SADD s1 a' },
        { client: 'b', send: 'SADD s2 a' },
        { client: 'b', send: 'ZADD z 2 b' },
        { client: 'b', send: 'ZADD z2 2 b' },
        { client: 'b', send: 'SET t 2' },
        { client: 'b', send: 'MSET e1 1 e2 2' },
        { client: 'b', send: 'RPUSH list y' },
        { client: 'b', send: 'RPUSH so y' },
        { client: 'b', send: 'SET ttl 1' },
        { client: 'b', send: 'SET to 1' },
        { client: 'r', messages: 11 },
        { client: 'r', send: 'PING' },
      ]));

    it('remembers the declared keys of a script that reads anything', () =>
      both.compare([
        ...REDIRECTED,
        'CLIENT TRACKING ON REDIRECT {id:r}',
        ['EVAL', "return redis.call('set', 'k3', 'x')", '2', 'k1', 'k2'],
        { client: 'b', send: 'MSET k1 1 k2 1 k3 1' },
        ['EVAL', "return redis.call('get', 'k3')", '2', 'k1', 'k2'],
        { client: 'b', send: 'MSET k1 2 k2 2 k3 2' },
        ['EVAL_RO', "return redis.call('ping')", '2', 'k1', 'k2'],
        { client: 'b', send: 'MSET k1 3 k2 3 k3 3' },
        ['EVAL_RO', "return redis.call('get', 'k1')", '2', 'k1', 'k2'],
        { client: 'b', send: 'MSET k1 4 k2 4 k3 4' },
        ['EVAL', "redis.call('get', 'k1') redis.call('set', 'k1', 5)", '1', 'k1'],
        { client: 'b', send: 'SET k1 6' },
        'MULTI',
        ['EVAL', "redis.call('set', 'k1', 7) return redis.call('get', 'k1')", '1', 'k1'],
        'GET k2',
        'EXEC',
        { client: 'b', send: 'MSET k1 8 k2 8' },
        { client: 'r', send: 'PING' },
      ]));

    it('does not tell a client with NOLOOP of what its scripts change', () =>
      both.compare([
        ...REDIRECTED,
        'CLIENT TRACKING ON REDIRECT {id:r} NOLOOP',
        'MGET a b',
        ['EVAL', "return redis.call('set', KEYS[1], 1)", '1', 'a'],
        { client: 'b', send: 'SET a 2' },
        { client: 'b', send: 'SET b 2' },
        { client: 'r', send: 'PING' },
      ]));

    it('tells of what a script changes after its answer', () =>
      both.compare(
        [
          'CLIENT TRACKING ON',
          'MGET a b',
          ['EVAL', "redis.call('mset', 'a', 1, 'b', 1) return redis.call('get', 'a')", '0'],
          ['EVAL', "redis.call('flushall') return redis.call('get', 'a')", '0'],
          'PING',
        ],
        [3],
      ));

    it('tells a client that was blocked after it is answered', () =>
      both.compare(
        [
          { client: 'w', send: 'CLIENT TRACKING ON' },
          { client: 'w', send: 'LRANGE to 0 -1' },
          { client: 'w', send: 'BLMOVE from to LEFT LEFT 0', blocks: true },
          'RPUSH from x',
        ],
        [3],
      ));

    it('tells while replies are off', () =>
      both.compare(
        [
          'CLIENT TRACKING ON',
          'GET a',
          { send: 'CLIENT REPLY OFF', replies: 0 },
          { client: 'b', send: 'SET a 1' },
          { client: 'a', messages: 1 },
          'CLIENT REPLY ON',
          'PING',
        ],
        [3],
      ));

    it('tells all clients with one null when a database is emptied', () =>
      both.compare([
        ...REDIRECTED,
        'CLIENT TRACKING ON REDIRECT {id:r}',
        { client: 'c', send: 'CLIENT TRACKING ON REDIRECT {id:r} BCAST PREFIX x' },
        { client: 'd', send: 'SET a 1' },
        'GET a',
        { client: 'b', send: 'FLUSHALL' },
        { client: 'b', send: 'SET a 1' },
        { client: 'b', send: 'SELECT 5' },
        { client: 'b', send: 'FLUSHDB' },
        'FLUSHDB',
        'MULTI',
        'FLUSHALL ASYNC',
        'FLUSHDB',
        'EXEC',
        { client: 'b', send: 'SWAPDB 0 1' },
        { client: 'r', messages: 10 },
        { client: 'r', send: 'PING' },
      ]));

    it('sends the null in the protocol of the client that redirects', () =>
      both.compare(
        [
          ...REDIRECTED,
          { client: 'a', send: 'HELLO 3', as: 'ignored' },
          'CLIENT TRACKING ON REDIRECT {id:r}',
          'FLUSHALL',
          { client: 'r', messages: 1 },
          { client: 'r', send: 'PING' },
        ],
        [2],
      ));
  });

  describe('by broadcasting', () => {
    it('tells of every change, in one message for all keys of a command or transaction', () =>
      both.compare([
        ...REDIRECTED,
        'CLIENT TRACKING ON BCAST REDIRECT {id:r}',
        'MSET c 1 a 2 b 3 B 4 "" 5',
        { client: 'b', send: 'SET a 2' },
        { client: 'b', send: 'SET a 3' },
        'MULTI',
        'SET z 1',
        'SET y 1',
        'SET z 2',
        'DEL y',
        'EXEC',
        'GET a',
        'DEL none',
        ['SET', '\xff', '1'],
        'RENAME a renamed',
        'MOVE renamed 3',
        'LPUSH l x y',
        'LPOP l 2',
        'SINTERSTORE s none',
        'EXPIRE b 100',
        'PERSIST b',
        'SORT l STORE l2',
        'GETDEL b',
        'FLUSHALL',
        { client: 'r', send: 'PING' },
      ]));

    it('tells of each prefix by itself', () =>
      both.compare([
        ...REDIRECTED,
        'CLIENT TRACKING ON BCAST REDIRECT {id:r} PREFIX b: PREFIX a:',
        'MULTI',
        'INCR a:2',
        'INCR b:1',
        'INCR a:1',
        'INCR c:1',
        'INCR a',
        'INCR b:',
        'EXEC',
        'CLIENT TRACKING ON BCAST REDIRECT {id:r} PREFIX c:',
        'INCR c:1',
        'INCR a:1',
        'CLIENT TRACKING ON BCAST REDIRECT {id:r}',
        'INCR a:1',
        'CLIENT TRACKING OFF',
        'INCR a:1',
        { client: 'r', messages: 6 },
        { client: 'r', send: 'PING' },
      ]));

    it('tells a client with NOLOOP of what its scripts change', () =>
      both.compare([
        ...REDIRECTED,
        'CLIENT TRACKING ON BCAST REDIRECT {id:r} NOLOOP',
        ['EVAL', "redis.call('mset', 'b', 1, 'a', 1) return redis.call('set', 'c', 1)", '0'],
        'MULTI',
        ['EVAL', "return redis.call('set', 'a', 1)", '0'],
        'SET own 1',
        'SET a 2',
        ['EVAL', "return redis.call('set', 'b', 1)", '0'],
        'EXEC',
        { client: 'r', send: 'PING' },
      ]));

    it('pushes to the client itself after the answers', () =>
      both.compare(
        [
          'CLIENT TRACKING ON BCAST',
          'SET a 1',
          'MULTI',
          'SET b 1',
          'SET c 1',
          'EXEC',
          { client: 'b', send: 'SET d 1' },
          { client: 'a', messages: 3 },
          'CLIENT TRACKING OFF',
          'SET e 1',
          'PING',
        ],
        [3],
      ));

    it('leaves out with NOLOOP what the client changed last', () =>
      both.compare([
        ...REDIRECTED,
        'CLIENT TRACKING ON BCAST REDIRECT {id:r} NOLOOP',
        'SET a 1',
        { client: 'b', send: 'SET a 2' },
        'MULTI',
        'SET own 1',
        'EXEC',
        'DEBUG SET-ACTIVE-EXPIRE 0',
        'SET e 1 PX 10',
        { client: 'b', send: 'DEBUG SLEEP 0.03' },
        'GET e',
        'DEBUG SET-ACTIVE-EXPIRE 1',
        { client: 'r', messages: 2 },
        { client: 'r', send: 'PING' },
      ]));

    it('tells together what the commands of one packet change', async () => {
      const [real, embedded] = await Promise.all(
        (await both.endpoints()).map(async endpoint => {
          await ask(endpoint, ['HELLO', '3']);
          await ask(endpoint, ['CLIENT', 'TRACKING', 'ON', 'BCAST', 'PREFIX', 'packet:']);
          const before = endpoint.replies.length;
          const keys = ['packet:b', 'packet:a', 'other', 'packet:b'];
          endpoint.sendRaw(keys.map(key => encodeRequest(['SET', key, '1'])).join(''));
          const replies = await repliesOf(endpoint, before + keys.length + 1);
          return replies.slice(before);
        }),
      );

      expect(embedded).toEqual(real);
      expect(embedded?.at(-1)).toEqual({
        type: 'push',
        value: ['invalidate', ['packet:a', 'packet:b']],
      });
    });
  });

  describe('redirecting', () => {
    it('tells a client of RESP3 by a push, subscribed or not', () =>
      both.compare(
        [
          { client: 'a', send: 'CLIENT TRACKING ON REDIRECT {id:r}' },
          { client: 'r', send: 'PING' },
          'GET a',
          { client: 'b', send: 'SET a 1' },
          { client: 'r', messages: 1 },
          { client: 'r', send: 'SUBSCRIBE __redis__:invalidate' },
          'GET a',
          { client: 'b', send: 'SET a 1' },
          { client: 'r', messages: 2 },
        ],
        [3],
      ));

    it('tells a client of RESP2 only while it is subscribed, to whatever', () =>
      both.compare(
        [
          'CLIENT TRACKING ON BCAST REDIRECT {id:r}',
          { client: 'r', send: 'PING' },
          'SET a 1',
          { client: 'r', send: 'PSUBSCRIBE something' },
          'SET a 2',
          { client: 'r', messages: 1 },
          { client: 'r', send: 'PUNSUBSCRIBE' },
          'SET a 3',
          { client: 'r', send: 'PING' },
        ],
        [2],
      ));

    it('lets a client of RESP2 redirect to itself', () =>
      both.compare(
        [
          { client: 'a', send: 'CLIENT TRACKING ON BCAST PREFIX k REDIRECT {id:a}' },
          'SUBSCRIBE __redis__:invalidate',
          { client: 'b', send: 'SET k 1' },
          { client: 'a', messages: 1 },
          'PING',
        ],
        [2],
      ));

    it('keeps to the protocol that each speaks at the time', () =>
      both.compare(
        [
          ...REDIRECTED,
          'CLIENT TRACKING ON REDIRECT {id:r}',
          'GET a',
          { send: 'HELLO 3', as: 'ignored' },
          { client: 'b', send: 'SET a 1' },
          'GET a',
          { send: 'HELLO 2', as: 'ignored' },
          { client: 'b', send: 'SET a 1' },
          { client: 'r', messages: 2 },
          { client: 'r', send: 'RESET' },
          'GET a',
          { client: 'b', send: 'SET a 1' },
          { client: 'r', send: 'PING' },
        ],
        [2],
      ));

    it('tells that whom it redirects to is gone', () =>
      both.compare([
        ...REDIRECTED,
        'CLIENT TRACKING ON REDIRECT {id:r}',
        'GET a',
        { client: 'r', send: 'QUIT' },
        { send: 'CLIENT TRACKINGINFO', as: 'type' },
        { client: 'b', send: 'SET a 1' },
        { send: 'CLIENT TRACKINGINFO', as: 'type' },
        'CLIENT TRACKING ON REDIRECT {id:r}',
        'CLIENT TRACKING ON',
        'CLIENT TRACKINGINFO',
      ]));
  });

  describe('in its answers', () => {
    it('refuses what does not go together', () =>
      both.compare([
        'CLIENT TRACKING',
        'CLIENT TRACKING maybe',
        'CLIENT TRACKING ON nonsense',
        'CLIENT TRACKING ON REDIRECT',
        'CLIENT TRACKING ON REDIRECT x',
        'CLIENT TRACKING ON REDIRECT 0',
        'CLIENT TRACKING ON REDIRECT -1',
        'CLIENT TRACKING ON REDIRECT 999999',
        'CLIENT TRACKING OFF REDIRECT 9223372036854775808',
        'CLIENT TRACKING ON REDIRECT {id:a} REDIRECT {id:a}',
        'CLIENT TRACKING ON PREFIX',
        'CLIENT TRACKING ON PREFIX a',
        'CLIENT TRACKING ON BCAST OPTIN',
        'CLIENT TRACKING ON BCAST OPTOUT',
        'CLIENT TRACKING ON OPTIN OPTOUT',
        'CLIENT TRACKING ON BCAST PREFIX FOOBAR PREFIX FOO',
        'CLIENT TRACKING ON BCAST PREFIX FOO PREFIX FOOBAR',
        'CLIENT TRACKING ON BCAST PREFIX a PREFIX a',
        'CLIENT TRACKING ON BCAST PREFIX a PREFIX ""',
        'CLIENT TRACKINGINFO',
        'CLIENT CACHING YES',
        'CLIENT CACHING nonsense',
        'CLIENT TRACKING ON OPTIN',
        'CLIENT CACHING NO',
        'CLIENT CACHING maybe',
        'CLIENT CACHING',
        'CLIENT TRACKING ON OPTOUT',
        'CLIENT TRACKING ON BCAST',
        'CLIENT TRACKING ON',
        'CLIENT CACHING YES',
        'CLIENT TRACKING ON OPTOUT',
        'CLIENT TRACKING OFF',
        'CLIENT TRACKING ON BCAST PREFIX FOO PREFIX BAR',
        'CLIENT TRACKING ON BCAST PREFIX FO',
        'CLIENT TRACKING ON BCAST PREFIX BARB',
        'CLIENT TRACKING ON BCAST PREFIX x PREFIX BARB PREFIX BARBAR',
        'CLIENT TRACKING ON',
        'CLIENT TRACKINGINFO x',
        'CLIENT GETREDIR x',
      ]));

    it('describes how a client tracks', () =>
      both.compare([
        'CLIENT TRACKINGINFO',
        'CLIENT GETREDIR',
        'CLIENT TRACKING ON',
        'CLIENT TRACKINGINFO',
        'CLIENT GETREDIR',
        'CLIENT TRACKING ON NOLOOP',
        'CLIENT TRACKINGINFO',
        'CLIENT TRACKING ON OPTIN',
        'CLIENT TRACKINGINFO',
        'CLIENT CACHING YES',
        'CLIENT TRACKINGINFO',
        'PING',
        'CLIENT TRACKINGINFO',
        'CLIENT TRACKING OFF',
        'CLIENT TRACKING ON OPTOUT NOLOOP',
        'CLIENT CACHING NO',
        'CLIENT TRACKINGINFO',
        'CLIENT TRACKING OFF',
        'CLIENT TRACKINGINFO',
        'CLIENT TRACKING ON BCAST PREFIX foo PREFIX bar',
        'CLIENT TRACKING ON BCAST PREFIX aa NOLOOP',
        'CLIENT TRACKINGINFO',
        'RESET',
        'CLIENT TRACKINGINFO',
        'CLIENT TRACKING ON BCAST',
        'CLIENT TRACKINGINFO',
        'CLIENT GETREDIR',
      ]));

    it('shows tracking clients in CLIENT LIST, and the totals in INFO', async () => {
      const [real, embedded] = await Promise.all(
        (await both.endpoints()).map(async endpoint => {
          const shown: string[] = [];
          for (const request of [
            'CLIENT INFO',
            'CLIENT TRACKING ON',
            'CLIENT INFO',
            'GET total:a',
            'MGET total:a total:b',
            'INFO stats',
            'CLIENT TRACKING OFF',
            'CLIENT TRACKING ON BCAST PREFIX p PREFIX q',
            'CLIENT INFO',
            'INFO clients',
            'INFO stats',
            'FLUSHALL',
            'INFO stats',
          ]) {
            // oxlint-disable-next-line no-await-in-loop -- commands have an order
            const reply = JSON.stringify(await ask(endpoint, request.split(' ')));
            shown.push(
              ...Array.from(
                reply.matchAll(/(?:flags|redir)=\S+|tracking_(?:total|clients)\w*:\d+/g),
                String,
              ),
            );
          }
          await ask(endpoint, ['CLIENT', 'TRACKING', 'OFF']);
          return shown;
        }),
      );

      expect(embedded).toEqual(real);
      expect(embedded?.slice(0, 8)).toEqual([
        'flags=N',
        'redir=-1',
        'flags=t',
        'redir=0',
        'tracking_total_keys:2',
        'tracking_total_items:2',
        'tracking_total_prefixes:1',
        'flags=tB',
      ]);
    });
  });

  describe('above tracking-table-max-keys', () => {
    it('tells of keys that it forgets before the next command', async () => {
      const steps = ['r:1', 'r:2', 'r:3'];
      const [real, embedded] = await Promise.all(
        (await both.endpoints()).map(async endpoint => {
          await ask(endpoint, ['HELLO', '3']);
          await ask(endpoint, ['FLUSHALL']);
          await ask(endpoint, ['CLIENT', 'TRACKING', 'ON']);
          await ask(endpoint, ['MGET', ...steps]);
          const before = endpoint.replies.length;
          await ask(endpoint, ['CONFIG', 'SET', 'tracking-table-max-keys', '1']);
          endpoint.send(['PING']);
          const replies = await repliesOf(endpoint, before + 4);
          await ask(endpoint, ['CONFIG', 'SET', 'tracking-table-max-keys', '1000000']);
          await ask(endpoint, ['CLIENT', 'TRACKING', 'OFF']);
          return replies.slice(before, before + 4).map(reply => JSON.stringify(reply));
        }),
      );
      const shape = (replies: readonly string[] | undefined): string[] =>
        (replies ?? []).map(reply => reply.replace(/r:\d/, 'r:any'));

      expect(shape(embedded)).toEqual(shape(real));
      expect(new Set(embedded).size).toBe(4);
    });
  });
});

async function ask(endpoint: Endpoint, args: readonly string[]): Promise<unknown> {
  const before = endpoint.replies.length;
  endpoint.send(args);
  return (await repliesOf(endpoint, before + 1))[before];
}
