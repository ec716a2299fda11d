import * as fc from 'fast-check';
import type { FuzzFamily } from '../fuzz-step.ts';

export const GEO_FAMILY: FuzzFamily = {
  name: 'positions',
  weight: 2,
  keys: ['g1', 'g2'],
  words: {
    place: fc.oneof(
      fc.constantFrom(['0', '0'], ['180', '85.05112878'], ['-180', '10'], ['13.3', '38.1']),
      fc.constantFrom(['181', '0'], ['0', '86'], ['x', '1']),
      fc
        .tuple(
          fc.integer({ min: -180_000_000, max: 180_000_000 }),
          fc.integer({ min: -85_000_000, max: 85_000_000 }),
        )
        .map(degrees => degrees.map(millionths => String(millionths / 1e6))),
    ),
    length: fc.constantFrom('1000', '0', '50', '9000', '20000', '30000000', '-1', 'x'),
    unit: fc.constantFrom('km', 'm', 'ft', 'mi', 'x'),
  },
  commands: `
    GEOADD {k} <{place} {member}>...
    GEOADD {k} <{place} {member}>...
    GEOADD {k} [NX | XX] [CH] <{place} {member}>...
    GEODIST {k} {member} {member} [{unit}]
    GEOHASH {k} {member}...
    GEOPOS {k} {member}...
    GEORADIUS {k} {place} {length} {unit} [WITHCOORD] [WITHDIST] [WITHHASH] <ASC | DESC>
    GEORADIUS_RO {k} {place} {length} {unit} COUNT {count} [ASC]
    GEORADIUSBYMEMBER {k} {member} {length} {unit} [WITHDIST] <ASC | DESC> [COUNT {count}]
    GEORADIUSBYMEMBER {k} {member} {length} {unit} [COUNT {count}] <STORE | STOREDIST> {k}
    GEOSEARCH {k} FROMMEMBER {member} <BYRADIUS {length} | BYBOX {length} {length}> {unit} ASC
    GEOSEARCH {k} FROMLONLAT {place} BYBOX {length} {length} {unit} DESC [WITHDIST] [WITHCOORD]
    GEOSEARCHSTORE {k} {k} FROMMEMBER {member} BYRADIUS {length} {unit} [STOREDIST]
    ZREM {k} {member}...
  `,
};
