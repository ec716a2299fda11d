import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Differential, type Step } from '../../support/differential.js';
import { type Endpoint, repliesOf } from '../../support/differential-endpoint.js';
import { RandomSource } from '../../support/random-source.js';
import { FILLED_TYPES, randomValue } from '../../support/random-values.js';
import type { RespValue } from '../../support/resp-value.js';
import { oldStreamContent } from '../../support/stream-payload.js';
import { contentOf, fromHex, sealedPayload } from '../../support/sealed-payload.js';

const ONE = sealedPayload(fromHex('00 c0 01'));
const ROUNDS = 12;
const STRINGS = [
  '0',
  '-128',
  '128',
  '-32769',
  '2147483647',
  '2147483648',
  '-9223372036854775808',
  '',
  'text',
  '-0',
  '007',
  '1.5',
  'x'.repeat(20),
  'x'.repeat(21),
  'x'.repeat(70_000),
  'abcdefghijklmnopqrstuvwxyz',
  'a'.repeat(63),
  'abc'.repeat(90),
  '\0'.repeat(17_000),
];

describe('DUMP and RESTORE as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('answers the same bytes for strings of every form', () =>
    both.compare(
      STRINGS.flatMap((text): Step[] => [
        ['SET', 'k', text],
        ['DUMP', 'k'],
      ]),
    ));

  it('answers the same bytes for a string that was changed in place', () =>
    both.compare([
      'SET k 12',
      'APPEND k 3',
      'DUMP k',
      'SETRANGE k 30 x',
      'DUMP k',
      'DUMP missing',
    ]));

  it('answers the same bytes for integers of every width in a listpack and an intset', () => {
    const integers = [7, 8, 12, 13, 15, 16, 23, 24, 31, 32, 62].flatMap(bits =>
      [-1n, 0n, 1n].flatMap(step => [
        String(2n ** BigInt(bits) + step),
        String(-(2n ** BigInt(bits)) + step),
      ]),
    );
    return both.compare([
      ['RPUSH', 'l', ...integers, '9223372036854775807', '-9223372036854775808', '-0', '01'],
      'DUMP l',
      'SADD small 1 -5 300',
      'DUMP small',
      'SADD wide 1 -5 70000',
      'DUMP wide',
      ['SADD', 's', ...integers],
      'DUMP s',
    ]);
  });

  it('answers the same bytes for scores of every kind', () =>
    both.compare([
      'ZADD z 1 a -1.5 b inf c -inf d 1e17 e 4611686018427387904 f 9.3e18 g 5e-324 h 0.1 i 3000000 j',
      'DUMP z',
      'CONFIG SET zset-max-listpack-entries 0',
      'ZADD skip 1 a -1.5 b inf c -inf d -0 e',
      'DUMP skip',
      'CONFIG SET zset-max-listpack-entries 128',
    ]));

  it.each(['-1', '-2', '-5', '-9', '3', '0', '100'])(
    'cuts a long list into the same nodes with list-max-listpack-size %s',
    size =>
      both.compare([
        `CONFIG SET list-max-listpack-size ${size}`,
        ...Array.from({ length: 30 }, (_, at) => [
          'RPUSH',
          'l',
          `${at}`.repeat(at),
          'y'.repeat(99 * at),
        ]),
        'DUMP l',
        'CONFIG SET list-max-listpack-size -2',
      ]),
  );

  describe.each(FILLED_TYPES)('for a random %s', type => {
    it('is read by each side as the other wrote it', async () => {
      const random = new RandomSource(20 + FILLED_TYPES.indexOf(type));
      const [real, embedded] = await both.endpoints();
      for (let round = 0; round < ROUNDS; round++) {
        const fill = randomValue(random, type, 'k');
        // oxlint-disable no-await-in-loop -- one key, round after round
        const written = [await refill(real, fill), await refill(embedded, fill)];
        expect(await described(embedded)).toEqual(await described(real));
        await call(real, ['RESTORE', 'k', '0', written[1] ?? '', 'REPLACE']);
        await call(embedded, ['RESTORE', 'k', '0', written[0] ?? '', 'REPLACE']);
        const [expected, actual] = [await described(real), await described(embedded)];
        // oxlint-enable no-await-in-loop

        expect(actual).toEqual(expected);
        expect(expected.length).toBeGreaterThan(0);
        // A hash table has no order that two servers would share.
        if (!expected.includes('hashtable')) expect(hex(written[1])).toBe(hex(written[0]));
      }
    });
  });

  describe('of streams', () => {
    const entries = Array.from({ length: 250 }, (_, at) => {
      const fields = at % 7 === 0 ? `other ${at}` : `field value:${at} n ${at}`;
      return `XADD s ${1_700_000_000_000 + 3 * at}-${at % 3} ${fields}`;
    });
    const groups = [
      'XGROUP CREATE s readers 0',
      'XGROUP CREATE s others 1700000000300-1',
      'XGROUP CREATE s empty $',
      'XREADGROUP GROUP readers alice COUNT 5 STREAMS s >',
      'XREADGROUP GROUP readers bob COUNT 3 STREAMS s >',
      'XREADGROUP GROUP others alice COUNT 2 STREAMS s >',
      'XGROUP CREATECONSUMER s readers idle',
      'XACK s readers 1700000000003-1',
      'XCLAIM s readers bob 0 1700000000000-0',
      'XDEL s 1700000000006-2',
    ];

    it('answers the same bytes', () =>
      both.compare([
        ...entries,
        'DUMP s',
        'XDEL s 1700000000000-0 1700000000300-1 1700000000303-2',
        'DUMP s',
        'XTRIM s MAXLEN 120',
        'DUMP s',
        'XGROUP CREATE s g 0',
        'XGROUP CREATE s h $ ENTRIESREAD 7',
        'DUMP s',
        'XTRIM s MAXLEN 0',
        'DUMP s',
        'XADD wide 18446744073709551615-18446744073709551615 a b',
        'DUMP wide',
        'XGROUP CREATE new g 0 MKSTREAM',
        'DUMP new',
      ]));

    it.each(['the real server', 'the engine'])(
      'comes back with all groups as %s wrote it',
      async writer => {
        const [real, embedded] = await both.endpoints();
        const [from, to] = writer === 'the engine' ? [embedded, real] : [real, embedded];
        for (const step of ['DEL s', ...entries, ...groups]) {
          // oxlint-disable-next-line no-await-in-loop -- commands have an order
          await call(from, step.split(' '));
        }
        const payload = textOf(await call(from, ['DUMP', 's']));
        await call(to, ['RESTORE', 's', '0', payload, 'REPLACE']);

        expect(payload.length).toBeGreaterThan(1000);
        expect(hex(textOf(await call(to, ['DUMP', 's'])))).toBe(hex(payload));
      },
    );

    it('reads what was written before 7.0, without offsets', async () => {
      const content = oldStreamContent({
        node: '2 0 1 a 0 2 0 0 x 4 2 1 0 y 4',
        length: 2,
        lastMs: 6,
        groups: [
          [0, 0],
          [5, 0],
          [5, 9],
          [6, 0],
          [9, 0],
        ],
      });
      const restore = ['RESTORE', 's', '0', sealedPayload(content, 9), 'REPLACE'];
      const [real, embedded] = await both.endpoints();
      expect(await call(real, restore)).toEqual({ type: 'status', value: 'OK' });
      expect(await call(embedded, restore)).toEqual({ type: 'status', value: 'OK' });
      const dump = textOf(await call(real, ['DUMP', 's']));
      expect(hex(textOf(await call(embedded, ['DUMP', 's'])))).toBe(hex(dump));
    });
  });

  it('reads list nodes that are one long element', async () => {
    const [real, embedded] = await both.endpoints();
    await call(real, ['DEBUG', 'QUICKLIST-PACKED-THRESHOLD', '100b']);
    const payload = await refill(real, ['RPUSH', 'k', 'x'.repeat(200), 'short', '1'.repeat(150)]);
    await call(real, ['DEBUG', 'QUICKLIST-PACKED-THRESHOLD', '0']);
    await call(embedded, ['RESTORE', 'k', '0', payload, 'REPLACE']);

    expect(await described(embedded)).toEqual(await described(real));
  });

  it('reads compressed list nodes', async () => {
    const [real, embedded] = await both.endpoints();
    await call(real, ['CONFIG', 'SET', 'list-compress-depth', '1', 'list-max-listpack-size', '5']);
    const items = Array.from({ length: 40 }, (_, at) => `${at}`.repeat(50));
    const payload = await refill(real, ['RPUSH', 'k', ...items]);
    await call(real, ['CONFIG', 'SET', 'list-compress-depth', '0', 'list-max-listpack-size', '-2']);
    await call(embedded, ['RESTORE', 'k', '0', payload, 'REPLACE']);

    expect(await described(embedded)).toEqual(await described(real));
  });

  const ZIPLIST = '18000000 14000000 0400 00026161 04f2 02c02c01 040162 ff';
  it.each([
    ['a list of strings', '01 02 01 61 c0 05'],
    ['a sorted set with scores as text', '03 02 01 61 03 312e35 01 62 ff'],
    ['a list in a ziplist', `0a 18 ${ZIPLIST}`],
    ['a sorted set in a ziplist', `0c 18 ${ZIPLIST.replace('0162', 'fe07')}`],
    ['a hash in a ziplist', `0d 18 ${ZIPLIST}`],
    ['a list in several ziplists', `0e 02 18 ${ZIPLIST} 18 ${ZIPLIST}`],
    ['a hash in a zipmap', '09 0f 02 0161 010062 026363 0102640000 ff'],
  ])('reads %s, as older versions wrote it', async (_, content) => {
    const [real, embedded] = await both.endpoints();
    const restore = ['RESTORE', 'k', '0', sealedPayload(fromHex(content), 6), 'REPLACE'];

    expect(await call(real, restore)).toEqual({ type: 'status', value: 'OK' });
    expect(await call(embedded, restore)).toEqual({ type: 'status', value: 'OK' });
    expect(await described(embedded)).toEqual(await described(real));
  });

  it('keeps a listpack whose strings are longer than the threshold, and turns one of too many entries', async () => {
    const [real] = await both.endpoints();
    const large = [
      'CONFIG',
      'SET',
      'hash-max-listpack-value',
      '200',
      'zset-max-listpack-value',
      '200',
    ];
    await call(real, large);
    const hash = await refill(real, ['HSET', 'k', 'f', 'v'.repeat(150), 'g', 'w']);
    const zset = await refill(real, ['ZADD', 'k', '1', 'm'.repeat(150), '2', 'n']);
    await call(
      real,
      large.map(word => word.replace('200', '64')),
    );
    await both.compare([
      ['RESTORE', 'h', '0', hash],
      ['RESTORE', 'z', '0', zset],
      'CONFIG SET hash-max-listpack-entries 1 zset-max-listpack-entries 1 set-max-intset-entries 1',
      ['RESTORE', 'h2', '0', hash],
      ['RESTORE', 'z2', '0', zset],
      ['RESTORE', 's', '0', sealedPayload(fromHex('0b 0c 02000000 02000000 0100 0200'))],
      'CONFIG SET hash-max-listpack-entries 512 zset-max-listpack-entries 128 set-max-intset-entries 512',
    ]);
  });

  it('takes the options of RESTORE', () =>
    both.compare([
      ['RESTORE', 'k', '0', ONE],
      ['RESTORE', 'k', '0', ONE],
      ['RESTORE', 'k', '5000', ONE, 'replace'],
      'TTL k',
      ['RESTORE', 'k', '0', ONE, 'REPLACE'],
      'TTL k',
      ['RESTORE', 'k', '33333333333333', ONE, 'REPLACE', 'ABSTTL'],
      'PEXPIRETIME k',
      ['RESTORE', 'k', '1', ONE, 'REPLACE', 'ABSTTL'],
      'EXISTS k',
      ['RESTORE', 'new', '1', ONE, 'ABSTTL'],
      'EXISTS new',
      ['RESTORE', 'idle', '0', ONE, 'IDLETIME', '1000'],
      'OBJECT IDLETIME idle',
      ['RESTORE', 'freq', '0', ONE, 'FREQ', '255'],
    ]));

  it('refuses in the order of the real server', () =>
    both.compare([
      'SET k 1',
      ...['-1', 'x', '9223372036854775808'].map(ttl => ['RESTORE', 'n', ttl, 'bad']),
      ['RESTORE', 'k', 'x', 'bad'],
      ['RESTORE', 'k', 'x', 'bad', 'WHAT'],
      ['RESTORE', 'n', '0', 'bad'],
      ['RESTORE', 'n', '0', `${ONE.slice(0, -1)}\0`],
      ['RESTORE', 'n', '0', sealedPayload(fromHex('00 c0 01'), 11)],
      ['RESTORE', 'n', '0', sealedPayload(fromHex('00 c0 01'), 1)],
      ['RESTORE', 'n2', '0', sealedPayload('')],
      ['RESTORE', 'n3', '0', sealedPayload(fromHex('63 00'))],
      ['RESTORE', 'n3', '0', sealedPayload(fromHex('02 00'))],
      ['RESTORE', 'n3', '0', ONE, 'IDLETIME', '-1'],
      ['RESTORE', 'n3', '0', ONE, 'IDLETIME', 'x'],
      ['RESTORE', 'n3', '0', ONE, 'IDLETIME'],
      ['RESTORE', 'n3', '0', ONE, 'FREQ', '256'],
      ['RESTORE', 'n3', '0', ONE, 'FREQ', '1', 'IDLETIME', '1'],
      ['RESTORE', 'n3', '0'],
      'DUMP',
    ]));

  it('tells what it did to subscribers', () =>
    both.compare([
      'CONFIG SET notify-keyspace-events KEA',
      { send: 'PSUBSCRIBE __key*', client: 'subscriber' },
      'SET k 1',
      ['RESTORE', 'k', '0', ONE, 'REPLACE'],
      ['RESTORE', 'n', '100000', ONE],
      ['RESTORE', 'k', '1', ONE, 'REPLACE', 'ABSTTL'],
      ['RESTORE', 'none', '1', ONE, 'REPLACE', 'ABSTTL'],
    ]));

  it('leaves a value as it is, whatever else a payload carries behind it', () =>
    both.compare([['RESTORE', 'k', '0', sealedPayload(`${contentOf(ONE)}more`)]]));
});

async function call(endpoint: Endpoint, args: readonly string[]): Promise<RespValue> {
  const before = endpoint.replies.length;
  endpoint.send(args);
  const replies = await repliesOf(endpoint, before + 1);
  return replies[before] ?? '';
}

/** Fills the key again and answers its DUMP. */
async function refill(endpoint: Endpoint, fill: readonly string[]): Promise<string> {
  await call(endpoint, ['DEL', 'k']);
  await call(endpoint, fill);
  return textOf(await call(endpoint, ['DUMP', 'k']));
}

/** The encoding and the content of the key: of a hash table sorted. */
async function described(endpoint: Endpoint): Promise<string[]> {
  const reply = await call(endpoint, ['OBJECT', 'ENCODING', 'k']);
  const encoding = textOf(reply);
  const reads: readonly (readonly string[])[] = [
    ['GET', 'k'],
    ['LRANGE', 'k', '0', '-1'],
    ['SMEMBERS', 'k'],
    ['HGETALL', 'k'],
    ['ZRANGE', 'k', '0', '-1', 'WITHSCORES'],
  ];
  const content: string[] = [];
  for (const read of reads) {
    // oxlint-disable-next-line no-await-in-loop -- only one of them is not refused
    const items = await call(endpoint, read);
    if (typeof items === 'string') content.push(items);
    else if (Array.isArray(items)) content.push(...items.map(item => JSON.stringify(item)));
  }
  return [encoding, ...(encoding === 'hashtable' ? content.toSorted() : content)];
}

function textOf(reply: RespValue): string {
  return typeof reply === 'string' ? reply : '';
}

function hex(bytes = ''): string {
  return Buffer.from(bytes, 'latin1').toString('hex');
}
