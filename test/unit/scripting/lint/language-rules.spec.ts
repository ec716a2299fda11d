import { describe, expect, it } from '@jest/globals';
import { findingsOf, linesOf } from './lint-of.js';

describe('The rule error-table', () => {
  it.each([
    ['an empty table', 'error({})'],
    ['a table without err', "error({ code = 1, message = 'no' })"],
    ['a list', "error({ 'no' })"],
    ['a table call', 'error{ code = 1 }'],
    ['a variable', 'local e = { code = 1 } error(e)'],
    ['an alias', 'local fail = error fail({})'],
  ])('finds error() with %s', (_, lua) => {
    expect(linesOf('error-table', lua)).toEqual([1]);
  });

  it.each([
    ['text', "error('no')"],
    ['a table with err', "error({ err = 'ERR no', code = 1 })"],
    ['an err that is written later', "local e = {} e.err = 'ERR no' error(e)"],
    ['an error reply', "error(redis.error_reply('ERR no'))"],
    ['what a command answered', "error(redis.pcall('GET', KEYS[1]))"],
    ['a function of the script', 'local function error(e) return e end error({})'],
  ])('lets error() be with %s', (_, lua) => {
    expect(linesOf('error-table', lua)).toEqual([]);
  });

  it('says what happens, and what to throw', () => {
    expect(findingsOf('error-table', 'local a\nerror({})')).toEqual([
      expect.objectContaining({
        severity: 'error',
        line: 2,
        why: expect.stringContaining('crashes Redis before 7.4.6'),
        mend: expect.stringContaining('err ='),
      }),
    ]);
  });
});

describe('The rule weak-identity', () => {
  it.each([
    [
      'a member of a limiter',
      "local now = tonumber(ARGV[3])\nredis.call('ZADD', KEYS[1], now, now)",
      2,
    ],
    [
      'an argument, where members are forgotten by score',
      "redis.call('ZREMRANGEBYSCORE', KEYS[1], 0, ARGV[2])\nredis.call('ZADD', KEYS[1], ARGV[1], ARGV[1])",
      2,
    ],
    [
      'the time of the server',
      "local t = redis.call('TIME')\nredis.call('ZADD', KEYS[1], 'NX', t[1], t[1] .. t[2])",
      2,
    ],
    [
      'the time with a counter',
      "local t = redis.call('TIME')[1]\nfor i = 1, 3 do\nredis.call('ZADD', KEYS[1], t, t .. ':' .. i) end",
      3,
    ],
    [
      'time and chance',
      "local now = ARGV[1]\nredis.call('ZADD', KEYS[1], now, now .. ':' .. math.random())",
      2,
    ],
    ['a random member', "redis.call('SADD', KEYS[1], math.random(1000))", 1],
    ['a random field', "redis.call('HSET', KEYS[1], 'job:' .. math.random(1000), ARGV[1])", 1],
    ['a random token', "redis.call('SET', KEYS[1], math.random(), 'NX', 'PX', 1000)", 1],
    ['a random token by SETNX', "redis.call('SETNX', KEYS[1], math.random())", 1],
  ])('finds %s', (_, lua, line) => {
    expect(linesOf('weak-identity', lua)).toEqual([line]);
  });

  it.each([
    ['a member that the caller makes', "redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])"],
    [
      'a time with what the caller makes',
      "local t = redis.call('TIME')[1]\nredis.call('ZADD', KEYS[1], t, t .. ':' .. ARGV[1])",
    ],
    [
      'a time with a counter of the server',
      "local t = redis.call('TIME')[1]\nredis.call('ZADD', KEYS[1], t, t .. ':' .. redis.call('INCR', KEYS[2]))",
    ],
    ['a number that is its own score', "redis.call('ZADD', KEYS[1], ARGV[1], ARGV[1])"],
    [
      'a random choice',
      "local all = redis.call('SMEMBERS', KEYS[1])\nreturn all[math.random(#all)]",
    ],
    ['a random score', "redis.call('ZADD', KEYS[1], math.random(), ARGV[1])"],
    ['a time as a value', "redis.call('SET', KEYS[1], redis.call('TIME')[1], 'NX')"],
    ['a time as a bucket', "redis.call('HINCRBY', KEYS[1], redis.call('TIME')[1], 1)"],
  ])('lets be: %s', (_, lua) => {
    expect(linesOf('weak-identity', lua)).toEqual([]);
  });

  it('says what is told apart, and what to do it by', () => {
    const [time] = findingsOf(
      'weak-identity',
      "local now = ARGV[1]\nredis.call('ZADD', KEYS[1], now, now)",
    );
    const [chance] = findingsOf('weak-identity', "redis.call('SADD', KEYS[1], math.random())");

    expect(time).toMatchObject({
      severity: 'warning',
      why: expect.stringContaining('those of one moment become one'),
      mend: expect.stringContaining('INCR'),
    });
    expect(chance).toMatchObject({
      why: expect.stringContaining('math.random() tells one member from another'),
      mend: expect.stringContaining('ARGV'),
    });
  });
});

describe('The rule global-write', () => {
  it.each([
    ['a variable', 'local a = 1\ncount = a', 2],
    ['a function', 'function helper() end', 1],
    ['one of Redis', 'KEYS = {}', 1],
    ['a member of a library', 'string.trim = 1', 1],
    ['a function in a library', 'function redis.helper() end', 1],
    ['a member of _G', '_G.count = 1', 1],
    ['a variable in a function', 'local function f()\ncount = 1\nend', 2],
  ])('finds %s', (_, lua, line) => {
    expect(linesOf('global-write', lua)).toEqual([line]);
  });

  it.each([
    ['a local variable', 'local count = 1\ncount = 2'],
    ['a member of KEYS or ARGV', "KEYS[1] = 'a'\nARGV[1] = 'b'"],
    ['a local function', 'local function f() end\nlocal g = function() end'],
    [
      'a parameter and a variable of a loop',
      'local function f(a) a = 1 end\nfor i = 1, 3 do i = 2 end',
    ],
    ['a local table', 'local lib = {}\nfunction lib.f() end\nfunction lib:g() self.a = 1 end'],
    ['a local name of a library', 'local string = {}\nstring.trim = 1'],
  ])('lets %s be written', (_, lua) => {
    expect(linesOf('global-write', lua)).toEqual([]);
  });

  it('names it once, with what to write', () => {
    expect(findingsOf('global-write', 'count = 1\ncount = 2')).toEqual([
      expect.objectContaining({
        severity: 'error',
        line: 1,
        why: expect.stringContaining('count is a global'),
        mend: 'Declare it: `local count`.',
      }),
    ]);
  });
});

describe('The rule unknown-global', () => {
  it.each([
    ['a name', 'local a = 1\nreturn cuont', 2],
    ['a name that is declared later', 'return a\n', 1],
    ['a name of another block', 'do local a = 1 end\nreturn a', 2],
    ['print', "print('hello')", 1],
    ['os.time', 'return os.time()', 1],
    ['table.unpack of a later Lua', 'return table.unpack(KEYS)', 1],
    ['a function that redis does not have', "return redis.cal('GET', KEYS[1])", 1],
    ['a member of an alias', "local r = redis\nreturn r.cal('GET', KEYS[1])", 2],
    ['the local function that calls itself', 'local f = function() return f() end\nreturn f()', 1],
  ])('finds %s', (_, lua, line) => {
    expect(linesOf('unknown-global', lua)).toEqual([line]);
  });

  it.each([
    [
      'the libraries',
      'return { bit.band(1, 1), cjson.null, cmsgpack.pack(1), struct.size, math.huge, redis.LOG_DEBUG }',
    ],
    ['the functions of Lua 5.1', 'return { unpack, loadstring, next, xpcall, rawget, _VERSION }'],
    ['the variable of repeat in its condition', 'repeat local done = true until done'],
    [
      'a local function that calls itself',
      'local function f(n) return n > 0 and f(n - 1) end\nreturn f(1)',
    ],
    ['an upvalue', 'local a = 1\nlocal function f() return a end\nreturn f()'],
    ['self', 'local t = {}\nfunction t:get() return self end\nreturn t:get()'],
    ['methods of strings', "return ARGV[1]:upper(), ('x'):rep(3)"],
    ['names of fields', 'local t = { name = 1 }\nreturn t.name'],
  ])('knows %s', (_, lua) => {
    expect(linesOf('unknown-global', lua)).toEqual([]);
  });

  it('leaves names alone where parts are not included yet', () => {
    const lua = '--- @include "parts/checks"\nreturn check(ARGV[1])';
    expect(linesOf('unknown-global', lua)).toEqual([]);
    expect(linesOf('unknown-global', `${lua}, table.unpack(KEYS)`)).toEqual([2]);
  });

  it('names it once, with what to use in its place', () => {
    expect(findingsOf('unknown-global', 'print(1)\nprint(2)')).toEqual([
      expect.objectContaining({
        severity: 'error',
        line: 1,
        why: expect.stringContaining('no global print'),
        mend: expect.stringContaining('redis.log'),
      }),
    ]);
    expect(findingsOf('unknown-global', 'return os.time()')[0]?.mend).toContain(
      "redis.call('TIME')",
    );
  });
});

describe('The rule script-size', () => {
  const statement = 'local a = 1\n';

  it('advises against more than 1 KiB of code', () => {
    expect(findingsOf('script-size', statement.repeat(86))).toEqual([
      expect.objectContaining({
        severity: 'advice',
        line: 1,
        why: expect.stringContaining('1032 bytes'),
        mend: expect.stringContaining('split the script'),
      }),
    ]);
  });

  it('does not count comments', () => {
    expect(linesOf('script-size', `--[[ ${'é'.repeat(2000)} ]]\n${statement.repeat(80)}`)).toEqual(
      [],
    );
    expect(linesOf('script-size', `${statement.repeat(80)}-- ${'x'.repeat(2000)}`)).toEqual([]);
  });

  it('counts bytes, as the server does', () => {
    expect(linesOf('script-size', `return '${'é'.repeat(520)}'`)).toEqual([1]);
  });
});
