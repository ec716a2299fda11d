import { describe, expect, it } from '@jest/globals';
import { key } from '../../../../lib/scripting/definition/index.js';
import { findingsOf, linesOf } from './lint-of.js';

const lines = (lua: string): number[] => linesOf('undeclared-key', lua);

describe('The rule undeclared-key', () => {
  it.each([
    ['is written in the script', "return redis.call('GET', 'counter')"],
    ['is a number', "return redis.call('GET', 7)"],
    ['is built by ..', "return redis.call('GET', KEYS[1] .. ':delayed')"],
    ['is built by string.format', "return redis.call('GET', string.format('%s:x', KEYS[1]))"],
    ['is built by a method of a string', "return redis.call('GET', KEYS[1]:sub(1, 3))"],
    ['comes by ARGV', "return redis.call('GET', ARGV[1])"],
    ['comes by ARGV as JSON', "return redis.call('GET', cjson.decode(ARGV[1]).key)"],
    ['is read from the data', "return redis.call('DEL', redis.call('LPOP', KEYS[1]))"],
    ['is unpacked from ARGV', "return redis.call('DEL', unpack(ARGV))"],
    [
      'is unpacked from a reply',
      "return redis.call('DEL', unpack(redis.call('SMEMBERS', KEYS[1])))",
    ],
    ['is the second key of a command', "return redis.call('RENAME', KEYS[1], ARGV[1])"],
    ['is one of two that a condition chooses from', "return redis.call('GET', KEYS[1] or 'none')"],
    ['is counted by a loop', "for i = 1, 3 do redis.call('DEL', i) end"],
  ])('finds a key that %s', (_, lua) => {
    expect(lines(lua)).toEqual([1]);
  });

  it.each([
    ['a local variable', "local name = KEYS[1] .. ':x'\nredis.call('DEL', name)", 2],
    ['a later assignment', "local name = KEYS[1]\nname = name .. ':x'\nredis.call('DEL', name)", 3],
    [
      'a loop over a reply',
      "for _, id in ipairs(redis.call('KEYS', '*')) do\nredis.call('DEL', id)\nend",
      2,
    ],
    ['a parameter', "local function drop(name)\nredis.call('DEL', name)\nend\ndrop(ARGV[1])", 2],
    [
      'what a function returns',
      "local function name(id) return 'job:' .. id end\nredis.call('DEL', name(1))",
      2,
    ],
    ['a table', "local names = { ARGV[1] }\nredis.call('DEL', names[1])", 2],
    [
      'a list that is filled',
      "local names = {}\nnames[#names + 1] = ARGV[1]\nredis.call('DEL', unpack(names))",
      3,
    ],
    ['a field of a table', "local job = { key = ARGV[1] }\nredis.call('DEL', job.key)", 2],
    ['a command in a list', "local command = { 'DEL', ARGV[1] }\nredis.call(unpack(command))", 2],
  ])('follows a key through %s', (_, lua, line) => {
    expect(lines(lua)).toEqual([line]);
  });

  it.each([
    ['local call = redis.call', "local call = redis.call\ncall('DEL', 'x')", 2],
    ['redis.pcall', "redis.pcall('DEL', 'x')", 1],
    ['pcall(redis.call, …)', "pcall(redis.call, 'DEL', 'x')", 1],
    ["redis['call']", "redis['call']('DEL', 'x')", 1],
    ['local r = redis', "local r = redis\nr.call('DEL', 'x')", 2],
    ['server.call of Valkey', "server.call('DEL', 'x')", 1],
  ])('knows %s', (_, lua, line) => {
    expect(lines(lua)).toEqual([line]);
  });

  it.each([
    ["redis.call('BITOP', 'AND', KEYS[1], KEYS[2], 'x')"],
    ["redis.call('ZUNIONSTORE', KEYS[1], 2, KEYS[2], 'x', 'WEIGHTS', 1, 2)"],
    ["redis.call('XREAD', 'COUNT', 1, 'STREAMS', 'x', '0')"],
    ["redis.call('SORT', KEYS[1], 'LIMIT', 0, 10, 'STORE', 'x')"],
    ["redis.call('OBJECT', 'ENCODING', 'x')"],
    ["redis.call('MEMORY', 'USAGE', 'x')"],
    ["redis.call('GEORADIUS', KEYS[1], 1, 2, 3, 'm', 'STOREDIST', 'x')"],
    ["redis.call('MSET', KEYS[1], 'value', 'x', 'value')"],
    ["redis.call('lmpop', 1, 'x', 'LEFT')"],
  ])('knows where the keys are: %s', lua => {
    expect(lines(lua)).toEqual([1]);
  });

  it.each([
    ['an alias', "local name = KEYS[1]\nredis.call('DEL', name)"],
    ['an alias of KEYS', "local names = KEYS\nredis.call('DEL', names[1])"],
    [
      'an alias of an alias',
      "local a, b = KEYS[1], KEYS[2]\nlocal c = b\nredis.call('RENAME', a, c)",
    ],
    ['a loop by ipairs', "for i, name in ipairs(KEYS) do redis.call('SET', name, ARGV[i]) end"],
    ['a loop by pairs', "for _, name in pairs(KEYS) do redis.call('DEL', name) end"],
    ['a loop by number', "for i = 1, #KEYS do local name = KEYS[i]\nredis.call('DEL', name) end"],
    [
      'a list that is filled',
      "local names = {}\nfor i = 2, #KEYS do table.insert(names, KEYS[i]) end\nredis.call('DEL', unpack(names))",
    ],
    ['unpack', "redis.call('DEL', unpack(KEYS, 2))"],
    [
      'a list of names and values',
      "local pairs = {}\nfor i, name in ipairs(KEYS) do\npairs[#pairs + 1] = name\npairs[#pairs + 1] = ARGV[i]\nend\nredis.call('MSET', unpack(pairs))",
    ],
    [
      'a record',
      "local job = { key = KEYS[1], id = ARGV[1] }\nredis.call('HSET', job.key, job.id, 1)",
    ],
    [
      'a command in a list',
      "local set = { 'SET', KEYS[1], ARGV[1] }\nif ARGV[2] then set[#set + 1] = 'NX' end\nredis.call(unpack(set))",
    ],
    [
      'a local function',
      "local function drop(name) redis.call('DEL', name) end\ndrop(KEYS[1])\nfor _, name in ipairs(KEYS) do drop(name) end",
    ],
    [
      'a function in a table',
      "local ops = { drop = function(name) redis.call('DEL', name) end }\nops[ARGV[1]](KEYS[1])",
    ],
    ['a choice', "redis.call('GET', ARGV[1] == '1' and KEYS[1] or KEYS[2])"],
    ['tostring', "redis.call('GET', tostring(KEYS[1]))"],
    ['a function that nothing here calls', "local function drop(name) redis.call('DEL', name) end"],
    ['varargs', "local function call(...) return redis.call('DEL', ...) end\ncall(KEYS[1])"],
    [
      'a recursive function',
      "local function f(name, n) if n > 0 then f(name, n - 1) end\nredis.call('DEL', name) end\nf(KEYS[1], 3)",
    ],
  ])('lets a key from KEYS be, by %s', (_, lua) => {
    expect(lines(lua)).toEqual([]);
  });

  it.each([
    ["redis.call('TIME')"],
    ["redis.call('PUBLISH', 'channel', 'message')"],
    ["redis.call('SORT', KEYS[1], 'BY', 'nosort', 'LIMIT', 0, 10)"],
    ["redis.call('XREAD', 'COUNT', 1, 'STREAMS', KEYS[1], '0-0')"],
    ["redis.call('XADD', KEYS[1], '*', 'field', 'value')"],
    ["redis.call('ZUNIONSTORE', KEYS[1], #KEYS - 1, KEYS[2], KEYS[3], 'AGGREGATE', 'MAX')"],
    ["redis.call('EVAL', 'return 1', 0)"],
    ["redis.call('JSON.GET', 'x')"],
    ['redis.call(ARGV[1], ARGV[2])'],
  ])('lets what is no key, or nothing it knows, be: %s', lua => {
    expect(lines(lua)).toEqual([]);
  });

  it('finds a key beyond those that the definition declares', () => {
    const lua = "return redis.call('RENAME', KEYS[1], KEYS[2])";

    expect(findingsOf('undeclared-key', lua, ['source'])).toEqual([
      expect.objectContaining({
        why: expect.stringContaining('KEYS[2], but the definition declares 1 key'),
      }),
    ]);
    expect(linesOf('undeclared-key', lua, ['source', 'target'])).toEqual([]);
    expect(linesOf('undeclared-key', lua, ['source', key.list('targets')])).toEqual([]);
  });

  it('finds KEYS[0], since KEYS begins at 1', () => {
    expect(lines("return redis.call('GET', KEYS[0])")).toEqual([1]);
  });

  it('names the line, the command, where the key comes from, and how to mend it', () => {
    expect(findingsOf('undeclared-key', "local a = 1\nredis.call('DEL', KEYS[1] .. ':x')")).toEqual(
      [
        {
          code: 'undeclared-key',
          severity: 'error',
          script: 'script',
          file: undefined,
          line: 2,
          why: expect.stringMatching(
            /^DEL works on a key that the script builds \(by \.\.\): on a cluster/,
          ),
          mend: expect.stringContaining('Hand the key in by KEYS'),
        },
      ],
    );
  });
});
