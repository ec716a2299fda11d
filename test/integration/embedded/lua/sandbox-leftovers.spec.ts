import { describe, expect, it } from '@jest/globals';
import { ScriptRunner } from './script-runner.ts';

const NESTED = 'return tostring(pcall(cjson.encode, {{{1}}}))';

function load(runner: ScriptRunner, code: string): (name: string) => unknown {
  const library = runner.vm.loadLibrary(`#!lua name=l\n${code}`);
  if ('kind' in library) throw new Error(library.text);
  const { host } = runner;
  return name => {
    const outcome = runner.vm.callFunction(library, name, { name, keys: [], args: [], host });
    return outcome.ok ? outcome.reply : outcome.error.text;
  };
}

function kill(runner: ScriptRunner): void {
  expect(runner.failure('while true do end', { limits: { instructions: 1 } })).toMatch(/^instr/);
}

describe('what one script leaves for the next', () => {
  it('is no garbage collector that was stopped', () => {
    using runner = new ScriptRunner({ memoryBytes: 24 * 1024 * 1024 });
    runner.run('collectgarbage("stop")');
    runner.run('collectgarbage("setpause", 100000) collectgarbage("setstepmul", 1)');
    const source =
      'local s = ("x"):rep(1000):rep(100) for i = 1, 2000 do local t = s .. i end return "fine"';
    expect(runner.reply(source)).toBe('fine');
    expect(
      runner.reply('return {collectgarbage("setpause", 1), collectgarbage("setstepmul", 1)}'),
    ).toEqual([200, 200]);
    expect(
      runner.reply('return {collectgarbage("setpause", 1), collectgarbage("setstepmul", 1)}'),
    ).toEqual([200, 200]);
  });

  it('is no version of the protocol', () => {
    using runner = new ScriptRunner();
    runner.run('redis.setresp(3)');
    expect(runner.reply('return {true, type(redis.call("get", "nosuch"))}')).toEqual([
      1,
      'boolean',
    ]);
  });

  it('are no keys and arguments', () => {
    using runner = new ScriptRunner();
    runner.run('KEYS.x = 1 ARGV[5] = 1', { keys: ['a', 'b'], args: ['c'] });
    expect(runner.reply('return {#KEYS, #ARGV, tostring(KEYS.x), tostring(ARGV[5])}')).toEqual([
      0,
      0,
      'nil',
      'nil',
    ]);
  });

  it('is no value of a script that is run again', () => {
    using runner = new ScriptRunner();
    const source =
      'local count = 0 local function f() count = count + 1 return count end f() return f()';
    expect([runner.reply(source), runner.reply(source)]).toEqual([2, 2]);
  });

  it('is no error that is not its own', () => {
    using runner = new ScriptRunner();
    runner.run('error("first")');
    runner.run('return redis.call("nosuch")');
    kill(runner);
    expect(
      runner.reply('return {tostring(pcall(tostring, 1)), (select(2, pcall(error, "own", 0)))}'),
    ).toEqual(['true', 'own']);
  });

  it('is nothing on the stack, however it ended', () => {
    using runner = new ScriptRunner();
    const endings = [
      'return 1, 2, 3',
      'error({})',
      'return {{{1}}}',
      'x = 1',
      'return coroutine.create(error)',
      '(',
    ];
    for (let round = 0; round < 3000; round++) runner.run(endings[round % endings.length] ?? '');
    expect(runner.reply('return {unpack({1, 2, 3})}')).toEqual([1, 2, 3]);
    expect(runner.vm.usedBytes).toBeLessThan(2 * 1024 * 1024);
  });
});

describe('what a script sets on cjson', () => {
  it('stays, as it does in Redis', () => {
    using runner = new ScriptRunner();
    expect(runner.reply(NESTED)).toBe('true');
    runner.run('cjson.encode_max_depth(2)');
    expect(runner.reply(NESTED)).toBe('false');
  });

  it('stays when the virtual machine is replaced, which no script should notice', () => {
    using runner = new ScriptRunner();
    runner.run('cjson.encode_max_depth(2)');
    kill(runner);
    expect(runner.reply(NESTED)).toBe('false');
  });

  it('goes when the virtual machine is closed', () => {
    using runner = new ScriptRunner();
    runner.run('cjson.encode_max_depth(2)');
    runner.vm.close();
    expect(runner.reply(NESTED)).toBe('true');
  });

  it('is not what functions find, who have a cjson of their own', () => {
    using runner = new ScriptRunner();
    const call = load(
      runner,
      `redis.register_function('limit', function() cjson.encode_max_depth(2) end)
       redis.register_function('nested', function() ${NESTED} end)`,
    );
    runner.run('cjson.encode_max_depth(1)');
    expect(call('nested')).toBe('true');
    call('limit');
    runner.run('cjson.encode_max_depth(1000)');
    expect([call('nested'), runner.reply(NESTED)]).toEqual(['false', 'true']);
  });

  it('holds for an instance of its own only there', () => {
    using runner = new ScriptRunner();
    const source = `
      local own = cjson.new()
      own.encode_max_depth(2)
      return {tostring(pcall(own.encode, {{{1}}})), tostring(pcall(cjson.encode, {{{1}}}))}`;
    expect([runner.reply(source), runner.reply(source)]).toEqual([
      ['false', 'true'],
      ['false', 'true'],
    ]);
  });

  it('holds for the instance that a function keeps, whatever others make in between', () => {
    using runner = new ScriptRunner();
    const call = load(
      runner,
      `local own
       redis.register_function('begin', function() own = cjson.new() own.encode_max_depth(2) end)
       redis.register_function('nested', function() return tostring(pcall(own.encode, {{{1}}})) end)`,
    );
    call('begin');
    runner.run('for i = 1, 1000 do cjson.new().encode_max_depth(1000) end collectgarbage()');
    expect(call('nested')).toBe('false');
  });

  it('takes no memory once nobody has the instance', () => {
    using runner = new ScriptRunner({ memoryBytes: 24 * 1024 * 1024 });
    expect(runner.reply('for i = 1, 50000 do cjson.new() end return "fine"')).toBe('fine');
  });
});

describe('what a function keeps', () => {
  it('is there for its next call', () => {
    using runner = new ScriptRunner();
    const call = load(
      runner,
      `local count = 0
       redis.register_function('count', function() count = count + 1 return count end)`,
    );
    expect([call('count'), call('count'), call('count')]).toEqual([1, 2, 3]);
  });

  it('cannot be put where other libraries find it', () => {
    using runner = new ScriptRunner();
    const call = load(
      runner,
      `redis.register_function('plant', function() string.planted = 1 end)
       redis.register_function('set', function() planted = 1 end)
       redis.register_function('look', function() return tostring(string.planted) end)`,
    );
    const refused = /Attempt to modify a readonly table/;
    expect([call('plant'), call('set'), call('look')]).toEqual([
      expect.stringMatching(refused),
      expect.stringMatching(refused),
      'nil',
    ]);
    expect(runner.reply('return tostring(string.planted)')).toBe('nil');
  });
});
