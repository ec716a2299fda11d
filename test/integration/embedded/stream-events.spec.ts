import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential, type Step } from '../../support/differential.js';

describe('what changes to streams tell others, as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('notifies of each change', () =>
    both.compare([
      'CONFIG SET notify-keyspace-events KEAmn',
      { client: 'subscriber', send: 'PSUBSCRIBE __keyspace*' },
      'XADD s 1 a 1',
      'XADD s MAXLEN 1 2 a 1',
      'XADD s MAXLEN 9 3 a 1',
      'XTRIM s MAXLEN 9',
      'XTRIM s MAXLEN 1',
      'XDEL s 9',
      'XDEL s 3',
      'XSETID s 4',
      'XGROUP CREATE s g 0',
      'XGROUP CREATE new g 0 MKSTREAM',
      'XGROUP SETID s g 0',
      'XGROUP CREATECONSUMER s g alice',
      'XGROUP CREATECONSUMER s g alice',
      'XADD s 5 a 1',
      'XREADGROUP GROUP g alice STREAMS s >',
      'XREADGROUP GROUP g bob STREAMS s >',
      'XREADGROUP GROUP g carol STREAMS s 0',
      'XCLAIM s g dave 0 5',
      'XCLAIM s g dave 0 5',
      'XAUTOCLAIM s g erin 0 0',
      'XACK s g 5',
      'XGROUP DELCONSUMER s g alice',
      'XGROUP DELCONSUMER s g alice',
      'XGROUP DESTROY s g',
      'XREAD STREAMS missing 0',
      'XLEN missing',
      'XINFO STREAM missing',
      'XACK missing g 1',
      'DEL s',
      { client: 'subscriber', messages: 25 },
    ]));

  it('notifies of the consumer that a waiting client becomes', () =>
    both.compare([
      'XGROUP CREATE s g $ MKSTREAM',
      'CONFIG SET notify-keyspace-events KEA',
      { client: 'subscriber', send: 'PSUBSCRIBE __keyspace*' },
      { client: 'w1', send: 'XREADGROUP GROUP g alice BLOCK 0 STREAMS s >', blocks: true },
      'XADD s 1 a 1',
      { client: 'subscriber', messages: 2 },
    ]));

  it.each([
    'XADD s 9 a 1',
    'XDEL s 1',
    'XDEL s 9',
    'XTRIM s MAXLEN 1',
    'XTRIM s MAXLEN 9',
    'XSETID s 20',
    'XGROUP CREATE s h 0',
    'XGROUP CREATE new h 0 MKSTREAM',
    'XGROUP SETID s g 1',
    'XGROUP DESTROY s g',
    'XGROUP CREATECONSUMER s g bob',
    'XGROUP DELCONSUMER s g alice',
    'XREADGROUP GROUP g alice STREAMS s >',
    'XREADGROUP GROUP g alice STREAMS s 0',
    'XACK s g 1',
    'XCLAIM s g bob 0 1',
    'XAUTOCLAIM s g bob 0 0',
  ])('fails a WATCH, or does not: %s', change =>
    both.compare([
      ...[1, 2, 3].map((id): Step => `XADD s ${id} a 1`),
      'XGROUP CREATE s g 0',
      'XREADGROUP GROUP g alice COUNT 1 STREAMS s >',
      'WATCH s new',
      { client: 'b', send: change },
      'MULTI',
      'PING',
      'EXEC',
    ]),
  );
});
