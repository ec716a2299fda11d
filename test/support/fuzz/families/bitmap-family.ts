import * as fc from 'fast-check';
import type { FuzzFamily } from '../fuzz-step.ts';

export const BITMAP_FAMILY: FuzzFamily = {
  name: 'bitmaps',
  weight: 2,
  keys: ['b1', 'b2', 'b3'],
  words: {
    offset: fc.constantFrom('0', '1', '7', '8', '13', '64', '100', '900', '-1', 'x', '4294967296'),
    bit: fc.constantFrom('0', '1', '2'),
    place: fc.constantFrom('0', '1', '2', '-1', '-2', '5', '-7', '63', '-64', '1000', 'x'),
    field: fc.constantFrom('u1', 'u8', 'u13', 'u63', 'i1', 'i5', 'i16', 'i64', 'u64', 'x'),
    at: fc.constantFrom('0', '3', '17', '60', '#0', '#1', '#9', '-1', '#x'),
    operand: fc.constantFrom('0', '1', '-1', '100', '-128', '70000', '9223372036854775807', 'x'),
  },
  commands: `
    SETBIT {k} {offset} {bit}
    SETBIT {k} {offset} {bit}
    GETBIT {k} {offset}
    BITCOUNT {k} [{place} {place} [BIT | BYTE]]
    BITPOS {k} {bit} [{place} [{place} [BIT | BYTE]]]
    BITOP <AND | OR | XOR> {k} {k}...
    BITOP NOT {k} {k}
    BITFIELD {k} <GET {field} {at} | SET {field} {at} {operand} | INCRBY {field} {at} {operand}>...
    BITFIELD {k} OVERFLOW <WRAP | SAT | FAIL> <SET | INCRBY> {field} {at} {operand}
    BITFIELD_RO {k} <GET {field} {at}>...
    SET {k} {text}
    APPEND {k} {text}
  `,
};
