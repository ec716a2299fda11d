import type { RandomSource } from './random-source.ts';

const WORDS = [
  'alpha',
  'beta',
  '{"a":1,"b":[1,2,3]}',
  '   ',
  'xyzxyzxyz',
  '\0\u0001\u0002',
  '-1.5',
];
const MAX_ELEMENTS = 400;

export type FilledType = 'string' | 'list' | 'set' | 'intset' | 'hash' | 'zset';

export const FILLED_TYPES: readonly FilledType[] = [
  'string',
  'list',
  'set',
  'intset',
  'hash',
  'zset',
];

/** A command that fills a key with a value of a type: small or large, integers, text and bytes. */
export function randomValue(random: RandomSource, type: FilledType, key: string): string[] {
  const count = 1 + random.below(random.below(3) > 0 ? 20 : MAX_ELEMENTS);
  const times = Array.from({ length: count }, (_, at) => at);
  switch (type) {
    case 'string':
      return ['SET', key, randomText(random)];
    case 'list':
      return ['RPUSH', key, ...times.map(() => randomText(random))];
    case 'set':
      return ['SADD', key, ...times.map(() => randomText(random))];
    case 'intset': {
      const bits = 1 + random.below(64);
      return ['SADD', key, ...times.map(() => randomInteger(random, bits))];
    }
    case 'hash':
      return ['HSET', key, ...times.flatMap(at => [`field:${at}`, randomText(random)])];
    default:
      return ['ZADD', key, ...times.flatMap(at => [randomScore(random), `member:${at}`])];
  }
}

/** Commands that fill a key with a stream, with deleted entries and groups that read. */
export function randomStream(random: RandomSource, key: string): string[][] {
  const count = 1 + random.below(150);
  const ids = Array.from({ length: count }, (_, at) => `${1000 + at}-${random.below(3)}`);
  return [
    ...ids.map(id => ['XADD', key, id, random.pick(['a', 'b']), randomText(random)]),
    ['XDEL', key, ...ids.filter(() => random.below(5) === 0), '1-1'],
    ['XGROUP', 'CREATE', key, 'group', '0'],
    ['XGROUP', 'CREATE', key, 'idle', '$'],
    ['XREADGROUP', 'GROUP', 'group', 'alice', 'COUNT', '5', 'STREAMS', key, '>'],
    ['XREADGROUP', 'GROUP', 'group', 'bob', 'COUNT', '5', 'STREAMS', key, '>'],
  ];
}

function randomText(random: RandomSource): string {
  switch (random.below(6)) {
    case 0:
      return String(random.below(200) - 100);
    case 1:
      return randomInteger(random, 1 + random.below(64));
    case 2:
      return 'x'.repeat(random.below(300));
    case 3:
      return repeated(random, 40, () => random.pick(WORDS));
    case 4:
      return repeated(random, 60, () => String.fromCodePoint(random.below(256)));
    default:
      return repeated(random, 900, () => random.pick(['a', 'b', 'c']));
  }
}

function randomInteger(random: RandomSource, bits: number): string {
  const wide = (BigInt(random.below(2 ** 32)) << 32n) | BigInt(random.below(2 ** 32));
  return String(BigInt.asIntN(bits, wide));
}

function randomScore(random: RandomSource): string {
  const fraction = random.below(1e6) / 1e6;
  return random.pick([
    'inf',
    '-inf',
    '1e300',
    '5e-324',
    '0',
    randomInteger(random, 50),
    `${fraction}`,
  ]);
}

function repeated(random: RandomSource, limit: number, part: () => string): string {
  return Array.from({ length: random.below(limit) }, part).join('');
}
