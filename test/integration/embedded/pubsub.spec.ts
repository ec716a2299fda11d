import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';
import { repliesOf } from '../../support/differential-endpoint.js';

describe('publish and subscribe as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('delivers to the subscribers of a channel, and tells how many there are', () =>
    both.compare([
      'PUBLISH c nobody',
      { client: 'b', send: 'SUBSCRIBE c d', replies: 2 },
      { client: 'c', send: 'SUBSCRIBE c' },
      'PUBLISH c hello',
      ['PUBLISH', 'd', '\x00\xff\r\n'],
      'PUBLISH e nobody',
      'PUBLISH "" ""',
      { client: 'b', send: 'UNSUBSCRIBE c' },
      'PUBLISH c "only to c"',
      { client: 'b', messages: 2 },
      { client: 'c', messages: 2 },
      'PUBLISH c',
      'PUBLISH c a b',
    ]));

  it('delivers by patterns, after the channel and once for each', () =>
    both.compare([
      { client: 'b', send: 'PSUBSCRIBE news.*' },
      { client: 'b', send: 'PSUBSCRIBE news.*' },
      { client: 'b', send: 'SUBSCRIBE news.1' },
      { client: 'c', send: 'PSUBSCRIBE ne?s.[0-9] exact no\\?', replies: 3 },
      'PUBLISH news.1 a',
      'PUBLISH news.x b',
      'PUBLISH exact c',
      'PUBLISH exactly d',
      'PUBLISH no? e',
      'PUBLISH nox f',
      { client: 'b', messages: 3 },
      { client: 'c', messages: 3 },
    ]));

  it('keeps shard channels apart from channels and patterns', () =>
    both.compare([
      { client: 'b', send: 'SSUBSCRIBE c d c', replies: 3 },
      { client: 'c', send: 'PSUBSCRIBE *' },
      { client: 'c', send: 'SUBSCRIBE c' },
      'SPUBLISH c sharded',
      'PUBLISH c global',
      'SPUBLISH e nobody',
      { client: 'b', messages: 1 },
      { client: 'c', messages: 2 },
      'PUBSUB SHARDCHANNELS d*',
      'PUBSUB SHARDNUMSUB c d e',
      'PUBSUB NUMSUB c d e',
      { client: 'b', send: 'SUNSUBSCRIBE nothing' },
      { client: 'b', send: 'SUNSUBSCRIBE c' },
      { client: 'b', send: 'SUNSUBSCRIBE' },
      { client: 'b', send: 'SUNSUBSCRIBE' },
      'PUBSUB SHARDCHANNELS',
    ]));

  it('confirms each channel with the number of subscriptions, also when nothing changes', () =>
    both.compare([
      { send: 'SUBSCRIBE a a b', replies: 3 },
      'PSUBSCRIBE p*',
      'SSUBSCRIBE s',
      'UNSUBSCRIBE nothing',
      'PUNSUBSCRIBE nothing',
      'SUNSUBSCRIBE nothing',
      'UNSUBSCRIBE a',
      'UNSUBSCRIBE',
      'UNSUBSCRIBE',
      'PUNSUBSCRIBE',
      'PUNSUBSCRIBE',
      'SUNSUBSCRIBE',
      'SUNSUBSCRIBE',
      'UNSUBSCRIBE',
      { send: 'UNSUBSCRIBE x y', replies: 2 },
      'PING',
      'SUBSCRIBE',
      'PSUBSCRIBE',
      'SSUBSCRIBE',
    ]));

  it('lets patterns go in the order in which they came', () =>
    both.compare([
      { send: 'PSUBSCRIBE z* a* m*', replies: 3 },
      { send: 'PUNSUBSCRIBE', replies: 3 },
    ]));

  it('lets a subscriber of RESP2 do little else until it has no subscription left', () =>
    both.compare(
      [
        'SUBSCRIBE c',
        'PING',
        'PING hello',
        'PING a b',
        'GET a',
        'CLIENT ID',
        'PUBLISH c x',
        'HELLO 3',
        'MULTI',
        'nonsense',
        'GET',
        'UNSUBSCRIBE c',
        'PING',
        'GET a',
        'SSUBSCRIBE s',
        'GET a',
        'RESET',
        'GET a',
        'SUBSCRIBE c',
        'QUIT',
      ],
      [2],
    ));

  it('lets a subscriber of RESP3 do everything, and go back to RESP2', () =>
    both.compare(
      [
        'SUBSCRIBE c',
        'PING',
        'PING hello',
        'SET a 1',
        'GET a',
        { send: 'HELLO 2', as: 'ignored' },
        'GET a',
        { client: 'b', send: 'PUBLISH c message' },
        { client: 'a', messages: 1 },
        'PING',
      ],
      [3],
    ));

  it('sends a message to its own sender before the answer', () =>
    both.compare(
      ['SUBSCRIBE c', 'PSUBSCRIBE *', 'PUBLISH c x', 'SSUBSCRIBE s', 'SPUBLISH s y', 'PING'],
      [3],
    ));

  it('forgets the subscriptions of RESET, and of who is gone', () =>
    both.compare([
      { client: 'b', send: 'SUBSCRIBE c' },
      { client: 'b', send: 'PSUBSCRIBE p*' },
      { client: 'b', send: 'SSUBSCRIBE s' },
      { client: 'b', send: 'RESET' },
      { client: 'c', send: 'SUBSCRIBE c d', replies: 2 },
      'CLIENT KILL TYPE pubsub',
      'PUBSUB CHANNELS',
      'PUBSUB NUMSUB c',
      'PUBSUB NUMPAT',
      'PUBSUB SHARDCHANNELS',
      'PUBLISH c x',
      'SPUBLISH s x',
      'PUBLISH pattern x',
      { client: 'b', send: 'SUBSCRIBE again' },
      'PUBLISH again y',
      { client: 'b', messages: 1 },
    ]));

  it('tells what is subscribed to', () =>
    both.compare([
      { client: 'b', send: 'SUBSCRIBE one two three', replies: 3 },
      { client: 'b', send: 'PSUBSCRIBE f* g*', replies: 2 },
      { client: 'c', send: 'SUBSCRIBE one' },
      { client: 'c', send: 'PSUBSCRIBE f* h*', replies: 2 },
      { send: 'PUBSUB CHANNELS', as: 'unordered' },
      { send: 'PUBSUB CHANNELS t*', as: 'unordered' },
      'PUBSUB CHANNELS none*',
      'PUBSUB NUMSUB',
      'PUBSUB NUMSUB one two none one',
      'PUBSUB NUMPAT',
      'PUBSUB SHARDNUMSUB',
      'PUBSUB CHANNELS a b',
      'PUBSUB SHARDCHANNELS a b',
      'PUBSUB NUMPAT x',
      'PUBSUB nonsense',
      'PUBSUB',
      'COMMAND GETKEYS PUBLISH c m',
      'COMMAND GETKEYS SPUBLISH c m',
      'COMMAND GETKEYS SSUBSCRIBE c d',
      'CLIENT LIST TYPE pubsub x',
    ]));

  it('subscribes in a transaction, but not to shard channels', () =>
    both.compare(
      [
        'MULTI',
        'SUBSCRIBE c',
        'PSUBSCRIBE p*',
        'SSUBSCRIBE s',
        'SUNSUBSCRIBE s',
        'EXEC',
        { client: 'b', send: 'PUBLISH c x' },
        { client: 'a', messages: 1 },
        'PING',
      ],
      [2],
    ));

  it('publishes from a transaction, to who was there at that point', () =>
    both.compare([
      { client: 'b', send: 'SUBSCRIBE c' },
      'MULTI',
      'PUBLISH c 1',
      'SET a 1',
      'PUBLISH d nobody',
      'PUBLISH c 2',
      'EXEC',
      { client: 'b', messages: 2 },
      'MULTI',
      'PUBLISH c dropped',
      'DISCARD',
      'WATCH a',
      { client: 'c', send: 'SET a 2' },
      'MULTI',
      'PUBLISH c dropped',
      'EXEC',
      'PUBLISH c 3',
      { client: 'b', messages: 3 },
    ]));

  it('publishes from scripts, where nobody may subscribe', () =>
    both.compare([
      { client: 'b', send: 'SUBSCRIBE c d', replies: 2 },
      ['EVAL', "return redis.call('publish', 'c', 'hello')", '0'],
      [
        'EVAL',
        "redis.call('publish', 'c', '1') redis.call('publish', 'd', '2') return redis.error_reply('no')",
        '0',
      ],
      ['EVAL', "return redis.call('spublish', 'c', 'nobody')", '0'],
      ['EVAL', "return redis.call('subscribe', 'c')", '0'],
      ['EVAL', "return redis.pcall('psubscribe', 'c')", '0'],
      ['EVAL', "return redis.call('ssubscribe', 'c')", '0'],
      ['EVAL', "return redis.call('unsubscribe')", '0'],
      ['EVAL', "return redis.call('pubsub', 'numsub', 'c')", '0'],
      ['EVAL_RO', "return redis.call('publish', 'c', 'refused')", '0'],
      { client: 'b', messages: 3 },
    ]));

  it('confirms subscriptions and sends messages while replies are off', () =>
    both.compare([
      { client: 'b', send: 'CLIENT REPLY OFF', replies: 0 },
      { client: 'b', send: 'PING', replies: 0 },
      { client: 'b', send: 'SUBSCRIBE c d', replies: 2 },
      { client: 'b', send: 'PSUBSCRIBE c*' },
      { client: 'b', send: 'SSUBSCRIBE s' },
      'PUBLISH c x',
      'SPUBLISH s y',
      { client: 'b', messages: 3 },
      { client: 'b', send: 'UNSUBSCRIBE d' },
      { client: 'b', send: 'PUNSUBSCRIBE' },
      { client: 'b', send: 'SUNSUBSCRIBE nothing' },
      { client: 'c', send: 'CLIENT REPLY SKIP', replies: 0 },
      { client: 'c', send: 'SUBSCRIBE c' },
      { client: 'c', send: 'PING' },
      { client: 'd', send: 'CLIENT REPLY SKIP', replies: 0 },
      { client: 'd', send: 'PING', replies: 0 },
      { client: 'd', send: 'SUBSCRIBE c' },
    ]));

  it('tells of changed keys', () =>
    both.compare([
      'CONFIG SET notify-keyspace-events KEA',
      { client: 'b', send: 'PSUBSCRIBE __key*' },
      { client: 'c', send: 'SUBSCRIBE __keyevent@0__:lpush' },
      'SET a 1',
      'EXPIRE a 100',
      'LPUSH l x',
      'GET a',
      'INCR l',
      'DEL a none l',
      'MULTI',
      'SET m 1',
      'DEL m',
      'EXEC',
      'SELECT 3',
      'SET a 1',
      'RENAME a b',
      'FLUSHALL',
      'CONFIG SET notify-keyspace-events K$',
      'SET a 1',
      'LPUSH l x',
      'CONFIG SET notify-keyspace-events ""',
      'SET a 1',
      { client: 'b', messages: 21 },
      { client: 'c', messages: 1 },
    ]));

  it('tells of keys that expire, whoever meets them', () =>
    both.compare([
      'CONFIG SET notify-keyspace-events Ex',
      { client: 'b', send: 'SUBSCRIBE __keyevent@0__:expired' },
      'SET a 1 PX 20',
      'DEBUG SLEEP 0.05',
      'GET a',
      'SET b 1 PXAT 1',
      { client: 'b', messages: 1 },
    ]));

  it('shows subscribers in CLIENT LIST', async () => {
    const [real, embedded] = await Promise.all(
      (await both.endpoints()).map(async endpoint => {
        const shown: unknown[] = [];
        for (const request of [
          'HELLO 3',
          'SUBSCRIBE a',
          'PSUBSCRIBE b*',
          'PSUBSCRIBE c*',
          'SSUBSCRIBE d',
          'CLIENT INFO',
          'UNSUBSCRIBE a',
          'PUNSUBSCRIBE b*',
          'PUNSUBSCRIBE c*',
          'SUNSUBSCRIBE d',
          'CLIENT INFO',
        ]) {
          const before = endpoint.replies.length;
          endpoint.send(request.split(' '));
          // oxlint-disable-next-line no-await-in-loop -- commands have an order
          const replies = await repliesOf(endpoint, before + 1);
          shown.push(...JSON.stringify(replies[before]).matchAll(/(?:flags|sub)=\S+/g));
        }
        return shown.map(String);
      }),
    );

    expect(embedded).toEqual(real);
    expect(embedded).toEqual([
      'flags=P',
      'sub=1',
      'sub=2',
      'sub=1',
      'flags=N',
      'sub=0',
      'sub=0',
      'sub=0',
    ]);
  });
});
