import { describe, expect, it } from '@jest/globals';
import { findingsOf, linesOf } from './lint-of.js';

describe('The rule keys-command', () => {
  it('finds KEYS, in whatever case', () => {
    expect(findingsOf('keys-command', "local a\nreturn redis.call('keys', ARGV[1])")).toEqual([
      expect.objectContaining({
        severity: 'warning',
        line: 2,
        why: expect.stringContaining('whole keyspace'),
        mend: expect.stringContaining('removeByPattern'),
      }),
    ]);
  });

  it('lets the table KEYS be', () => {
    expect(linesOf('keys-command', "return redis.call('MGET', unpack(KEYS))")).toEqual([]);
  });
});

const SCAN_ALL = `local cursor = '0'
repeat
  local page = redis.call('SCAN', cursor)
  cursor = page[1]
until cursor == '0'`;

describe('The rule unbounded-scan', () => {
  it.each([
    ['repeat until the cursor is 0', SCAN_ALL, 2],
    [
      'while the cursor is not 0',
      "local c\nwhile c ~= '0' do\nc = redis.call('HSCAN', KEYS[1], c or 0)[1]\nend",
      2,
    ],
    [
      'while true',
      "local c = 0\nwhile true do\nc = redis.call('SCAN', c)[1]\nif c == '0' then break end\nend",
      2,
    ],
    [
      'by a function',
      "local function step(c) return redis.call('SSCAN', KEYS[1], c)[1] end\nlocal c = '0'\nrepeat c = step(c) until c == '0'",
      3,
    ],
  ])('finds a scan %s', (_, lua, line) => {
    expect(linesOf('unbounded-scan', lua)).toEqual([line]);
  });

  it.each([
    ['one step', "return redis.call('SCAN', ARGV[1], 'COUNT', 100)"],
    [
      'a number of steps',
      "local c = ARGV[1]\nfor _ = 1, 10 do\nc = redis.call('SCAN', c)[1]\nif c == '0' then break end\nend",
    ],
    [
      'a limit in the condition',
      "local c, n = '0', 0\nrepeat\nc, n = redis.call('SCAN', c)[1], n + 1\nuntil c == '0' or n >= 10",
    ],
    [
      'a limit before a break',
      "local c, n = '0', 0\nwhile true do\nc, n = redis.call('SCAN', c)[1], n + 1\nif c == '0' then break end\nif n > 10 then break end\nend",
    ],
  ])('lets be: %s', (_, lua) => {
    expect(linesOf('unbounded-scan', lua)).toEqual([]);
    expect(linesOf('unbounded-loop', lua)).toEqual([]);
  });

  it('says what the server is kept from, and how to go on from there', () => {
    expect(findingsOf('unbounded-scan', SCAN_ALL)).toEqual([
      expect.objectContaining({
        severity: 'warning',
        line: 2,
        why: expect.stringContaining('the whole keyspace by SCAN'),
        mend: expect.stringContaining('give the cursor back'),
      }),
    ]);
  });

  it('is the only one that speaks of the loop', () => {
    expect(linesOf('unbounded-loop', SCAN_ALL)).toEqual([]);
  });
});

describe('The rule unbounded-loop', () => {
  it.each([
    [
      'until the list is empty',
      "while true do\nlocal job = redis.call('LPOP', KEYS[1])\nif not job then break end\nend",
      1,
    ],
    [
      'while there is a value',
      "local job = redis.call('LPOP', KEYS[1])\nwhile job do\njob = redis.call('LPOP', KEYS[1])\nend",
      2,
    ],
    [
      'while the server says so',
      "while redis.call('LLEN', KEYS[1]) > 0 do\nredis.call('LPOP', KEYS[1])\nend",
      1,
    ],
    [
      'repeat until there is none',
      "repeat\nlocal id = redis.call('SPOP', KEYS[1])\nuntil not id",
      1,
    ],
    [
      'up to math.huge',
      "for _ = 1, math.huge do\nif not redis.call('LPOP', KEYS[1]) then break end\nend",
      1,
    ],
    [
      'by a function',
      "local function pop() return redis.call('LPOP', KEYS[1]) end\nwhile pop() do end",
      2,
    ],
    ['without an end', 'while true do\nlocal a = 1\nend', 1],
    ['repeat without an end', 'repeat\nlocal a = 1\nuntil false', 1],
  ])('finds a loop %s', (_, lua, line) => {
    expect(linesOf('unbounded-loop', lua)).toEqual([line]);
  });

  it.each([
    ['a constant number of times', "for i = 1, 10 do redis.call('LPOP', KEYS[1]) end"],
    [
      'as often as the caller says',
      "for _ = 1, tonumber(ARGV[1]) do if not redis.call('LPOP', KEYS[1]) then break end end",
    ],
    ['once for each key', "for _, name in ipairs(KEYS) do redis.call('DEL', name) end"],
    [
      'while a counter is below a limit',
      "local i = 1\nwhile i <= #KEYS do redis.call('DEL', KEYS[i])\ni = i + 1 end",
    ],
    [
      'within the script only',
      "local at = 1\nwhile true do\nat = string.find(ARGV[1], ',', at)\nif not at then break end\nend",
    ],
  ])('lets a loop be that runs %s', (_, lua) => {
    expect(linesOf('unbounded-loop', lua)).toEqual([]);
  });

  it('says what it depends on, and how to limit it', () => {
    const lua = "while redis.call('LPOP', KEYS[1]) do end";
    expect(findingsOf('unbounded-loop', lua)).toEqual([
      expect.objectContaining({
        severity: 'warning',
        why: expect.stringContaining('depends on the data alone'),
        mend: expect.stringContaining('tonumber(ARGV[1])'),
      }),
    ]);
  });
});

describe('The rule unbounded-unpack', () => {
  it.each([
    ['ARGV', "redis.call('SADD', KEYS[1], unpack(ARGV))"],
    ['the rest of ARGV', "redis.call('SADD', KEYS[1], unpack(ARGV, 2))"],
    ['KEYS', "redis.call('DEL', unpack(KEYS))"],
    ['KEYS to its end', "redis.call('DEL', unpack(KEYS, 1, #KEYS))"],
    ['an alias', "local u = unpack redis.call('DEL', u(KEYS))"],
    [
      'the members of a set',
      "redis.call('SADD', KEYS[1], unpack(redis.call('SMEMBERS', KEYS[2])))",
    ],
    [
      'a whole list',
      "local all = redis.call('LRANGE', KEYS[1], 0, -1) redis.call('RPUSH', KEYS[2], unpack(all))",
    ],
    [
      'as many as the caller says',
      "redis.call('RPUSH', KEYS[2], unpack(redis.call('SPOP', KEYS[1], ARGV[1])))",
    ],
    ['a page of a scan', "redis.call('DEL', unpack(redis.call('SCAN', 0, 'COUNT', ARGV[1])[2]))"],
    ['what the caller encoded', "redis.call('SADD', KEYS[1], unpack(cjson.decode(ARGV[1])))"],
    [
      'a list that a loop fills',
      'local t = {} for i = 1, #ARGV do t[i] = ARGV[i] end return { unpack(t) }',
    ],
    [
      'a list that a loop over a reply fills',
      "local t = {} for _, v in ipairs(redis.call('SMEMBERS', KEYS[1])) do table.insert(t, v) end return { unpack(t) }",
    ],
    ['more than it holds', 'return { unpack(ARGV, 1, 9000) }'],
  ])('finds unpack of %s', (_, lua) => {
    expect(linesOf('unbounded-unpack', lua)).toEqual([1]);
  });

  it.each([
    [
      'a chunk',
      "for i = 1, #KEYS, 1000 do redis.call('DEL', unpack(KEYS, i, math.min(i + 999, #KEYS))) end",
    ],
    ['a few', 'return { unpack(ARGV, 1, 3) }'],
    ['a table of known size', "redis.call(unpack({ 'SET', KEYS[1], ARGV[1] }))"],
    [
      'a list with a member more',
      "local set = { 'SET', KEYS[1], ARGV[1] } if ARGV[2] then set[#set + 1] = 'NX' end redis.call(unpack(set))",
    ],
    [
      'a list that a short loop fills',
      'local t = {} for i = 1, 10 do t[i] = i end return { unpack(t) }',
    ],
    ['fields that were asked for', "return { unpack(redis.call('HMGET', KEYS[1], 'a', 'b')) }"],
    ['a range of known length', "return { unpack(redis.call('ZRANGE', KEYS[1], 0, 99)) }"],
    [
      'a limited range',
      "return { unpack(redis.call('ZRANGEBYSCORE', KEYS[1], 0, 9, 'LIMIT', 0, 100)) }",
    ],
    [
      'a checked list',
      "if #ARGV > 1000 then return redis.error_reply('ERR too many') end redis.call('SADD', KEYS[1], unpack(ARGV))",
    ],
    [
      'a chunk that is sent when it is full',
      "local t = {} for _, v in ipairs(ARGV) do t[#t + 1] = v if #t == 500 then redis.call('SADD', KEYS[1], unpack(t)) t = {} end end",
    ],
    ['a parameter nobody gives', 'local function f(t) return unpack(t) end'],
  ])('lets be: %s', (_, lua) => {
    expect(linesOf('unbounded-unpack', lua)).toEqual([]);
  });

  it('lets KEYS be where the definition says how many there are', () => {
    const lua = "return redis.call('DEL', unpack(KEYS))";
    expect(linesOf('unbounded-unpack', lua, ['a', 'b'])).toEqual([]);
    expect(linesOf('unbounded-unpack', lua, [{ list: 'all' }])).toEqual([1]);
  });

  it('names the list, and proposes chunks', () => {
    expect(findingsOf('unbounded-unpack', "redis.call('DEL', unpack(KEYS))")).toEqual([
      expect.objectContaining({
        severity: 'warning',
        why: expect.stringContaining('nothing keeps KEYS below that'),
        mend: expect.stringContaining('unpack(KEYS, i, math.min(i + 999, #KEYS))'),
      }),
    ]);
  });
});
