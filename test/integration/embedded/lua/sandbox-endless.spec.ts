import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LuaLimits, LuaOutcome } from '../../../../lib/embedded/lua/index.js';
import { cpuTimeOf } from './cpu-time.ts';
import { ScriptRunner } from './script-runner.ts';

/** An order of numbers that makes a quicksort of three medians compare each with each. */
const WORST_ORDER = `
  local n, order = 30000, {}
  for i = 1, n do order[i] = i end
  for i = n, 4, -1 do
    local middle = math.floor((1 + i) / 2)
    order[i - 1], order[middle] = order[middle], order[i - 1]
  end`;

const ENDLESS = {
  'a loop': 'while true do end',
  'a loop of one instruction': 'for i = 1, 1e300 do end',
  'a loop in pcall': 'while true do pcall(function() while true do end end) end',
  'pcall of an error': 'while true do pcall(error) end',
  'pcall of nothing but C': 'while true do pcall(tostring, 1) end',
  'a handler of xpcall': 'xpcall(error, function() while true do end end)',
  'a handler of xpcall that fails': 'while true do xpcall(error, error) end',
  'a call that ends in a call': 'local function f() return f() end f()',
  'a recursion that is caught': 'local function f() pcall(f) pcall(f) end f()',
  'a coroutine': 'coroutine.wrap(function() while true do end end)()',
  'a coroutine in pcall':
    'while true do pcall(coroutine.wrap(function() while true do end end)) end',
  'many short coroutines':
    'while true do coroutine.wrap(function() for i = 1, 99 do end end)() end',
  'a coroutine resumed for ever':
    'local co = coroutine.wrap(function() while true do coroutine.yield() end end) while true do co() end',
  __index: 'return setmetatable({}, {__index = function() while true do end end}).x',
  __newindex: 'setmetatable({}, {__newindex = function() while true do end end}).x = 1',
  __call: 'setmetatable({}, {__call = function() while true do end end})()',
  __lt: 'local t = setmetatable({}, {__lt = function() while true do end end}) return t < t',
  __le: 'local t = setmetatable({}, {__le = function() while true do end end}) return t <= t',
  __eq: 'local m = {__eq = function() while true do end end} return setmetatable({}, m) == setmetatable({}, m)',
  __concat: 'return setmetatable({}, {__concat = function() while true do end end}) .. "x"',
  __add: 'return setmetatable({}, {__add = function() while true do end end}) + 1',
  __unm: 'return -setmetatable({}, {__unm = function() while true do end end})',
  __tostring: 'return tostring(setmetatable({}, {__tostring = function() while true do end end}))',
  'metamethods that call each other':
    'local t = setmetatable({}, {}) getmetatable(t).__index = function(_, k) return pcall(function() return t[k] end) end while true do local _ = t.x end',
  'an error object that is asked for its text':
    'pcall(error, setmetatable({}, {__index = function() while true do end end}))',
  'a comparison of sort': 'table.sort({1, 2, 3}, function() while true do end end)',
  'a comparison of sort that fails':
    'while true do pcall(table.sort, {3, 1, 2}, function() error() end) end',
  'a sort of numbers in the worst order': `${WORST_ORDER} while true do table.sort(order) end`,
  'sorts of the same long text':
    'local t = {} for i = 1, 500 do t[i] = ("x"):rep(100):rep(10000) end while true do table.sort(t) end',
  'a replacement of gsub': '("x"):gsub("x", function() while true do end end)',
  'a table of gsub':
    '("x"):gsub("x", setmetatable({}, {__index = function() while true do end end}))',
  'an iterator': 'for _ in function() return 1 end do end',
  'next on a table that stays': 'local t = {1} while true do for _ in pairs(t) do end end',
  foreach: 'while true do table.foreach({1}, function() end) end',
  'a reader of load': 'load(function() return "x" end)',
  'a reader of load in C': 'load(gcinfo)',
  'a reader of load that collects garbage': 'load(collectgarbage)',
  'chunks compiled': 'while true do loadstring("return 1")() end',
  'chunks that do not compile': 'while true do loadstring("return return") end',
  'garbage collected': 'while true do collectgarbage() end',
  'the collector stopped':
    'collectgarbage("stop") while true do local t = {} collectgarbage("step") end',
  'strings made': 'while true do local s = ("x"):rep(1000) end',
  'a command': 'while true do redis.call("echo", "x") end',
  'a command that fails': 'while true do redis.pcall("nosuch") end',
  'a command that fails in pcall': 'while true do pcall(redis.call, "nosuch") end',
  'what is logged': 'while true do redis.log(redis.LOG_DEBUG, "x") end',
  JSON: 'while true do cjson.decode(cjson.encode({1, {2}})) end',
  MessagePack: 'while true do cmsgpack.unpack(cmsgpack.pack({1, {2}})) end',
  structs: 'while true do struct.unpack("i4", struct.pack("i4", 1)) end',
  'a search': 'while true do ("x"):rep(100):find(("x-"):rep(3) .. "y") end',
  'random numbers': 'repeat until math.random() > 1',
};

/** Instructions of which each takes milliseconds. */
const SLOW = {
  'long strings made': 'local s = ("x"):rep(1000):rep(5000) while true do local t = s .. "y" end',
  'long strings made in a coroutine':
    'local s = ("x"):rep(1000):rep(5000) coroutine.wrap(function() while true do local t = s .. "y" end end)()',
  'very long strings made':
    'local s = ("x"):rep(1000):rep(30000) while true do local t = s .. "y" end',
  'very long strings made in a coroutine that was there before':
    'local s local co = coroutine.wrap(function() coroutine.yield() while true do local t = s .. "y" end end) co() s = ("x"):rep(1000):rep(30000) co()',
  'long strings compared':
    'local s = ("x"):rep(1000):rep(5000) local t = s .. "y" while true do local _ = s < t end',
  'long strings copied by C': 'local s = ("x"):rep(1000):rep(5000) while true do s:upper() end',
};

const CAUSES: Readonly<Record<string, { limits: () => LuaLimits; message: string }>> = {
  time: {
    limits: () => ({ timeMs: 20 }),
    message: 'script ran for longer than its limit of 20 ms',
  },
  instructions: {
    limits: () => ({ instructions: 5000 }),
    message: 'script ran more than its limit of 5000 instructions',
  },
  interrupted: {
    limits: () => {
      let looks = 0;
      return { interrupted: () => (++looks > 10 ? 'stopped from outside' : undefined) };
    },
    message: 'stopped from outside',
  },
};

describe.each(Object.entries(CAUSES))('a script that never ends, stopped by: %s', (cause, stop) => {
  let runner: ScriptRunner;
  beforeAll(() => {
    runner = new ScriptRunner();
  });
  afterAll(() => runner.vm.close());

  it.each(Object.entries(ENDLESS))('%s', (_, source) => {
    const time = cpuTimeOf(() => {
      const outcome = runner.run(source, { limits: stop.limits() });
      expect(summaryOf(outcome)).toEqual([cause, `ERR ${stop.message}`]);
    });
    expect(time).toBeLessThan(5000);
    expect(runner.reply('return {KEYS[1], tostring(pcall(error))}', { keys: ['next'] })).toEqual([
      'next',
      'false',
    ]);
  });
});

describe('a script whose instructions take long', () => {
  it.each(Object.entries(SLOW))('is stopped in time: %s', (_, source) => {
    using runner = new ScriptRunner();
    const time = cpuTimeOf(() => {
      expect(runner.failure(source, { limits: { timeMs: 20 } })).toContain('time: ERR script ran');
    });
    expect(time).toBeLessThan(5000);
    expect(runner.reply('return 1')).toBe(1);
  });
});

/** Why it ended, and in which words but for the place. */
function summaryOf(outcome: LuaOutcome): string[] {
  if (outcome.ok) return ['none'];
  return [outcome.cause, outcome.error.text.replace(/ script: .*/, '')];
}

describe('a script that is stopped', () => {
  it('is named in the error, with the line where it was', () => {
    using runner = new ScriptRunner();
    const source = '\nlocal function f()\n  while true do end\nend\nf()';
    expect(runner.failure(source, { limits: { timeMs: 5 } })).toMatch(
      /^time: ERR script ran for longer than its limit of 5 ms script: [0-9a-f]{40}, on @user_script:3\.$/,
    );
  });

  it('is named with the line where a function of C was called', () => {
    using runner = new ScriptRunner();
    const source = '\n\nreturn ("x"):rep(100):find((".-"):rep(12) .. "y")';
    expect(runner.failure(source, { limits: { timeMs: 5 } })).toMatch(/on @user_script:3\.$/);
  });

  it('may be stopped while its reply is made', () => {
    using runner = new ScriptRunner();
    const source = 'local t = {} t[1] = t t[2] = t return t';
    expect(runner.failure(source, { limits: { timeMs: 20 } })).toContain('time: ERR script ran');
    expect(runner.reply('return 1')).toBe(1);
  });

  it('has no say in it by catching the error, in however many layers', () => {
    using runner = new ScriptRunner();
    const source = `
      local function layer(n)
        if n == 0 then while true do end end
        while true do pcall(layer, n - 1) end
      end
      layer(50)`;
    expect(runner.failure(source, { limits: { timeMs: 20 } })).toContain('time: ERR script ran');
  });

  it('is no reason to stop the next: each run has its own limits', () => {
    using runner = new ScriptRunner();
    const count = 'local n = 0 for i = 1, 100000 do n = n + 1 end return n';
    expect(runner.failure(count, { limits: { instructions: 50_000 } })).toContain('instructions:');
    expect(runner.reply(count)).toBe(100_000);
    for (let round = 0; round < 20; round++) {
      expect(runner.reply(count, { limits: { instructions: 500_000 } })).toBe(100_000);
    }
  });

  it('ends at once when a command throws, and the exception comes out', () => {
    using runner = new ScriptRunner();
    const gone = new Error('the engine is gone');
    runner.host.call = () => {
      throw gone;
    };
    expect(() => runner.run('while true do pcall(redis.call, "get", "x") end')).toThrow(gone);
    expect(runner.reply('return 1')).toBe(1);
  });
});

describe('a library that never ends', () => {
  it('is not loaded, and what is loaded after it is', () => {
    using runner = new ScriptRunner();
    const endless = runner.vm.loadLibrary('#!lua name=l\nwhile true do end', undefined, 20);
    expect(endless).toMatchObject({ text: expect.stringContaining('FUNCTION LOAD timeout') });
    const library = runner.vm.loadLibrary(
      '#!lua name=l\nredis.register_function("f", function() return 1 end)',
    );
    expect(library).toMatchObject({ name: 'l' });
  });

  it('is stopped in its functions, after which scripts find their own globals', () => {
    using runner = new ScriptRunner();
    const { vm, host } = runner;
    const library = vm.loadLibrary(
      '#!lua name=l\nredis.register_function("f", function() while true do end end)',
    );
    if ('kind' in library) throw new Error(library.text);
    const run = { name: 'f', keys: [], args: [], host, limits: { timeMs: 20 } };
    const outcome = vm.callFunction(library, 'f', run);
    expect(outcome).toMatchObject({
      cause: 'time',
      error: { text: expect.stringMatching(/ script: f, on @user_function:2\.$/) },
    });
    expect(runner.reply('return #KEYS', { keys: ['key'] })).toBe(1);
  });
});

describe('what may only be so large', () => {
  it('is the reply: its bytes', () => {
    using runner = new ScriptRunner();
    const limits = { replyBytes: 1000 };
    expect(runner.reply('return ("x"):rep(900)', { limits })).toHaveLength(900);
    const tooLarge =
      /^reply: ERR reply is larger than its limit of 1000 bytes script: [0-9a-f]{40}$/;
    expect(runner.failure('return ("x"):rep(1001)', { limits })).toMatch(tooLarge);
    expect(
      runner.failure('local t = {} for i = 1, 100 do t[i] = i end return t', { limits }),
    ).toMatch(tooLarge);
    expect(runner.failure('return {ok = ("x"):rep(1001)}', { limits })).toMatch(tooLarge);
    expect(runner.failure('return {map = {[("x"):rep(1001)] = 1}}', { limits })).toMatch(tooLarge);
    expect(runner.reply('return 1', { limits })).toBe(1);
  });

  it('is the reply: its depth, of which what is deeper is an error within', () => {
    using runner = new ScriptRunner();
    const limits = { replyDepth: 3 };
    expect(runner.reply('return {{{1}}}', { limits })).toEqual([[[1]]]);
    expect(runner.wire('return {{{{1}}}}', 2, { limits })).toBe(
      '*1\r\n*1\r\n*1\r\n-ERR reached lua stack limit\r\n',
    );
    expect(runner.wire('local t = {} t[1] = t return t', 2, { limits })).toBe(
      '*1\r\n*1\r\n*1\r\n-ERR reached lua stack limit\r\n',
    );
    expect(runner.wire('local t = {} t.map = t return t', 3, { limits })).toContain(
      '-ERR reached lua stack limit\r\n',
    );
  });
});
