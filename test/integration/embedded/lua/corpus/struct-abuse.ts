import { OFFSETS } from './offsets.ts';

const raw = String.raw;

const STRUCT_FORMATS = [
  'i0',
  'I0',
  'i1',
  'i33',
  'c0',
  'c2147483647',
  'c2147483648',
  'c99999999999',
  'c2147483647c2147483647',
  'i2147483648',
  '!0b',
  '!1b',
  '!2b',
  '!16b',
  '!64b',
  '!b',
  'i8i8',
  '>i8',
  '=i4',
  '@b',
  '  b',
  raw`b\0b`,
  '!4i8',
  '!8i3',
  'x2147483647',
  'sss',
  'c1000000',
  'i32',
  '>I32',
  'i5i7',
  '!8i5',
  '!8c5i5',
  'dd',
  '!8fd',
];

/** Sizes, alignments and places that C code has stumbled over. Nothing in here ends Redis 7.0.15. */
export const structAbuse: readonly string[] = [
  ...STRUCT_FORMATS.flatMap(format => [
    `return {pcall(struct.size, "${format}")}`,
    `return {pcall(struct.pack, "${format}", 1, 2, 3)}`,
    `return {pcall(struct.pack, "${format}", "abc", "def")}`,
    raw`return {pcall(struct.unpack, "${format}", ("\1\2\3"):rep(20))}`,
    `return {pcall(struct.unpack, "${format}", "")}`,
  ]),
  ...OFFSETS.flatMap(offset =>
    ['b', 'i4', 's', 'c0'].map(
      format => raw`return {pcall(struct.unpack, "${format}", ("\1\2\0"):rep(20), ${offset})}`,
    ),
  ),
  // A length that is read from the data itself.
  raw`return {pcall(struct.unpack, "bc0", "\5abc")}`,
  raw`return {pcall(struct.unpack, "Bc0", "\255abc")}`,
  raw`return {pcall(struct.unpack, "bc0", "\255abc")}`,
  raw`return {pcall(struct.unpack, "i4c0", "\255\255\255\127abc")}`,
  raw`return {pcall(struct.unpack, "I4c0", "\255\255\255\255abc")}`,
  raw`return {pcall(struct.unpack, "lc0", "\255\255\255\255\255\255\255\127abc")}`,
  raw`return {pcall(struct.unpack, "Lc0", "\255\255\255\255\255\255\255\255abc")}`,
  ...['-1', '2^40', '0/0', '1/0'].map(
    length => `return {pcall(struct.unpack, "dc0", struct.pack("d", ${length}) .. "abc")}`,
  ),
  raw`return {pcall(struct.unpack, "sc0", "3\0abc")}`,
  'return {pcall(struct.unpack, ("b"):rep(9000), ("x"):rep(9000))}',
  'return {pcall(struct.unpack, ("b"):rep(7000), ("x"):rep(9000))}',
  'return {pcall(struct.pack, ("b"):rep(9000), 1)}',
  'return #struct.pack(("x"):rep(100000))',
  'return struct.size(("d"):rep(100000))',
  ...['1/0', '-1/0', '0/0', '1e300', '-1e300', '2^63', '2^64', '2^64 - 2048', '-2^63'].map(
    value => `return struct.pack("lLi4I4", ${value}, ${value}, ${value}, ${value})`,
  ),
];
