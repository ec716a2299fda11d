import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential, type Step } from '../../support/differential.js';
import { streamState } from '../../support/stream-state.js';

/** So long ago that how long it is since differs from a count. */
const LONG_AGO = '1000000';

const FOUR_PENDING: readonly Step[] = [
  ...[1, 2, 3, 4, 5, 6].map(id => `XADD s ${id} a ${id}`),
  'XGROUP CREATE s g 0',
  'XREADGROUP GROUP g alice COUNT 3 STREAMS s >',
  'XREADGROUP GROUP g bob COUNT 1 STREAMS s >',
];

describe('claims as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('hands pending entries to another consumer', () =>
    both.compare([
      ...FOUR_PENDING,
      'XCLAIM s g carol 0 1 4',
      'XCLAIM s g carol 0 2 JUSTID',
      'XCLAIM s g carol 0 2',
      'XCLAIM s g bob 0 4 9 5',
      'XCLAIM s g bob 3600000 1',
      'XCLAIM s g bob -5 1',
      'XCLAIM s g nobody 3600000 1',
      'XCLAIM s g nobody 0 5',
      streamState('s'),
    ]));

  it('tells when and how often an entry was delivered, as it is told', () =>
    both.compare([
      ...FOUR_PENDING,
      `XCLAIM s g alice 0 1 TIME ${LONG_AGO}`,
      'XCLAIM s g alice 0 2 TIME 99999999999999',
      'XCLAIM s g alice 0 3 TIME -1 RETRYCOUNT 7',
      'XCLAIM s g alice 0 4 IDLE 5000000 RETRYCOUNT 0',
      streamState('s'),
      'XCLAIM s g alice 0 4 IDLE -1 RETRYCOUNT -1',
      'XCLAIM s g alice 0 1 RETRYCOUNT 9223372036854775807',
      'XCLAIM s g bob 1000 1 2 3 4 JUSTID',
      `XCLAIM s g bob 0 1 2 3 4 JUSTID TIME ${LONG_AGO}`,
      'XCLAIM s g carol 1000 1 JUSTID',
      streamState('s'),
    ]));

  it('forces entries that nobody was delivered, and moves the group on', () =>
    both.compare([
      ...FOUR_PENDING,
      'XCLAIM s g carol 0 5 FORCE',
      'XCLAIM s g carol 3600000 6 FORCE JUSTID',
      'XCLAIM s g carol 0 9 FORCE',
      'XCLAIM s g dave 0 99 FORCE LASTID 5',
      'XINFO GROUPS s',
      'XCLAIM s g dave 0 99 LASTID 2',
      streamState('s'),
    ]));

  it('forgets pending entries that were deleted', () =>
    both.compare([
      ...FOUR_PENDING,
      'XDEL s 1 3',
      'XCLAIM s g carol 0 1 2 FORCE',
      streamState('s'),
      'XAUTOCLAIM s g carol 0 0',
      streamState('s'),
      'XDEL s 2 4',
      'XAUTOCLAIM s g dave 0 0 COUNT 1',
      'XAUTOCLAIM s g dave 0 0 JUSTID',
      streamState('s'),
    ]));

  it('claims one by one from a place on', () =>
    both.compare([
      ...FOUR_PENDING,
      'XAUTOCLAIM s g carol 0 - COUNT 1',
      'XAUTOCLAIM s g carol 0 (1 COUNT 2 JUSTID',
      'XAUTOCLAIM s g carol 0 4',
      'XAUTOCLAIM s g carol 0 5',
      'XAUTOCLAIM s g carol 3600000 0 COUNT 2',
      'XAUTOCLAIM s g carol -1 +',
      'XAUTOCLAIM s g nobody 3600000 0',
      ...Array.from({ length: 30 }, (_, at) => `XADD s ${at + 10} a 1`),
      'XREADGROUP GROUP g alice STREAMS s >',
      'XAUTOCLAIM s g carol 3600000 0 COUNT 1',
      'XAUTOCLAIM s g carol 3600000 0 COUNT 2',
      'XAUTOCLAIM s g carol 3600000 0 COUNT 4',
      streamState('s'),
    ]));

  it('refuses claims that make no sense', () =>
    both.compare([
      'XADD s 1 a 1',
      'XGROUP CREATE s g 0',
      'XREADGROUP GROUP g alice STREAMS s >',
      'SET text 1',
      ...[
        ...'s g a x 1, s g a 0 x, s g a 0 1 x, s g a 0 1 IDLE, s g a 0 1 IDLE x'.split(', '),
        ...'s g a 0 1 TIME x, s g a 0 1 RETRYCOUNT x, s g a 0 1 LASTID x, s g a 0 1 LASTID'.split(
          ', ',
        ),
        ...'s g a 0 1 RETRYCOUNT, s g a 0 FORCE, s g a 0 JUSTID 1, s g a 0 1 FORCE 2'.split(', '),
        ...'s g a 0 -, s missing a x 1, missing g a x 1, text g a x 1, s g a 0 1 LASTID -'.split(
          ', ',
        ),
        ...'s g a 0, s g a 0 1 idle 5 force justid retrycount 2 lastid 1'.split(', '),
      ].map(words => `XCLAIM ${words}`),
      ...[
        ...'s g a x 0, s g a 0 x, s g a 0 0 COUNT, s g a 0 0 COUNT 0, s g a 0 0 COUNT -1'.split(
          ', ',
        ),
        ...'s g a 0 0 COUNT x, s g a 0 0 BOGUS, s missing a 0 0, missing g a 0 0'.split(', '),
        ...'missing g a x 0, text g a 0 0, s g a 0 (18446744073709551615-18446744073709551615'.split(
          ', ',
        ),
        ...'s g a 0 0 COUNT 9223372036854775807, s g a 0, s g a 0 0 justid count 1'.split(', '),
      ].map(words => `XAUTOCLAIM ${words}`),
      streamState('s'),
    ]));
});
