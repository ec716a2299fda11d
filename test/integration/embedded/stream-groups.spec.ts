import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential, type Step } from '../../support/differential.js';
import { streamState } from '../../support/stream-state.js';

/** So long ago that how long it is since differs from a count. */
const LONG_AGO = '1000000';

describe('consumer groups as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('creates, moves and destroys groups', () =>
    both.compare([
      'XGROUP CREATE s g $',
      'XGROUP CREATE s g x MKSTREAM',
      'EXISTS s',
      'XGROUP CREATE s g $ MKSTREAM',
      'XGROUP CREATE s g 0',
      'XGROUP CREATE s g x',
      'XADD s 5 a 1',
      'XGROUP CREATE s first 0',
      'XGROUP CREATE s last $',
      'XGROUP CREATE s Between 3-1 ENTRIESREAD 7',
      'XGROUP CREATE s unknown 3-1 ENTRIESREAD -1 mkstream',
      'XGROUP CREATE s "" 0',
      'XINFO GROUPS s',
      ...[
        'x',
        '-',
        '+',
        '0 BOGUS',
        '0 ENTRIESREAD',
        '0 ENTRIESREAD x',
        '0 ENTRIESREAD -2',
        '0 MKSTREAM MKSTREAM MKSTREAM MKSTREAM',
        '0 ENTRIESREAD 1 ENTRIESREAD 2',
        'x ENTRIESREAD 1 ENTRIESREAD 2',
      ].flatMap(options => [
        `XGROUP CREATE s h ${options}`,
        `XGROUP SETID s g ${options}`,
        'XINFO GROUPS s',
      ]),
      'XGROUP SETID s g $',
      'XGROUP SETID s g 2-2 ENTRIESREAD 1',
      'XGROUP SETID s g 2-2 MKSTREAM',
      'XGROUP SETID s missing 0',
      'XGROUP SETID missing g 0',
      'XGROUP SETID missing g x',
      'XINFO GROUPS s',
      'XGROUP DESTROY s g',
      'XGROUP DESTROY s g',
      'XGROUP DESTROY missing g',
      'XGROUP DESTROY s g h',
      'XGROUP CREATE s',
      'XGROUP CREATE s g',
      'XGROUP SETID s g',
      'XGROUP',
      'XGROUP BOGUS s g',
      'XGROUP HELP s',
      'SET text 1',
      'XGROUP CREATE text g 0',
      'XGROUP CREATE text g x MKSTREAM',
      'XGROUP DESTROY text g',
      'XGROUP SETID text g 0',
    ]));

  it('creates and deletes consumers, with what is pending for them', () =>
    both.compare([
      'XADD s 1 a 1',
      'XADD s 2 a 2',
      'XGROUP CREATECONSUMER s g alice',
      'XGROUP CREATE s g 0',
      'XGROUP CREATECONSUMER s g alice',
      'XGROUP CREATECONSUMER s g alice',
      'XGROUP CREATECONSUMER s g Bob',
      'XGROUP CREATECONSUMER missing g bob',
      'XREADGROUP GROUP g alice COUNT 1 STREAMS s >',
      'XREADGROUP GROUP g Bob STREAMS s >',
      streamState('s'),
      'XGROUP DELCONSUMER s g alice',
      'XGROUP DELCONSUMER s g alice',
      'XGROUP DELCONSUMER s missing alice',
      'XGROUP DELCONSUMER missing g alice',
      'XPENDING s g',
      streamState('s'),
      'XGROUP DELCONSUMER s g',
      'XGROUP CREATECONSUMER s g',
      'SET text 1',
      'XGROUP CREATECONSUMER text g a',
      'XGROUP DELCONSUMER text g a',
    ]));

  it('delivers each entry to one consumer, and again what it asks for', () =>
    both.compare([
      ...[1, 2, 3, 4, 5].map(id => `XADD s ${id} a ${id}`),
      'XGROUP CREATE s g 0',
      'XREADGROUP GROUP g alice COUNT 2 STREAMS s >',
      'XREADGROUP GROUP g bob COUNT 1 STREAMS s >',
      'XREADGROUP GROUP g alice STREAMS s 0',
      'XREADGROUP GROUP g alice STREAMS s 1',
      'XREADGROUP GROUP g alice COUNT 1 STREAMS s 0',
      'XREADGROUP GROUP g bob STREAMS s 0',
      'XREADGROUP GROUP g nobody STREAMS s 0',
      'XDEL s 1 3',
      'XREADGROUP GROUP g alice STREAMS s 0',
      'XREADGROUP GROUP g bob COUNT 10 STREAMS s 0',
      'XREADGROUP GROUP g carol NOACK COUNT 1 STREAMS s >',
      'XREADGROUP GROUP g carol NOACK STREAMS s 0',
      'XREADGROUP NOACK GROUP g carol STREAMS s >',
      'XREADGROUP GROUP g carol STREAMS s >',
      'XREADGROUP GROUP g new STREAMS s >',
      streamState('s'),
      'XINFO GROUPS s',
    ]));

  it('gives an entry to another when the group is set back', () =>
    both.compare([
      ...[1, 2, 3].map(id => `XADD s ${id} a ${id}`),
      'XGROUP CREATE s g 0',
      'XREADGROUP GROUP g alice STREAMS s >',
      'XREADGROUP GROUP g alice STREAMS s 0',
      'XGROUP SETID s g 1',
      'XREADGROUP GROUP g bob STREAMS s >',
      'XPENDING s g',
      'XREADGROUP GROUP g alice STREAMS s 0',
      streamState('s'),
    ]));

  it('reads several streams at once', () =>
    both.compare([
      'XADD s 1 a 1',
      'XADD t 1 b 1',
      'XADD t 2 b 2',
      'XGROUP CREATE s g 0',
      'XREADGROUP GROUP g alice STREAMS s t > >',
      'XGROUP CREATE t g 1',
      'XREADGROUP GROUP g alice STREAMS s t > >',
      'XREADGROUP GROUP g alice STREAMS s t > 0',
      'XREADGROUP GROUP g alice STREAMS s t 0 >',
      'XADD s 2 a 2',
      'XADD s 3 a 3',
      'XREADGROUP GROUP g alice COUNT 1 STREAMS s s > >',
      'XREAD STREAMS s t 0 0',
      'XREAD COUNT 1 STREAMS s t 1 1',
      'XREAD STREAMS s t s 1 1 2',
      'XREAD STREAMS s t 99 1',
      'XREAD STREAMS s t 99 99',
      'XREAD STREAMS missing s 0 2',
      'XREAD STREAMS missing 0',
      'XREAD STREAMS s $',
      'XREAD STREAMS s 18446744073709551615-18446744073709551615',
      'XREAD STREAMS s 18446744073709551615-18446744073709551614',
      'XREADGROUP GROUP g alice STREAMS s 18446744073709551615-18446744073709551615',
      'XREADGROUP GROUP g alice STREAMS s 18446744073709551615-18446744073709551614',
    ]));

  it('refuses what cannot be read', () =>
    both.compare([
      'XADD s 1 a 1',
      'XGROUP CREATE s g 0',
      'SET text 1',
      ...[
        ...'STREAMS s, STREAMS s t 0, STREAMS, STREAMS s t u 0, COUNT 1 s 0, s 0 0'.split(', '),
        ...'COUNT x STREAMS s 0, COUNT -1 STREAMS s 0, COUNT 0 STREAMS s 0, COUNT STREAMS s 0'.split(
          ', ',
        ),
        ...'BLOCK x STREAMS s 0, BLOCK -1 STREAMS s 0, BLOCK 0 STREAMS s 0, BLOCK'.split(', '),
        ...'BLOCK 1.5 STREAMS s 0, BOGUS STREAMS s 0, STREAMS s x, STREAMS s -, STREAMS s +'.split(
          ', ',
        ),
        ...'STREAMS s $, STREAMS s >, STREAMS text 0, STREAMS text x, STREAMS s text x 0'.split(
          ', ',
        ),
        ...'STREAMS missing 0, STREAMS missing x, STREAMS missing >'.split(', '),
      ].flatMap(options => [
        `XREAD ${options}`,
        `XREADGROUP GROUP g alice ${options}`,
        `XREADGROUP GROUP missing alice ${options}`,
      ]),
      'XREAD GROUP g alice STREAMS s >',
      'XREAD NOACK STREAMS s >',
      'XREADGROUP COUNT 1 NOACK COUNT 1 STREAMS s >',
      'XREADGROUP GROUP g STREAMS s >',
      'XREADGROUP GROUP g alice NOACK COUNT 1',
      'XREADGROUP STREAMS STREAMS STREAMS STREAMS s >',
    ]));

  it('acknowledges and lists what is pending', () =>
    both.compare([
      ...[1, 2, 3, 4, 5, 6].map(id => `XADD s ${id} a ${id}`),
      'XPENDING s g',
      'XGROUP CREATE s g 0',
      'XPENDING s g',
      'XPENDING s g - + 10',
      'XREADGROUP GROUP g zoe COUNT 2 STREAMS s >',
      'XREADGROUP GROUP g alice COUNT 3 STREAMS s >',
      'XPENDING s g',
      `XCLAIM s g zoe 0 1 2 TIME ${LONG_AGO}`,
      `XCLAIM s g alice 0 3 4 5 TIME ${LONG_AGO} JUSTID`,
      ...[
        ...'- + 10, - + 2, - + 0, - + -1, 2 4 10, (2 (4 10, - + 10 alice, - + 1 zoe'.split(', '),
        ...'- + 10 nobody, IDLE 1000 - + 10, IDLE 9999999999999 - + 10, IDLE 0 - + 1'.split(', '),
        ...'IDLE 1 - + 10 zoe, idle -1 - + 10, IDLE x - + 10, IDLE 1 - +, IDLE 1 -'.split(', '),
        ...'- + x, x + 1, - x 1, (18446744073709551615-18446744073709551615 + 1, - (0-0 1'.split(
          ', ',
        ),
        ...'-, - +, - + 1 alice more, - + 1 alice more more, - + 1 a b c d'.split(', '),
      ].map((query): Step => ({ send: `XPENDING s g ${query}`, as: 'times' })),
      'XACK s g 1 1 9 2-0',
      'XACK s g x',
      'XACK s g 3 x',
      'XACK s missing x',
      'XACK missing g x',
      'XACK s g 3',
      'XPENDING s g',
      'XPENDING s missing',
      'XPENDING missing g',
      'XPENDING missing g - + x',
      'SET text 1',
      'XPENDING text g',
      'XACK text g 1',
    ]));

  it('tells how far a group lags, as far as deletions let it', () =>
    both.compare([
      'XGROUP CREATE s g $ MKSTREAM',
      'XINFO GROUPS s',
      ...[1, 2, 3, 4, 5].map(id => `XADD s ${id} a ${id}`),
      'XGROUP CREATE s at-first 1',
      'XGROUP CREATE s between 1-1',
      'XGROUP CREATE s at-last 5',
      'XGROUP CREATE s ahead 9',
      'XGROUP CREATE s told 2 ENTRIESREAD 2',
      'XINFO GROUPS s',
      ...['g', 'at-first', 'between', 'told', 'g', 'g'].flatMap(group => [
        `XREADGROUP GROUP ${group} alice COUNT 1 STREAMS s >`,
        'XINFO GROUPS s',
      ]),
      'XDEL s 4',
      'XINFO GROUPS s',
      ...['told', 'between', 'between', 'told', 'at-first'].flatMap(group => [
        `XREADGROUP GROUP ${group} alice COUNT 1 STREAMS s >`,
        'XINFO GROUPS s',
      ]),
      'XDEL s 1',
      'XTRIM s MAXLEN 1',
      'XINFO GROUPS s',
      'XADD s 6 a 6',
      'XINFO GROUPS s',
      ...['told', 'between', 'ahead', 'at-first', 'g'].flatMap(group => [
        `XREADGROUP GROUP ${group} alice STREAMS s >`,
        'XINFO GROUPS s',
      ]),
      'XTRIM s MAXLEN 0',
      'XINFO GROUPS s',
      'XSETID s 20 ENTRIESADDED 9007199254740993',
      'XGROUP SETID s g 20 ENTRIESREAD 9007199254740992',
      'XINFO GROUPS s',
      'XSETID s 21 ENTRIESADDED 0',
      'XINFO GROUPS s',
    ]));

  it('describes a stream in full', () =>
    both.compare([
      ...Array.from({ length: 25 }, (_, at) => `XADD s ${at + 1} a ${at} b x`),
      'XGROUP CREATE s g 0',
      'XGROUP CREATE s empty 3',
      'XREADGROUP GROUP g alice COUNT 12 STREAMS s >',
      'XREADGROUP GROUP g bob COUNT 2 STREAMS s >',
      ...'full, FULL COUNT 3, FULL COUNT 0, FULL COUNT -5, FULL COUNT x, FULL COUNT, FULL BOGUS 1, BOGUS, BOGUS COUNT 1, FULL COUNT 1 COUNT 1'
        .split(', ')
        .map((form): Step => ({ send: `XINFO STREAM s ${form}`, as: 'times' })),
      { send: 'XINFO CONSUMERS s g', as: 'type' },
      'XINFO CONSUMERS s empty',
      'XINFO CONSUMERS s missing',
      'XINFO CONSUMERS missing g',
      'XINFO GROUPS missing',
      'XINFO STREAM missing',
      'XINFO STREAM missing BOGUS',
      'XINFO GROUPS s x',
      'XINFO CONSUMERS s',
      'XINFO STREAM',
      'XINFO',
      'XINFO BOGUS s',
      'XINFO HELP s',
      'XADD t 1 a 1',
      'XDEL t 1',
      'XINFO STREAM t',
      'XINFO STREAM t FULL',
      'XINFO GROUPS t',
      'SET text 1',
      'XINFO STREAM text',
      'XINFO GROUPS text',
      'XINFO CONSUMERS text g',
    ]));
});
