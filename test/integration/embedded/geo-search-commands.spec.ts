import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';

const SICILY = 'GEOADD sicily 13.361389 38.115556 Palermo 15.087269 37.502669 Catania';

describe('searches for positions as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('searches around a position or a member', () =>
    both.compare([
      SICILY,
      'GEOADD sicily 13.583333 37.316667 Agrigento 12.4 37.8 Marsala 15.55 38.19 Messina',
      'GEORADIUS sicily 15 37 200 km',
      'GEORADIUS sicily 15 37 200 km WITHDIST',
      'GEORADIUS sicily 15 37 200 km WITHCOORD',
      'GEORADIUS sicily 15 37 200 km WITHHASH',
      'GEORADIUS sicily 15 37 200 km WITHHASH WITHCOORD WITHDIST DESC',
      'GEORADIUS sicily 15 37 200 KM COUNT 2',
      'GEORADIUS sicily 15 37 200 km COUNT 2 DESC',
      'GEORADIUS sicily 15 37 200 km COUNT 1 ANY',
      'GEORADIUS sicily 15 37 200 km ANY',
      'GEORADIUS sicily 15 37 200 km COUNT 0',
      'GEORADIUS sicily 15 37 200 km COUNT -1',
      'GEORADIUS sicily 15 37 200 km COUNT x',
      'GEORADIUS sicily 15 37 200 km COUNT',
      'GEORADIUS sicily 15 37 200 km STORE',
      'GEORADIUS sicily 15 37 200 km BYRADIUS 1 m',
      'GEORADIUS sicily 15 37 200 parsec',
      'GEORADIUS sicily 15 37 -1 km',
      'GEORADIUS sicily 15 37 x km',
      'GEORADIUS sicily x 37 200 km',
      'GEORADIUS sicily 15 95 200 km',
      'GEORADIUS sicily 15 37 inf km',
      'GEORADIUS sicily 15 37 0 m',
      'GEORADIUS missing 15 37 200 km',
      'GEORADIUS missing 15 37 200 km FOO',
      'GEORADIUSBYMEMBER sicily Agrigento 100 km',
      'GEORADIUSBYMEMBER sicily Agrigento 100 km WITHDIST ASC',
      'GEORADIUSBYMEMBER sicily Agrigento 0 km',
      'GEORADIUSBYMEMBER sicily missing 100 km',
      'GEORADIUSBYMEMBER sicily missing x km',
      'GEORADIUSBYMEMBER missing missing x parsec',
      'GEORADIUSBYMEMBER missing missing x parsec FOO',
      'GEORADIUS_RO sicily 15 37 200 km WITHDIST',
      'GEORADIUS_RO sicily 15 37 200 km STORE x',
      'GEORADIUSBYMEMBER_RO sicily Agrigento 100 km STOREDIST x',
      'GEORADIUSBYMEMBER_RO sicily Agrigento 100 km DESC',
    ]));

  it('searches in circles and boxes', () =>
    both.compare([
      SICILY,
      'GEOADD sicily 12.758489 38.788135 edge1 17.241510 38.788135 edge2',
      'GEOSEARCH sicily FROMLONLAT 15 37 BYRADIUS 200 km ASC',
      'GEOSEARCH sicily FROMLONLAT 15 37 BYBOX 400 400 km ASC WITHCOORD WITHDIST',
      'GEOSEARCH sicily FROMMEMBER Palermo BYBOX 500 100 km WITHHASH',
      'GEOSEARCH sicily FROMMEMBER Palermo FROMMEMBER Catania BYRADIUS 1 m BYRADIUS 2 km',
      'GEOSEARCH sicily FROMMEMBER Palermo FROMLONLAT 15 37 BYRADIUS 1 m',
      'GEOSEARCH sicily FROMLONLAT 15 37 FROMMEMBER Palermo BYRADIUS 1 m',
      'GEOSEARCH sicily FROMLONLAT 15 37 BYBOX 4 4 km BYRADIUS 1 m',
      'GEOSEARCH sicily FROMLONLAT 15 37 BYRADIUS 1 m BYBOX 4 4 km',
      'GEOSEARCH sicily FROMLONLAT 15 37 ASC COUNT 3 ANY',
      'GeoSearch sicily BYRADIUS 1 m ASC WITHDIST WITHCOORD',
      'GEOSEARCH sicily FROMMEMBER missing BYRADIUS 1 m',
      'GEOSEARCH missing FROMMEMBER missing BYRADIUS 1 m',
      'GEOSEARCH missing FROMMEMBER missing ASC ASC ASC',
      'GEOSEARCH missing FROMLONLAT 200 0 BYRADIUS 1 m',
      'GEOSEARCH sicily FROMLONLAT 15 37 BYBOX -1 4 km',
      'GEOSEARCH sicily FROMLONLAT 15 37 BYBOX x 4 km',
      'GEOSEARCH sicily FROMLONLAT 15 37 BYBOX 4 x km',
      'GEOSEARCH sicily FROMLONLAT 15 37 BYBOX 4 4 parsec',
      'GEOSEARCH sicily FROMLONLAT 15 37 BYBOX 4 4',
      'GEOSEARCH sicily FROMLONLAT 15 37 BYRADIUS 4 km ANY',
      'GEOSEARCH sicily FROMLONLAT 15 37 BYRADIUS 4 km STOREDIST',
      'GEOSEARCH sicily FROMLONLAT 15 37 BYRADIUS 4 km STORE x',
      'GEOSEARCH sicily FROMLONLAT 15 37 BYRADIUS 1',
    ]));

  it('stores what it finds', () =>
    both.compare([
      SICILY,
      'GEORADIUS sicily 15 37 200 km STORE stored',
      'ZRANGE stored 0 -1 WITHSCORES',
      'GEORADIUS sicily 15 37 200 km STOREDIST stored',
      'GEORADIUS sicily 15 37 200 km STORE first STOREDIST second',
      'EXISTS first second',
      'GEORADIUS sicily 15 37 200 km STORE stored WITHDIST',
      'GEORADIUS sicily 15 37 200 km STORE stored WITHHASH',
      'GEORADIUS sicily 15 37 200 km COUNT 1 STORE one',
      'GEORADIUSBYMEMBER sicily Palermo 200 km STOREDIST member',
      'EXPIRE stored 1000',
      'GEOSEARCHSTORE stored sicily FROMLONLAT 15 37 BYRADIUS 200 km',
      'TTL stored',
      'GEOSEARCHSTORE distances sicily FROMLONLAT 15 37 BYBOX 400 400 mi STOREDIST',
      'GEOSEARCHSTORE distances sicily FROMLONLAT 15 37 BYBOX 400 400 mi STOREDIST WITHDIST',
      'GEOSEARCHSTORE distances sicily FROMLONLAT 15 37 BYBOX 400 400 mi STORE x',
      'GEOSEARCHSTORE distances sicily FROMLONLAT 15 37 COUNT 1 ANY ASC',
      'GEOSEARCHSTORE one sicily FROMLONLAT 0 0 BYRADIUS 1 m',
      'EXISTS one',
      'GEOSEARCHSTORE distances missing FROMLONLAT 0 0 BYRADIUS 1 m',
      'EXISTS distances',
      'GEORADIUS missing 0 0 1 m STORE stored',
      'EXISTS stored',
      'SET text x',
      'GEORADIUS sicily 15 37 200 km STORE text',
      'TYPE text',
      'GEOSEARCHSTORE sicily sicily FROMMEMBER Palermo BYRADIUS 1 km',
      'ZRANGE sicily 0 -1',
    ]));

  it('chooses among members at the same distance', () => {
    const members = Array.from({ length: 120 }, (_, at) => [
      String((at * 7) % 11),
      String((at * 5) % 7),
      `m${(at * 37) % 120}`,
    ]);
    return both.compare([
      ['GEOADD', 'g', ...members.flat()],
      ...[1, 2, 5, 7, 8, 20, 39, 60, 119, 120].flatMap(count => [
        `GEORADIUS g 5 3 5000 km COUNT ${count} WITHDIST`,
        `GEORADIUS g 5 3 300 km COUNT ${count} DESC`,
        `GEOSEARCH g FROMLONLAT 0 0 BYBOX 700 700 km COUNT ${count} ASC`,
        `GEOSEARCH g FROMLONLAT 0 0 BYBOX 1500 1500 km COUNT ${count} ANY`,
        `GEOSEARCHSTORE stored g FROMLONLAT 6 3 BYBOX 900 700 km COUNT ${count}`,
        'ZRANGE stored 0 -1',
      ]),
      'GEORADIUS g 5 3 5000 km ASC',
      'GEORADIUS g 5 3 5000 km DESC',
    ]);
  });
});
