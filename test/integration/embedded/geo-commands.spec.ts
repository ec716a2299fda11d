import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';
import { randomGeoCommand } from '../../support/random-geo-commands.js';
import { RandomSource } from '../../support/random-source.js';

const SICILY = 'GEOADD sicily 13.361389 38.115556 Palermo 15.087269 37.502669 Catania';
const LONG_SEQUENCE = 400;

describe('geo commands as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('adds positions', () =>
    both.compare([
      SICILY,
      SICILY,
      'GEOADD sicily NX 1 1 Palermo 2 2 new',
      'GEOADD sicily XX 1 1 Palermo 2 2 newer',
      'GEOADD sicily CH XX 3 3 Palermo 2 2 newer',
      'GEOADD sicily xx nx 1 1 a',
      'GEOADD sicily CH CH 1 1 a',
      'GEOADD sicily NX XX CH',
      'GEOADD sicily CH NX CH',
      'GEOADD sicily 1 1',
      'GEOADD sicily 1 1 a 2',
      'GEOADD sicily 1 1 a 2 2',
      'GEOADD sicily x 1 a',
      'GEOADD sicily 1 x a',
      'GEOADD sicily nan 1 a',
      'GEOADD sicily 181 1 a',
      'GEOADD sicily -180.0000005 1 a',
      'GEOADD sicily 180.0078125 1 a',
      'GEOADD sicily 1 85.0511288 a',
      'GEOADD sicily 1e300 -inf a',
      'GEOADD sicily 1 1 ok 200 1 wrong',
      'GEOADD edges 180 85.05112878 ne -180 -85.05112878 sw 180 0 e 0 85.05112878 n 0 0 zero',
      'ZRANGE edges 0 -1 WITHSCORES',
      'GEOPOS edges ne sw e n zero',
      'GEOHASH edges ne sw e n zero',
      'GEOADD missing XX 1 1 a',
      'EXISTS missing',
    ]));

  it('tells positions, geohashes and distances', () =>
    both.compare([
      SICILY,
      'GEOPOS sicily Palermo Catania missing',
      'GEOPOS sicily',
      'GEOPOS missing a b',
      'GEOHASH sicily Palermo Catania missing',
      'GEOHASH sicily',
      'GEOHASH missing a',
      'GEODIST sicily Palermo Catania',
      'GEODIST sicily Palermo Catania km',
      'GEODIST sicily Palermo Catania MI',
      'GEODIST sicily Palermo Catania Ft',
      'GEODIST sicily Palermo Palermo',
      'GEODIST sicily Palermo missing',
      'GEODIST missing a b',
      'GEODIST missing a b parsec',
      'GEODIST sicily Palermo Catania parsec',
      'GEODIST sicily Palermo Catania m m',
      'GEOADD ties -90.00001071393490 0.00000000001 a 11.25 1e-5 b -0.0000001 -0.0000001 c',
      'GEOPOS ties a b c',
      'GEODIST ties b c',
    ]));

  it('takes any score for a position', () =>
    both.compare([
      'ZADD z 1.5 a -1 b 1e19 c inf d -inf e 9007199254740993 f 1e16 g -9223372036854775808 h',
      'ZADD z 18446744073709551615 i 9223372036854775808 j 4503599627370496 k -1e300 l',
      ...Array.from('abcdefghijkl').flatMap(member => [
        `GEOPOS z ${member}`,
        `GEOHASH z ${member}`,
        `GEODIST z a ${member}`,
        `GEORADIUSBYMEMBER z ${member} 100 km WITHDIST WITHCOORD WITHHASH ASC`,
      ]),
    ]));

  it('tells its keys', () =>
    both.compare([
      'COMMAND GETKEYS GEORADIUS a 1 1 1 m',
      'COMMAND GETKEYS GEORADIUS a 1 1 1 m STORE b',
      'COMMAND GETKEYS GEORADIUS a 1 1 1 m STORE b STOREDIST c',
      'COMMAND GETKEYS GEORADIUS a 1 1 1 m STOREDIST b STORE c STORE d',
      'COMMAND GETKEYS GEORADIUS a 1 1 1 m STORE STOREDIST b',
      'COMMAND GETKEYS GEORADIUS a 1 1 1 m STORE',
      'COMMAND GETKEYS GEORADIUSBYMEMBER a m 1 m STORE b',
      'COMMAND GETKEYS GEORADIUSBYMEMBER a m 1 STORE b',
      'COMMAND GETKEYS GEORADIUS_RO a 1 1 1 m STORE b',
      'COMMAND GETKEYS GEOSEARCHSTORE a b FROMLONLAT 1 1 BYRADIUS 1 m',
      'COMMAND GETKEYS GEOSEARCH a FROMLONLAT 1 1 BYRADIUS 1 m',
    ]));

  it('notifies of each change', () =>
    both.compare([
      'CONFIG SET notify-keyspace-events KEAmn',
      { client: 'subscriber', send: 'PSUBSCRIBE __keyspace*' },
      'GEOADD g 1 1 a 2 2 b',
      'GEOADD g 1 1 a',
      'GEOADD g 3 3 a',
      'GEOADD g XX 3 3 c',
      'GEOADD missing XX 3 3 c',
      'GEODIST g a b',
      'GEOPOS missing a',
      'GEORADIUS g 1 1 1000 km STORE r',
      'GEOSEARCHSTORE s g FROMMEMBER a BYRADIUS 1 m',
      'GEOSEARCHSTORE s g FROMLONLAT 90 45 BYRADIUS 1 m',
      'GEOSEARCHSTORE s g FROMLONLAT 90 45 BYRADIUS 1 m',
      'GEORADIUS missing 1 1 1 km STOREDIST r',
      { client: 'subscriber', messages: 11 },
    ]));

  it.each([
    'GEOADD g 1 1 a',
    'GEOADD g 3 3 a',
    'GEOADD g XX 3 3 c',
    'GEORADIUS g 1 1 1 km',
    'GEORADIUS g 1 1 1 km STORE r',
    'GEORADIUS g 90 45 1 km STORE r',
    'GEORADIUS g 90 45 1 km STORE s',
    'GEOSEARCHSTORE s g FROMMEMBER a BYRADIUS 1 m',
  ])('fails a WATCH, or does not: %s', change =>
    both.compare([
      'GEOADD g 1 1 a 2 2 b',
      'SET r text',
      'WATCH g r s',
      { client: 'other', send: change },
      'MULTI',
      'PING',
      'EXEC',
    ]),
  );

  it('refuses other types', () =>
    both.compare([
      'SET text x',
      'GEOADD text 1 1 a',
      'GEOADD text 1 100 a',
      'GEOPOS text a',
      'GEOHASH text a',
      'GEODIST text a b',
      'GEODIST text a b parsec',
      'GEORADIUS text x y z m',
      'GEORADIUSBYMEMBER text a x m',
      'GEOSEARCH text FOO FOO FOO FOO FOO',
      'GEOSEARCHSTORE target text FOO FOO FOO FOO FOO',
    ]));

  it.each([1, 2, 3, 4])('answers and ends the same after a random sequence (seed %i)', seed => {
    const random = new RandomSource(seed);
    const steps = Array.from({ length: LONG_SEQUENCE }, () => randomGeoCommand(random));
    return both.compare(steps, [seed % 2 === 0 ? 2 : 3]);
  });
});
