import type { RandomSource } from './random-source.ts';

const KEYS = ['p1', 'p2', 'p3'];
const MANY = 200;
const ELEMENT_COUNT = 3000;

const TEMPLATES: readonly string[] = [
  'PFADD key element',
  'PFADD key element element element',
  'PFADD key many',
  'PFADD key',
  'PFCOUNT key',
  'PFCOUNT key key',
  'PFCOUNT key key key',
  'PFMERGE key key',
  'PFMERGE key key key',
  'PFDEBUG ENCODING key',
  'PFDEBUG DECODE key',
  'GET key',
  'DEL key',
  'COPY key key REPLACE',
];
/** What happens once in a while only: after it most other commands just fail, or are dense. */
const RARE: readonly string[] = [
  'PFDEBUG TODENSE key',
  'PFDEBUG GETREG key',
  'SETRANGE key place byte',
  'APPEND key byte',
  'CONFIG SET hll-sparse-max-bytes limit',
];
const RARITY = 25;
const PLACES = ['0', '4', '5', '9', '15', '16', '18', '40', '300'];
const BYTES = ['\0', '\x01', '\x02', '\x0f', '\x80', '\xff', '\x5f', '\x83'];
const LIMITS = ['3000', '60', '400', '0', '16000'];

/** A command on one of a few HyperLogLogs, some of which are broken on purpose. */
export function randomHyperLogLogCommand(random: RandomSource): readonly string[] {
  const words = random.pick(random.below(RARITY) === 0 ? RARE : TEMPLATES).split(' ');
  return words.flatMap(word => filled(word, random));
}

function filled(word: string, random: RandomSource): readonly string[] {
  switch (word) {
    case 'key':
      return [random.pick(KEYS)];
    case 'element':
      return [element(random)];
    case 'many':
      return Array.from({ length: random.below(MANY) }, () => element(random));
    case 'place':
      return [random.pick(PLACES)];
    case 'byte':
      return [random.pick(BYTES)];
    case 'limit':
      return [random.pick(LIMITS)];
    default:
      return [word];
  }
}

/** Of all lengths, so that each tail of the hash is met. */
function element(random: RandomSource): string {
  const number = random.below(ELEMENT_COUNT);
  return `${String.fromCharCode(number % 256).repeat(number % 23)}${number}`;
}
