import { describe, expect, it } from '@jest/globals';
import { ScriptRunner } from './script-runner.ts';

const TOO_DEEP =
  /stack overflow|C stack overflow|too complex|excessive nesting|too many|nested data/;

const RECURSIVE = {
  'a function of Lua': 'local function f() return 1 + f() end return f()',
  'a comparison of sort': 'local function f() table.sort({3, 2, 1}, f) end f()',
  'a replacement of gsub': 'local function f() return (("x"):gsub("x", f)) end return f()',
  'a replacement of gsub that is counted':
    'local s = ("x"):rep(2000) local function f() return (s:gsub("x-x", f)) end return f()',
  'a function of foreach': 'local function f() table.foreach({1}, f) end f()',
  'a reader of load': 'local function f() local c, e = load(f) return c and "" or error(e) end f()',
  __tostring:
    'local function f() return tostring(setmetatable({}, {__tostring = f})) end return f()',
  __index:
    'local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end return t.x',
  'a coroutine in a coroutine': 'local function f() return coroutine.wrap(f)() end return f()',
  'a coroutine in a coroutine, resumed':
    'local function f() return assert(coroutine.resume(coroutine.create(f))) and error("C stack overflow") end return f()',
  'a pattern': 'return ("x"):rep(200000):match(("x?"):rep(200000))',
  'JSON that is read': 'return cjson.decode(("["):rep(200000))',
  'JSON that is read, of objects': `return cjson.decode(('{"a":'):rep(200000))`,
  'JSON that is read, without a limit':
    'cjson.decode_max_depth(2147483647) return cjson.decode(("["):rep(200000))',
  'JSON that is written': 'local t = {} for i = 1, 200000 do t = {t} end return cjson.encode(t)',
  'JSON that is written, without a limit':
    'cjson.encode_max_depth(2147483647) local t = {} for i = 1, 200000 do t = {t} end return cjson.encode(t)',
  'JSON of a table that holds itself': 'local t = {} t.t = t return cjson.encode(t)',
  'MessagePack that is read': String.raw`return cmsgpack.unpack(("\145"):rep(200000))`,
  'MessagePack that is read, of maps': String.raw`return cmsgpack.unpack(("\129\1"):rep(200000))`,
  'a chunk': 'return assert(loadstring("return " .. ("("):rep(200000)))',
  'arguments of a command': 'return redis.call("echo", unpack({}, 1, 9000))',
};

describe('a script that goes too deep', () => {
  it.each(Object.entries(RECURSIVE))('fails with a clear error: %s', (_, source) => {
    using runner = new ScriptRunner();
    const failure = runner.failure(source, { limits: { timeMs: 5000 } });
    expect(failure).toMatch(/^error: ERR /);
    expect(failure).toMatch(TOO_DEEP);
    expect(runner.reply('return 1')).toBe(1);
  });

  it.each(Object.entries(RECURSIVE))('goes on when it catches that: %s', (_, source) => {
    using runner = new ScriptRunner();
    const caught = `
      for round = 1, 3 do
        local ok, e = pcall(function() ${source} end)
        if ok then return 'no error' end
      end
      return redis.call('echo', 'went on')`;
    expect(runner.reply(caught, { limits: { timeMs: 5000 } })).toBe('went on');
  });

  it.each([
    ['pcall in pcall', 'local function f() return pcall(f) end return f()'],
    [
      'xpcall in its handler',
      'local function f() local _, e = xpcall(f, f) return e end return f()',
    ],
    [
      'MessagePack that is written',
      'local t = {} for i = 1, 200000 do t = {t} end return cmsgpack.pack(t)',
    ],
  ])('is not stopped where Redis cuts it off: %s', (_, source) => {
    using runner = new ScriptRunner();
    expect(runner.run(source).ok).toBe(true);
    expect(runner.reply('return 1')).toBe(1);
  });

  it('does not use up the stack of JavaScript when what it calls are commands', () => {
    using runner = new ScriptRunner();
    const source = `
      local function f(n) redis.call('echo', n) return pcall(f, n + 1) end
      local function g() return (('x'):gsub('x', function() f(1) return g() end)) end
      return tostring((pcall(g)))`;
    expect(runner.reply(source)).toBe('false');
  });

  it('runs as well where the stack of JavaScript is nearly used up, or is refused clearly', () => {
    using runner = new ScriptRunner();
    const source = 'local function f() return (("x"):gsub("x", f)) end return f()';
    const causes = new Set<string>();
    function descend(levels: number): void {
      if (levels > 0) return descend(levels - 1);
      const outcome = runner.run(source);
      causes.add(outcome.ok ? 'none' : outcome.cause);
    }
    for (const levels of [1000, 3000, 5000, 6000, 7000]) {
      try {
        descend(levels);
      } catch (error) {
        // No room for the attempt itself.
        expect(error).toBeInstanceOf(RangeError);
      }
    }
    expect([...causes].filter(cause => cause !== 'error' && cause !== 'stack')).toEqual([]);
    expect(runner.reply('return 1')).toBe(1);
  });
});

describe('a reply that is deep', () => {
  it('is an error within, from a thousand levels on, for a table that holds itself', () => {
    using runner = new ScriptRunner();
    const reply = runner.wire('local t = {} t[1] = t return t');
    expect(reply).toBe(`${'*1\r\n'.repeat(1000)}-ERR reached lua stack limit\r\n`);
  });

  it('is ended where JavaScript has no stack for the limit that is asked for', () => {
    using runner = new ScriptRunner();
    const limits = { replyDepth: 1_000_000 };
    const outcome = runner.run('local t = {} t[1] = t return t', { limits });
    // Lua has a limit of its own, which may come first.
    expect(outcome.ok || outcome.cause === 'stack').toBe(true);
    expect(runner.reply('return 1')).toBe(1);
  });
});
