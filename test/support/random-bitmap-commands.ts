import type { RandomSource } from './random-source.ts';

const KEYS = ['b1', 'b2', 'b3', 'b4'];
const OFFSETS = ['0', '1', '7', '8', '13', '31', '64', '100', '511', '900'];
const PLACES = ['0', '1', '2', '-1', '-2', '5', '-7', '12', '63', '-64', '100', '-1000', '1000'];
const FIELD_OFFSETS = ['0', '3', '9', '17', '60', '#0', '#1', '#3', '#9'];
const TYPES = ['u1', 'u8', 'u13', 'u32', 'u63', 'i1', 'i5', 'i8', 'i16', 'i33', 'i63', 'i64'];
const OPERANDS = [
  ...'0 1 -1 7 100 -128 255 70000 -99999 4294967296 9007199254740993'.split(' '),
  ...'9223372036854775807 -9223372036854775808'.split(' '),
];
const TEXTS = [
  '',
  'a',
  '\xff\xff\xff',
  '\0\0\0\x01',
  '12345',
  'some text of more than a few bytes',
];

const TEMPLATES: readonly string[] = [
  'SETBIT key offset bit',
  'SETBIT key offset bit',
  'GETBIT key offset',
  'BITCOUNT key',
  'BITCOUNT key place place',
  'BITCOUNT key place place unit',
  'BITPOS key bit',
  'BITPOS key bit place',
  'BITPOS key bit place place',
  'BITPOS key bit place place unit',
  'BITOP operation key key key',
  'BITOP operation key key key key',
  'BITOP NOT key key',
  'BITFIELD key GET type field SET type field operand',
  'BITFIELD key OVERFLOW overflow INCRBY type field operand GET type field',
  'BITFIELD key OVERFLOW overflow SET type field operand INCRBY type field operand',
  'BITFIELD_RO key GET type field GET type field',
  'SETRANGE key 3 text',
  'APPEND key text',
  'SET key text',
  'INCR key',
  'GET key',
  'STRLEN key',
  'OBJECT ENCODING key',
  'COPY key key REPLACE',
  'DEL key',
  'EXPIRE key 1000',
];

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  key: KEYS,
  offset: OFFSETS,
  bit: ['0', '1'],
  place: PLACES,
  unit: ['BIT', 'BYTE'],
  operation: ['AND', 'OR', 'XOR'],
  type: TYPES,
  field: FIELD_OFFSETS,
  operand: OPERANDS,
  overflow: ['WRAP', 'SAT', 'FAIL'],
  text: TEXTS,
};

/** A command on one of a few strings, so that they meet each other often. */
export function randomBitmapCommand(random: RandomSource): readonly string[] {
  const words = random.pick(TEMPLATES).split(' ');
  return words.map(word => {
    const choices = CHOICES[word];
    return choices ? random.pick(choices) : word;
  });
}
