import { OFFSETS } from './offsets.ts';

const raw = String.raw;

const PACKED = [
  raw`\220\255\255`,
  raw`\221\255\255\255\255`,
  raw`\222\255\255`,
  raw`\223\255\255\255\255`,
  raw`\219\255\255\255\255`,
  raw`\219\127\255\255\255`,
  raw`\218\255\255`,
  raw`\217\255`,
  raw`\143`,
  raw`\159`,
  raw`\191`,
  raw`\193`,
  raw`\196\1a`,
  raw`\199\1\1a`,
  raw`\212\1a`,
  raw`\220\0\0`,
  raw`\223\0\0\0\0`,
  raw`\129\192\192`,
  raw`\129\203\127\248\0\0\0\0\0\0\1`,
  raw`\130\1`,
  raw`\129\144\1`,
  raw`\146\1`,
  raw`\203`,
  raw`\202\1`,
];

/** Bytes that are no MessagePack, and values that become none. */
export const messagePackAbuse: readonly string[] = [
  ...PACKED.flatMap(bytes => [
    `return {pcall(cmsgpack.unpack, "${bytes}")}`,
    `return {pcall(cmsgpack.unpack_one, "${bytes}")}`,
    `return {pcall(cmsgpack.unpack_limit, "${bytes}", 1)}`,
  ]),
  ...OFFSETS.flatMap(offset => [
    raw`return {pcall(cmsgpack.unpack_one, "\1\2\3", ${offset})}`,
    raw`return {pcall(cmsgpack.unpack_limit, "\1\2\3", ${offset})}`,
    raw`return {pcall(cmsgpack.unpack_limit, "\1\2\3", 1, ${offset})}`,
  ]),
  ...['', 'nil', '12', '{}'].flatMap(value => [
    `return {pcall(cmsgpack.unpack${value && ','} ${value})}`,
    `return {pcall(cmsgpack.unpack_one${value && ','} ${value})}`,
    `return {pcall(cmsgpack.unpack_limit${value && ','} ${value})}`,
  ]),
  raw`return {pcall(cmsgpack.unpack, ("\1"):rep(9000))}`,
  raw`return #{cmsgpack.unpack(("\1"):rep(7000))}`,
  raw`return {pcall(cmsgpack.unpack_limit, ("\1"):rep(9000), 9000)}`,
  raw`return {pcall(cmsgpack.unpack, ("\145"):rep(500) .. "\1")}`,
  raw`return {pcall(cmsgpack.unpack, ("\145"):rep(200000))}`,
  'return {pcall(cmsgpack.pack, unpack({}, 1, 7900))}',
  'local t = {} for i = 1, 17 do t = {t} end return cmsgpack.pack(t)',
  'local t = {} t[1] = t t[2] = t return #cmsgpack.pack(t)',
  'local t = {} t.x = t return cmsgpack.pack(t)',
  'return cmsgpack.pack(setmetatable({}, {__index = function() error("x") end}))',
  'return {pcall(cmsgpack.pack, {[{}] = 1})}',
  'return {pcall(cmsgpack.pack, {[1/0] = 1})}',
  'return {pcall(cmsgpack.pack, {[2^31] = 1})}',
];
