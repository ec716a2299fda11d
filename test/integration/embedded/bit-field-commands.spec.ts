import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Differential } from '../../support/differential.js';

const EXTREMES = [
  ...'0 1 -1 100 127 128 -128 -129 255 256 4611686018427387904'.split(' '),
  ...'9223372036854775807 -9223372036854775808 -9223372036854775807'.split(' '),
];

describe('integers of some bits as on a real server', () => {
  let both: Differential;
  beforeAll(async () => {
    both = await Differential.start();
  });
  afterAll(() => both[Symbol.asyncDispose]());

  it('reads and writes integers of some bits', () =>
    both.compare([
      'BITFIELD f SET u8 0 255 GET u8 0 GET i8 0 GET u4 4 GET u16 0',
      'BITFIELD f INCRBY i5 100 1 GET u4 0',
      'BITFIELD f SET i64 #3 -1 GET i64 #3 GET u63 #3 GET u1 1000',
      'BITFIELD f SET u8 #2 170 GET u8 16 GET u3 17',
      'BITFIELD f',
      'BITFIELD missing GET u8 0 GET i64 100',
      'BITFIELD missing',
      'EXISTS missing',
      'SET n 12345',
      'BITFIELD n GET u8 0 GET u8 #4 GET u8 #5',
      'OBJECT ENCODING n',
      'BITFIELD n SET u8 0 50',
      'OBJECT ENCODING n',
      'BITFIELD_RO f GET u8 0 GET i8 0',
      'BITFIELD_RO f OVERFLOW SAT GET u8 0',
      'BITFIELD_RO f GET u8 0 SET u8 0 1',
      'BITFIELD_RO f SET u8 0 x',
      'BITFIELD_RO missing GET u8 0',
      'LPUSH list x',
      'BITFIELD list GET u8 0',
      'BITFIELD list SET u8 0 1',
      'BITFIELD list',
      'BITFIELD f GET u64 0',
      'BITFIELD f GET u0 0',
      'BITFIELD f GET i65 0',
      'BITFIELD f GET x8 0',
      'BITFIELD f GET u 0',
      'BITFIELD f GET U8 0',
      'BITFIELD f GET u8',
      'BITFIELD f GET',
      'BITFIELD f SET u8 0',
      'BITFIELD f INCRBY u8 0',
      'BITFIELD f OVERFLOW',
      'BITFIELD f OVERFLOW BOUNCE',
      'BITFIELD f OVERFLOW SAT',
      'BITFIELD f FLIP u8 0 1',
      'BITFIELD f GET u8 -1',
      'BITFIELD f GET u8 x',
      'BITFIELD f GET u8 #',
      'BITFIELD f GET u8 #-1',
      'BITFIELD f GET u8 4294967296',
      'BITFIELD f GET u8 #536870912',
      'BITFIELD f GET i64 #288230376151711744',
      'BITFIELD f GET i64 #9223372036854775807',
      'BITFIELD f SET u8 0 x',
      'BITFIELD f SET u8 0 9223372036854775808',
      'BITFIELD f SET x8 x x',
      'BITFIELD f SET u8 0 1 GET x8 0',
      'BITFIELD f GET u8 0',
    ]));

  it('wraps around, saturates or fails when a value does not fit', () => {
    const types = ['u1', 'u8', 'u63', 'i1', 'i8', 'i63', 'i64'];
    const forms = types.flatMap(type => ['WRAP', 'SAT', 'FAIL'].map(how => [type, how] as const));
    return both.compare(forms.flatMap(([type, how]) => overflowing(type, how)));
  });
});

function overflowing(type: string, how: string): string[] {
  const set = EXTREMES.map(value => `BITFIELD f OVERFLOW ${how} SET ${type} 3 ${value}`);
  const add = EXTREMES.map(value => `BITFIELD f OVERFLOW ${how} INCRBY ${type} 3 ${value}`);
  const fresh = `BITFIELD fresh OVERFLOW ${how} SET ${type} 5 9223372036854775807`;
  return ['DEL f', ...set, ...add, ...add, fresh];
}
