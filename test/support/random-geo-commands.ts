import type { RandomSource } from './random-source.ts';

const KEYS = ['g1', 'g2'];
const MEMBERS = Array.from({ length: 60 }, (_, at) => `m${at}`);
const UNITS = ['m', 'km', 'ft', 'mi'];
const LENGTHS = ['0', '1', '50', '500', '3000', '9000', '20000', '1000000', '30000000'];
const COUNTS = ['1', '2', '5', '9', '50'];
/** Corners and edges, and the same place again and again. */
const PLACES = [
  '0 0',
  '180 85.05112878',
  '-180 -85.05112878',
  '180 0',
  '-180 10',
  '13.361389 38.1',
];

const TEMPLATES: readonly string[] = [
  'GEOADD key place member place member place member',
  'GEOADD key place member place member place member',
  'GEOADD key NX CH place member place member',
  'GEOADD key XX CH place member place member',
  'GEODIST key member member unit',
  'GEOHASH key member member member',
  'GEOPOS key member member member',
  'GEORADIUS key place length unit WITHCOORD WITHDIST WITHHASH',
  'GEORADIUS key place length unit WITHDIST order',
  'GEORADIUS key place length unit WITHDIST COUNT count',
  'GEORADIUS_RO key place length unit COUNT count ANY',
  'GEORADIUSBYMEMBER key member length unit order COUNT count ANY',
  'GEORADIUSBYMEMBER_RO key member length unit WITHDIST order',
  'GEORADIUSBYMEMBER key member length unit COUNT count STORE target',
  'GEOSEARCH key FROMMEMBER member BYRADIUS length unit WITHDIST order',
  'GEOSEARCH key FROMMEMBER member BYBOX length length unit WITHDIST order',
  'GEOSEARCH key FROMLONLAT place BYBOX length length unit WITHCOORD WITHHASH',
  'GEOSEARCH key FROMLONLAT place BYBOX length length unit order COUNT count WITHDIST',
  'GEOSEARCHSTORE target key FROMMEMBER member BYBOX length length unit order COUNT count',
  'ZREM key member member',
];

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  key: KEYS,
  target: ['g3'],
  member: MEMBERS,
  unit: UNITS,
  length: LENGTHS,
  count: COUNTS,
  order: ['ASC', 'DESC'],
};

/** A command on one of two sets of positions. */
export function randomGeoCommand(random: RandomSource): readonly string[] {
  const words = random.pick(TEMPLATES).split(' ');
  return words.flatMap(word => {
    if (word === 'place') return place(random);
    const choices = CHOICES[word];
    return choices ? random.pick(choices) : word;
  });
}

function place(random: RandomSource): readonly string[] {
  if (random.below(4) === 0) return random.pick(PLACES).split(' ');
  const longitude = random.below(360_000_000) / 1e6 - 180;
  const latitude = random.below(170_000_000) / 1e6 - 85;
  return [String(longitude), String(latitude)];
}
