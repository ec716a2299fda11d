import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';
import { randomHyperLogLogCommand } from '../../support/random-hyperloglog-commands.js';
import { RandomSource } from '../../support/random-source.js';

const HEADER = 'HYLL\x01\0\0\0\0\0\0\0\0\0\0\x80';
const DENSE_HEADER = `HYLL\0${HEADER.slice(5)}`;
const REGISTER_BYTES = 12_288;
/** Runs that cover too few registers, or too many. */
const CORRUPTED = [
  '',
  '\x7f',
  '\x7f\xf0',
  '\x7f\xfe',
  '\x7f\xfe\x83',
  '\x7f\xff\0',
  '\x7f\xff\x7f',
  '\x7f\xff\x80',
  '\x7f\xff\x80\x80',
  '\x3f'.repeat(256),
  '\x80'.repeat(50),
  '\0'.repeat(300),
];
const LONG_SEQUENCE = 300;

describe('HyperLogLog commands as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('stores and counts elements in the same bytes', () =>
    both.compare([
      'PFADD p',
      'GET p',
      'PFADD p',
      'PFCOUNT p',
      'GET p',
      'PFADD p a b c',
      'PFADD p a b c',
      'GET p',
      'PFCOUNT p',
      'GET p',
      'PFADD p ""',
      'OBJECT ENCODING p',
      'STRLEN p',
      'PFCOUNT missing',
      'PFCOUNT missing p',
      'PFADD p',
      'PFADD q "binary\\x00\\xff\\x80\\x81\\x82\\x83\\x84\\x85"',
      'PFDEBUG DECODE q',
      'EXPIRE p 1000',
      'PFADD p d',
      'TTL p',
    ]));

  it('hashes elements of each length', () =>
    both.compare(
      Array.from({ length: 40 }, (_, length) => [
        'PFADD',
        `p${length % 4}`,
        String.fromCharCode(250 - length).repeat(length),
      ]),
    ));

  it('changes from sparse to dense', () =>
    both.compare([
      ...Array.from({ length: 60 }, (_, batch) => ['PFADD', 'p', ...elements(batch * 50, 50)]),
      'PFDEBUG ENCODING p',
      'PFCOUNT p',
      ['PFADD', 'q', ...elements(0, 6000)],
      'PFCOUNT q',
      ['PFADD', 'q', ...elements(6000, 20_000)],
      'PFCOUNT q',
      'CONFIG SET hll-sparse-max-bytes 30',
      'PFADD r a b c d',
      'PFDEBUG ENCODING r',
      'PFADD r e f g h',
      'PFDEBUG ENCODING r',
      'CONFIG SET hll-sparse-max-bytes 0',
      'PFADD s a',
      'PFDEBUG ENCODING s',
      'CONFIG SET hll-sparse-max-bytes 3000',
    ]));

  it('merges', () =>
    both.compare([
      'PFADD a 1 2 3 4 5',
      'PFADD b 4 5 6 7 8',
      'PFCOUNT a b',
      'PFMERGE c a b',
      'PFCOUNT c',
      'PFMERGE a b missing',
      'PFCOUNT a',
      'PFMERGE fresh',
      'GET fresh',
      'PFMERGE fresh missing',
      'PFDEBUG TODENSE b',
      'PFMERGE d a b',
      'PFDEBUG ENCODING d',
      'PFMERGE a b',
      'PFDEBUG ENCODING a',
      'PFCOUNT a b c d',
      'EXPIRE c 1000',
      'PFMERGE c d',
      'TTL c',
    ]));

  it('shows what is inside', () =>
    both.compare([
      'PFADD p a b c d e f g',
      'PFDEBUG ENCODING p',
      'PFDEBUG DECODE p',
      'PFDEBUG TODENSE p',
      'PFDEBUG TODENSE p',
      'PFDEBUG encoding p',
      'PFDEBUG DECODE p',
      'PFADD q a',
      'PFDEBUG GETREG q',
      'PFDEBUG ENCODING q',
      'PFDEBUG NOTHING q',
      'PFDEBUG NOTHING missing',
      'PFDEBUG GETREG',
      'PFDEBUG GETREG q x',
    ]));

  it('notifies of each change', () =>
    both.compare([
      'CONFIG SET notify-keyspace-events KEAmn',
      { client: 'subscriber', send: 'PSUBSCRIBE __keyspace*' },
      'PFADD p a b',
      'PFADD p a b',
      'PFADD p',
      'PFADD fresh',
      'PFCOUNT p',
      'PFCOUNT p',
      'PFCOUNT missing',
      'PFCOUNT p missing',
      'PFMERGE m p',
      'PFMERGE m missing',
      'PFDEBUG TODENSE m',
      'PFDEBUG GETREG p',
      'PFADD p c',
      { client: 'subscriber', messages: 12 },
    ]));

  it.each([
    'PFADD p a',
    'PFADD p c',
    'PFADD fresh',
    'PFCOUNT p',
    'PFCOUNT p m',
    'PFMERGE m p',
    'PFMERGE p',
    'PFDEBUG TODENSE p',
    'PFDEBUG DECODE p',
  ])('fails a WATCH, or does not: %s', change =>
    both.compare([
      'PFADD p a b',
      'WATCH p m fresh',
      { client: 'other', send: change },
      'MULTI',
      'PING',
      'EXEC',
    ]),
  );

  it('refuses what is no HyperLogLog', () =>
    both.compare([
      'LPUSH list x',
      'SET text "some text that is long enough"',
      'SET number 12345',
      'SET empty ""',
      ['SET', 'short', HEADER.slice(0, 15)],
      ['SET', 'encoding', `HYLL\x02${HEADER.slice(5)}`],
      ['SET', 'dense', DENSE_HEADER],
      ...['list', 'text', 'number', 'empty', 'short', 'encoding', 'dense'].flatMap(key => [
        `PFADD ${key} a`,
        `PFADD ${key}`,
        `PFCOUNT ${key}`,
        `PFCOUNT missing ${key}`,
        `PFMERGE target ${key}`,
        `PFMERGE ${key} missing`,
        `PFDEBUG ENCODING ${key}`,
      ]),
    ]));

  it('tells that one is corrupted', () =>
    both.compare(
      CORRUPTED.flatMap((runs, at) => [
        ['SET', `h${at}`, HEADER + runs],
        `PFCOUNT h${at}`,
        `PFCOUNT h${at} missing`,
        `PFMERGE target h${at}`,
        `PFDEBUG DECODE h${at}`,
        `PFADD h${at} a b c d e`,
        `PFADD h${at} f g h i j k l m n o p`,
        `PFDEBUG TODENSE h${at}`,
        `PFCOUNT h${at}`,
        `PFMERGE h${at} h${at}`,
      ]),
    ));

  it('counts registers that no element sets', () =>
    both.compare([
      ['SET', 'full', DENSE_HEADER + '\xff'.repeat(REGISTER_BYTES)],
      'PFCOUNT full',
      'PFCOUNT full',
      'PFCOUNT full missing',
      'PFADD full a',
      ['SET', 'high', DENSE_HEADER + '\xcf\x3c\xf3'.repeat(REGISTER_BYTES / 3)],
      'PFCOUNT high',
      ['SET', 'cached', `HYLL\x01\0\0\0\x01\x02\x03\x04\x05\x06\x07\x08\x7f\xff`],
      'PFCOUNT cached',
      'OBJECT ENCODING cached',
    ]));

  it('tests itself', () => both.compare(['PFSELFTEST', 'PFSELFTEST x'], [3]), 30_000);

  it.each([1, 2, 3, 4])('answers and ends the same after a random sequence (seed %i)', seed => {
    const random = new RandomSource(seed);
    const steps = Array.from({ length: LONG_SEQUENCE }, () => randomHyperLogLogCommand(random));
    const limit = 'CONFIG SET hll-sparse-max-bytes 3000';
    return both.compare([limit, ...steps, limit], [seed % 2 === 0 ? 2 : 3]);
  });
});

function elements(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `element:${first + at}`);
}
