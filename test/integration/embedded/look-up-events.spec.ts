import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';

describe('notifications of look-ups as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('tell of keys that are only asked about and missing', () =>
    both.compare([
      'CONFIG SET notify-keyspace-events Em',
      { client: 'b', send: 'PSUBSCRIBE __key*' },
      'EXISTS none other',
      'TYPE none',
      'TTL none',
      'PEXPIRETIME none',
      'OBJECT ENCODING none',
      'OBJECT IDLETIME none',
      { client: 'b', messages: 5 },
    ]));

  it('tell of missing sources of what is stored', () =>
    both.compare([
      'SADD s a',
      'CONFIG SET notify-keyspace-events Em',
      { client: 'b', send: 'PSUBSCRIBE __key*' },
      'SDIFFSTORE d s none',
      'SUNIONSTORE d none s',
      'SINTERSTORE d none other',
      'ZUNIONSTORE z 2 none s',
      { client: 'b', messages: 5 },
    ]));

  it('tell of the second string of LCS, though the first is none', () =>
    both.compare([
      'RPUSH l a',
      'CONFIG SET notify-keyspace-events Em',
      { client: 'b', send: 'PSUBSCRIBE __key*' },
      'LCS l none',
      { client: 'b', messages: 1 },
    ]));

  it('tell of all weights of SORT, though one is no number', () =>
    both.compare([
      'RPUSH l 1 2 3',
      'SET w_1 x',
      'CONFIG SET notify-keyspace-events Em',
      { client: 'b', send: 'PSUBSCRIBE __key*' },
      'SORT l BY w_*',
      { client: 'b', messages: 2 },
    ]));

  it('tell of the stream of XAUTOCLAIM, though its arguments are wrong', () =>
    both.compare([
      'CONFIG SET notify-keyspace-events Em',
      { client: 'b', send: 'PSUBSCRIBE __key*' },
      'XAUTOCLAIM none g alice x 0',
      'XAUTOCLAIM none g alice 0 x',
      { client: 'b', messages: 2 },
    ]));

  it('tell of new keys beside all the others', () =>
    both.compare([
      'CONFIG SET notify-keyspace-events AEn',
      'CONFIG GET notify-keyspace-events',
      { client: 'b', send: 'PSUBSCRIBE __key*' },
      'SET a 1',
      'SET a 2',
      'RENAME a b',
      { client: 'b', messages: 6 },
    ]));
});
