import { describe, expect, it } from '@jest/globals';
import { ErrorReply } from '../../../../lib/embedded/reply/reply.js';
import { ScriptRunner } from './script-runner.ts';

const MEGABYTE = 1024 * 1024;
const MEMORY = 24 * MEGABYTE;
const KILLS = 200;

const BOMBS = {
  'a list': 'local t = {} for i = 1, 1e9 do t[i] = i end',
  'a list made large at once':
    'local t = {} for i = 24, 1, -1 do t[2 ^ i] = 1 end for i = 1, 1e9 do t[i] = 1 end',
  tables: 'local t = {} while true do t = {t, {}} end',
  keys: 'local t = {} for i = 1, 1e9 do t["key" .. i] = true end',
  strings: 'local t = {} for i = 1, 1e9 do t[i] = "a string " .. i end',
  functions: 'local t = {} for i = 1, 1e9 do t[i] = function() return i end end',
  coroutines: 'local t = {} for i = 1, 1e9 do t[i] = coroutine.create(function() end) end',
  'a string that doubles': 'local s = "x" while true do s = s .. s end',
  'a string that is repeated': 'return ("x"):rep(1e9)',
  'a string that is repeated past 2^31': 'return ("xxxx"):rep(2^30 + 1)',
  'table.concat':
    'local s, t = ("x"):rep(100000), {} for i = 1, 1000 do t[i] = s end return table.concat(t)',
  'gsub of C': 'return (("x"):rep(1000):gsub("x", ("y"):rep(100000)))',
  'gsub that is counted': 'return (("x"):rep(2000):gsub("x-x", ("y"):rep(100000)))',
  'string.format':
    'local s = ("x"):rep(5000000) return string.format("%s%s%s%s%s%s", s, s, s, s, s, s)',
  'string.upper': 'return ("x"):rep(18000000):upper()',
  'cjson.encode':
    'local s, t = ("x"):rep(100000), {} for i = 1, 1000 do t[i] = s end return cjson.encode(t)',
  'cjson.encode of a string with escapes': String.raw`return cjson.encode(("\1"):rep(6000000))`,
  'cjson.encode of a tree':
    'local t = {("x"):rep(10000)} for i = 1, 30 do t = {t, t} end return cjson.encode(t)',
  'cjson.decode': 'return cjson.decode("[" .. ("[],"):rep(500000) .. "1]")',
  'cmsgpack.pack':
    'local s, t = ("x"):rep(100000), {} for i = 1, 1000 do t[i] = s end return cmsgpack.pack(t)',
  'struct.pack':
    'local s = ("x"):rep(1000000) return struct.pack(("s"):rep(100), unpack((function() local t = {} for i = 1, 100 do t[i] = s end return t end)()))',
  'a chunk': 'return loadstring("return {" .. ("{},"):rep(5000000) .. "}")',
  'arguments of a command':
    'local s, t = ("x"):rep(1000000), {} for i = 1, 1000 do t[i] = s end return redis.call("echo", unpack(t))',
  'words of a log':
    'local s, t = ("x"):rep(1000000), {} for i = 1, 1000 do t[i] = s end redis.log(3, unpack(t))',
  'an error message': 'error(("x"):rep(18000000))',
  'the name of a global': 'return _G[("x"):rep(18000000)]',
};

describe('a script that takes too much memory', () => {
  it.each(Object.entries(BOMBS))('is told so, and the next one runs: %s', (_, source) => {
    using runner = new ScriptRunner({ memoryBytes: MEMORY });
    expect(runner.failure(source)).toMatch(/^(memory|error): ERR .*not enough memory script: /);
    expect(runner.reply('return cjson.encode({KEYS[1]})', { keys: ['next'] })).toBe('["next"]');
  });

  it.each(Object.entries(BOMBS))('cannot last by catching that: %s', (_, source) => {
    using runner = new ScriptRunner({ memoryBytes: MEMORY });
    const failure = runner.failure(`while true do pcall(function() ${source} end) end`, {
      limits: { timeMs: 100 },
    });
    expect(failure).toMatch(/^(time|memory): ERR /);
    expect(runner.reply('return 1')).toBe(1);
  });

  it('is told with its own cause, and named', () => {
    using runner = new ScriptRunner({ memoryBytes: MEMORY });
    expect(runner.failure(BOMBS['a string that doubles'])).toMatch(
      /^memory: ERR not enough memory script: [0-9a-f]{40}$/,
    );
    expect(runner.failure(BOMBS['a string that is repeated'])).toMatch(/^memory: /);
  });

  it('may catch that and go on', () => {
    using runner = new ScriptRunner({ memoryBytes: MEMORY });
    const source = `
      local ok, message = pcall(string.rep, 'x', 1e9)
      return {tostring(ok), message, #('x'):rep(1000)}`;
    expect(runner.reply(source)).toEqual(['false', 'not enough memory', 1000]);
  });

  it('has what the option says, and no more', () => {
    const source = 'return #("x"):rep(20000000)';
    using small = new ScriptRunner({ memoryBytes: MEMORY });
    using large = new ScriptRunner({ memoryBytes: 4 * MEMORY });
    expect(small.failure(source)).toContain('not enough memory');
    expect(large.reply(source)).toBe(20_000_000);
  });

  it('is not stopped where Lua itself catches that', () => {
    using runner = new ScriptRunner({ memoryBytes: MEMORY });
    const source = 'return {select(2, load(function() return ("x"):rep(100000) end))}';
    expect(runner.reply(source)).toEqual(['not enough memory']);
  });

  it('does not do so with garbage', () => {
    using runner = new ScriptRunner({ memoryBytes: MEMORY });
    const source =
      'local s = ("x"):rep(100000) for i = 1, 500 do local t = s .. i end return "fine"';
    for (let round = 0; round < 5; round++) expect(runner.reply(source)).toBe('fine');
  });
});

describe('what comes from outside and is larger than the memory', () => {
  const huge = 'x'.repeat(2 * MEMORY);

  it.each([
    ['an argument', { args: [huge] }],
    ['a key', { keys: [huge] }],
    [
      'many arguments',
      { args: Array.from({ length: 2000 }, (_, index) => `${index}`.padEnd(20_000)) },
    ],
  ])('is refused: %s', (_, options) => {
    using runner = new ScriptRunner({ memoryBytes: MEMORY });
    expect(runner.failure('return #ARGV', options)).toContain('memory: ERR not enough memory');
    expect(runner.reply('return #ARGV', { args: ['x'] })).toBe(1);
  });

  it('is refused: a reply of a command', () => {
    using runner = new ScriptRunner({ memoryBytes: MEMORY });
    runner.host.call = ([name]) =>
      name === 'text' ? huge : Array.from({ length: 5_000_000 }, () => 1);
    expect(runner.failure('return #redis.call("text")')).toContain('not enough memory');
    expect(runner.failure('return #redis.call("list")')).toContain('not enough memory');
    expect(runner.reply('return 1')).toBe(1);
  });

  it('is refused: a script', () => {
    using runner = new ScriptRunner({ memoryBytes: MEMORY });
    const loaded = runner.vm.load(`return '${huge}'`);
    expect(loaded).toBeInstanceOf(ErrorReply);
    expect(runner.reply('return 1')).toBe(1);
  });
});

/** Bytes outside of the heap of JavaScript, which is where the memories of WebAssembly are. */
function outsideBytes(): number {
  return process.memoryUsage().external;
}

describe('a virtual machine that is replaced', () => {
  it(`leaves no memory behind, ${KILLS} times`, () => {
    using runner = new ScriptRunner();
    const endless = runner.vm.load('while true do end');
    if ('kind' in endless) throw new Error(endless.text);
    const run = {
      name: 'endless',
      keys: [],
      args: [],
      host: runner.host,
      limits: { instructions: 1 },
    };
    const before = outsideBytes();
    for (let kill = 0; kill < KILLS; kill++) {
      expect(runner.vm.run(endless, run).ok).toBe(false);
    }
    // Each has some 16 MB of its own, most of which are never touched.
    expect(outsideBytes() - before).toBeLessThan(1000 * MEGABYTE);
    expect(runner.reply('return 1')).toBe(1);
  }, 60_000);

  it('compiles again what was loaded, scripts and libraries', () => {
    using runner = new ScriptRunner();
    const { vm, host } = runner;
    const script = vm.load('return "script " .. KEYS[1]');
    const library = vm.loadLibrary(
      '#!lua name=l\nredis.register_function("f", function(keys) return "function " .. keys[1] end)',
    );
    if ('kind' in script || 'kind' in library) throw new Error('not loaded');
    const run = { name: 'x', keys: ['k'], args: [], host };
    for (let round = 0; round < 3; round++) {
      expect(vm.run(script, run)).toEqual({ ok: true, reply: 'script k' });
      expect(vm.callFunction(library, 'f', run)).toEqual({ ok: true, reply: 'function k' });
      expect(runner.failure('while true do end', { limits: { instructions: 1 } })).toMatch(
        /^instr/,
      );
    }
  });

  it('is so after a script that left the memory large', () => {
    using runner = new ScriptRunner();
    runner.reply('return #("x"):rep(1000):rep(50000)');
    expect(runner.vm.usedBytes).toBe(0);
    expect(runner.reply('return 1')).toBe(1);
    expect(runner.vm.usedBytes).toBeLessThan(MEGABYTE);
  });
});
