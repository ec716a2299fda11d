import { describe, expect, it } from '@jest/globals';
import { findingsOf, linesOf } from './lint-of.js';

describe('The rule nil-reply', () => {
  it.each([
    ['==', "local v = redis.call('GET', KEYS[1])\nif v == nil then return 0 end", 2],
    ['~=', "local v = redis.pcall('GET', KEYS[1])\nreturn v ~= nil", 2],
    ['nil on the left', "local v = redis.call('GET', KEYS[1])\nreturn nil == v", 2],
    ['the call itself', "return redis.call('GET', KEYS[1]) == nil", 1],
    ['a member of what MGET gives', "local v = redis.call('MGET', KEYS[1])\nreturn v[1] == nil", 2],
    [
      'what a function gives',
      "local function get() return redis.call('GET', KEYS[1]) end\nreturn get() == nil",
      2,
    ],
    [
      'a parameter',
      "local function isGone(v)\nreturn v == nil end\nreturn isGone(redis.call('GET', KEYS[1]))",
      2,
    ],
  ])('finds a reply compared with nil: %s', (_, lua, line) => {
    expect(linesOf('nil-reply', lua)).toEqual([line]);
  });

  it.each([
    ['false', "return redis.call('GET', KEYS[1]) == false"],
    ['truth', "if not redis.call('GET', KEYS[1]) then return 0 end"],
    [
      'the end of an array',
      "local top = redis.call('ZRANGE', KEYS[1], 0, 0)\nreturn top[1] == nil",
    ],
    ['tonumber, which gives nil', "return tonumber(redis.call('GET', KEYS[1])) == nil"],
    [
      'a variable that may still be nil',
      "local v\nif ARGV[1] then v = redis.call('GET', KEYS[1]) end\nreturn v == nil",
    ],
    ['an argument', 'return ARGV[1] == nil'],
    ['a member of a decoded text', 'return cjson.decode(ARGV[1]).a == nil'],
    ['RESP3, where it is nil', "redis.setresp(3)\nreturn redis.call('GET', KEYS[1]) == nil"],
    [
      'a function that may give nothing',
      "local function get() if ARGV[1] then return redis.call('GET', KEYS[1]) end end\nreturn get() == nil",
    ],
  ])('lets be: %s', (_, lua) => {
    expect(linesOf('nil-reply', lua)).toEqual([]);
  });

  it('says what the comparison always is, and what to write', () => {
    const [equal] = findingsOf('nil-reply', "return redis.call('GET', KEYS[1]) == nil");
    const [unequal] = findingsOf('nil-reply', "return redis.call('GET', KEYS[1]) ~= nil");

    expect(equal).toMatchObject({
      severity: 'error',
      why: expect.stringContaining('always false'),
      mend: 'Write `if not value then`.',
    });
    expect(unequal).toMatchObject({
      why: expect.stringContaining('always true'),
      mend: 'Write `if value then`.',
    });
  });
});

describe('The rule string-keyed-reply', () => {
  it.each([
    ['a table', 'return { allowed = 1, left = 2 }', 1],
    ['a key in brackets', "return { ['allowed'] = 1 }", 1],
    ['a table in an array', 'return { 1, { name = 2 } }', 1],
    ['a variable', 'local reply = { allowed = 1 }\nreturn reply', 1],
    ['a field that is written later', 'local reply = {}\nreply.allowed = 1\nreturn reply', 2],
    [
      'fields named by a reply',
      "local all, reply = redis.call('HGETALL', KEYS[1]), {}\nfor i = 1, #all, 2 do\nreply[all[i]] = all[i + 1]\nend\nreturn reply",
      3,
    ],
    ['fields named by ARGV', 'local reply = {}\nreply[ARGV[1]] = 1\nreturn reply', 2],
    [
      'what a function returns',
      'local function fail()\nreturn { error = 1 } end\nreturn fail()',
      2,
    ],
    ['a table of an inner array', 'local rows = {}\nrows[#rows + 1] = { id = 1 }\nreturn rows', 2],
  ])('finds string keys of %s', (_, lua, line) => {
    expect(linesOf('string-keyed-reply', lua)).toEqual([line]);
  });

  it.each([
    ['an error', "return { err = 'ERR no' }"],
    ['a status', "return { ok = 'OK' }"],
    ['a map of RESP3', 'return { map = { a = 1 } }'],
    ['an array', 'return { 1, 2 }'],
    ['JSON text', 'return cjson.encode({ a = 1 })'],
    ['a table that stays inside', 'local seen = {}\nseen[ARGV[1]] = true\nreturn 1'],
    [
      'what an inner function returns',
      'local function read() return { a = 1 } end\nreturn read().a',
    ],
    [
      'places that are counted',
      'local reply = {}\nfor i = 1, #KEYS do reply[2 * i] = i end\nreturn reply',
    ],
    ['places that are converted', 'local reply = {}\nreply[tonumber(ARGV[1])] = 1\nreturn reply'],
  ])('lets be: %s', (_, lua) => {
    expect(linesOf('string-keyed-reply', lua)).toEqual([]);
  });

  it('names the fields that are lost, and what to return', () => {
    expect(findingsOf('string-keyed-reply', 'return { allowed = 1, left = 2 }')).toEqual([
      expect.objectContaining({
        severity: 'error',
        line: 1,
        why: expect.stringContaining('(allowed, left)'),
        mend: expect.stringContaining('Return an array'),
      }),
    ]);
  });
});

describe('The rule nil-in-array', () => {
  it.each([
    ['nil at the head', 'return { nil, 1 }', 1],
    ['nil in the middle', 'return {\n1,\nnil,\n2 }', 3],
    ['nil at the end', 'return { 1, nil }', 1],
    ['a variable without a value', 'local reset\nreturn { reset, 1 }', 2],
    ['or nil', 'return { ARGV[1] or nil, 1 }', 1],
    ['tonumber of what may be missing', "return { tonumber(redis.call('GET', KEYS[1])), 1 }", 1],
    [
      'a variable with such a number',
      "local n = tonumber(redis.call('HGET', KEYS[1], 'n'))\nreturn { n, 1 }",
      2,
    ],
    ['an inner array', 'return { 1, { nil, 2 } }', 1],
  ])('finds %s', (_, lua, line) => {
    expect(linesOf('nil-in-array', lua)).toEqual([line]);
  });

  it.each([
    ['false, which becomes nil', 'return { false, 1 }'],
    ['a reply, which is false when missing', "return { redis.call('GET', KEYS[1]), 1 }"],
    [
      'a number that cannot be missing',
      "return { tonumber(redis.call('ZINCRBY', KEYS[1], 1, 'a')), 1 }",
    ],
    [
      'a number that was looked at',
      "local v = redis.call('GET', KEYS[1])\nif not v then return 0 end\nreturn { tonumber(v), 1 }",
    ],
    [
      'a number with another in its place',
      "return { tonumber(redis.call('GET', KEYS[1])) or 0, 1 }",
    ],
    [
      'a variable that gets a value',
      'local reset\nif ARGV[1] then reset = 1 else reset = 2 end\nreturn { reset, 1 }',
    ],
    ['a table that is not returned', 'local pair = { nil, 1 }\nreturn pair[2]'],
  ])('lets be: %s', (_, lua) => {
    expect(linesOf('nil-in-array', lua)).toEqual([]);
  });

  it('says how much of the reply is left', () => {
    const [head] = findingsOf('nil-in-array', 'return { nil, 1 }');
    const [middle] = findingsOf('nil-in-array', 'return { 1, nil, 2 }');

    expect(head).toMatchObject({
      severity: 'error',
      why: expect.stringContaining('the reply is empty'),
      mend: expect.stringContaining('Put false there'),
    });
    expect(middle?.why).toContain('the reply has 1 of 3');
  });
});
