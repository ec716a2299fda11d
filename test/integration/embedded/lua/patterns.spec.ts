import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomPattern, randomSubject } from '../../../support/random-patterns.ts';
import { RandomSource } from '../../../support/random-source.ts';
import { RedisServer } from '../../../support/redis-server.ts';
import { cpuTimeOf } from './cpu-time.ts';
import { ScriptRunner } from './script-runner.ts';
import { WireClient } from './wire-client.ts';

const ALL_FUNCTIONS = `
  local subject, pattern, replacement, from = unpack(ARGV)
  local seen = {}
  local function note(...)
    for i = 1, select('#', ...) do seen[#seen + 1] = tostring((select(i, ...))) end
  end
  note(pcall(string.find, subject, pattern))
  note(pcall(string.find, subject, pattern, tonumber(from)))
  note(pcall(string.find, subject, pattern, 1, true))
  note(pcall(string.match, subject, pattern, tonumber(from)))
  note(pcall(string.gsub, subject, pattern, replacement))
  note(pcall(string.gsub, subject, pattern, '<%0>', 3))
  note(pcall(string.gsub, subject, pattern, {a = '<A>', b = false, ['1'] = 2}))
  note(pcall(string.gsub, subject, pattern, function(...)
    -- Searches on its own in between.
    local first = tostring((...))
    return first:find('a-b') and first:upper() or nil
  end))
  note(pcall(function()
    local count = 0
    for one, two in subject:gmatch(pattern) do
      count = count + 1
      note(one, two)
      if count > 50 then break end
    end
  end))
  return seen`;

const REPLACEMENTS = ['', '-', '[%0]', '%1', '%2%1', '%%', '%', 'a%', '%9', '\0%0\xff'];
// As many characters as make the search long enough to be counted, and short enough for Redis.
const LENGTHS = [0, 10, 1400, 130, 40];

const LONG_SEARCHES = [
  `return {pcall(string.find, ('a'):rep(2000), 'a-[')}`,
  `return {pcall(string.find, ('a'):rep(2000), 'a-(b')}`,
  `return {pcall(string.match, ('a'):rep(2000), '(a-')}`,
  `return {pcall(string.match, ('a'):rep(2000), 'a-)b')}`,
  `return {pcall(string.match, ('a'):rep(2000), 'a-%f')}`,
  `return {pcall(string.match, ('a'):rep(2000), 'a-%b(')}`,
  `return {pcall(string.match, ('a'):rep(2000), 'a-%1')}`,
  `return {pcall(string.match, ('a'):rep(2000), '(a-%1)')}`,
  `return {pcall(string.match, ('a'):rep(2000), 'a-' .. ('()'):rep(33))}`,
  `return {string.match(('a'):rep(2000), 'a-' .. ('()'):rep(32))}`,
  `return {pcall(string.gsub, ('a'):rep(2000), 'a-a', '%2')}`,
  `return {pcall(string.gsub, ('a'):rep(2000), 'a-a', true)}`,
  `return {pcall(string.gsub, ('a'):rep(2000), 'a-a', function() return {} end)}`,
  `return {pcall(string.gsub, ('a'):rep(2000), 'a-a', function() error('inner') end)}`,
  `return {pcall(string.gsub, ('a'):rep(2000), 'a-a', coroutine.yield)}`,
  `return {string.gsub(('a'):rep(2000), 'a-a', 'b', 3)}`,
  `return {string.gsub(('a'):rep(2000), 'a-a', 'b', 0)}`,
  `return {string.gsub(('a'):rep(2000), 'a-a', 'b', -1)}`,
  `return {string.gsub(('a'):rep(2000), 'a-a', 'b', 2^32 + 2)}`,
  `return {string.gsub(('a'):rep(2000), 'a-a', 'b', 2^31)}`,
  `return {string.gsub(('a'):rep(2000), '^a-a', 'b')}`,
  `return {string.gsub(('a'):rep(2000), 'a-a', 12)}`,
  `return {string.gsub(('a'):rep(2000) .. 'b', 'a-b', setmetatable({}, {__index = function(_, k) return #k end}))}`,
  `return {string.find(('a'):rep(2000), 'a-b', -5)}`,
  `return {string.find(('a'):rep(2000), 'a-a', 1e300)}`,
  `return {string.find(('a'):rep(2000) .. '\\0b', 'a-\\0b')}`,
  `local n = 0 for k in ('^'):rep(2000):gmatch('^-^') do n = n + 1 end return n`,
  `local n = 0 for k in (('a'):rep(200) .. 'b'):rep(10):gmatch('a-b') do n = n + #k end return n`,
  `return {string.find(123451234512345, ('%d-'):rep(4) .. '9')}`,
  `return {('x'):rep(10000):find(('x'):rep(5000) .. 'y', 1, true)}`,
  `return {('x'):rep(10000):find(('x'):rep(5000), 7)}`,
  `return {(('x'):rep(10000) .. 'y\\0z'):find(('x'):rep(5000) .. 'y\\0z')}`,
  `return #(('x?'):rep(2000) .. ('x'):rep(2000)):match('.*')`,
  `return #('x'):rep(2000):match(('x?'):rep(2000))`,
];

describe('functions that search', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());

  it.each([1, 2, 3, 4])('find with %i repetitions what they find on Redis', async marks => {
    using client = new WireClient(server.port);
    using runner = new ScriptRunner();
    const random = new RandomSource(marks);
    const differences: unknown[] = [];
    for (let round = 0; round < 120; round++) {
      const length = (LENGTHS[marks] ?? 0) + random.below(20);
      const subject = randomSubject(random, length);
      const pattern = randomPattern(random, { marks });
      const from = `${random.below(2 * length) - length}`;
      const args = [subject, pattern, random.pick(REPLACEMENTS), from];
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const expected = await client.send('eval', ALL_FUNCTIONS, '0', ...args);
      const actual = runner.wire(ALL_FUNCTIONS, 2, { args });
      if (actual !== expected) differences.push({ args, expected, actual });
    }
    expect(differences).toEqual([]);
  });

  it('answer as on Redis where the search is long', async () => {
    using client = new WireClient(server.port);
    using runner = new ScriptRunner();
    const expected = await Promise.all(
      LONG_SEARCHES.map(source => client.send('eval', source, '0')),
    );
    const actual = LONG_SEARCHES.map(source => runner.wire(source));
    expect(actual).toEqual(expected);
  });
});

describe('a search that would take for ever', () => {
  const bombs = {
    'choices tried again': `('a'):rep(30):match(('a?'):rep(30) .. ('a'):rep(30))`,
    'repetitions within each other': `('x'):rep(100):find(('.-'):rep(12) .. 'y')`,
    'a number as the text': `string.find(12345678901234, ('.-'):rep(20) .. 'x')`,
    'brackets that never close': `('('):rep(1000000):find('%b()')`,
    'brackets in gsub': `('('):rep(1000000):gsub('%b()', '')`,
    'short searches in gsub': `('x'):rep(60000):gsub('x-y', '')`,
    'a set that is long': `('x'):rep(100000):find('[' .. ('a'):rep(100000) .. ']')`,
    'a capture compared again': `('a'):rep(20000):find('(.-)%1b')`,
    'a text that is no pattern': `('x'):rep(1000000):find(('x'):rep(500000) .. 'y', 1, true)`,
    gmatch: `(function() for _ in ('x'):rep(60000):gmatch('x-y') do end end)()`,
    'a function that replaces': `('x'):rep(60000):gsub('x-x', function() return ('x'):rep(60000):find('x-y') end)`,
    'gmatch again and again': `(function() while true do for _ in ('x'):rep(1000):gmatch('x-y') do end end end)()`,
  };

  it.each(Object.entries(bombs))('is ended by the clock: %s', (_, expression) => {
    using runner = new ScriptRunner();
    const time = cpuTimeOf(() => {
      const failure = runner.failure(`return ${expression}`, { limits: { timeMs: 50 } });
      expect(failure).toMatch(
        /^time: ERR script ran for longer than its limit of 50 ms script: \w+, on @user_script:1\.$/,
      );
    });
    expect(time).toBeLessThan(2000);
    expect(runner.reply('return 1')).toBe(1);
  });

  it('is ended by the limit of instructions, as its steps are counted as such', () => {
    using runner = new ScriptRunner();
    const source = `return ('x'):rep(100):find(('.-'):rep(12) .. 'y')`;
    const limits = { instructions: 1_000_000 };
    expect(runner.failure(source, { limits })).toContain(
      'instructions: ERR script ran more than its limit of 1000000 instructions',
    );
  });

  it('is ended by an interrupt, also where the script catches errors', () => {
    using runner = new ScriptRunner();
    let looks = 0;
    const limits = { interrupted: () => (++looks > 20 ? 'killed by somebody' : undefined) };
    const source = `while true do pcall(string.find, ('x'):rep(100), ('.-'):rep(12) .. 'y') end`;
    expect(runner.failure(source, { limits })).toContain('interrupted: ERR killed by somebody');
  });

  it('may go as deep as a pattern is long, up to a clear error', () => {
    using runner = new ScriptRunner();
    expect(runner.reply(`return #('x'):rep(80000):match(('x?'):rep(80000))`)).toBe(80_000);
    expect(runner.failure(`return ('x'):rep(200000):match(('x?'):rep(200000))`)).toContain(
      'error: ERR user_script:1: pattern too complex',
    );
  });
});

describe('a replacement that grows', () => {
  it('ends with the memory that a script may have', () => {
    using runner = new ScriptRunner({ memoryBytes: 32 * 1024 * 1024 });
    const source = `return #(('x'):rep(20000) .. 'y'):gsub('x-x', ('z'):rep(10000))`;
    expect(runner.failure(source)).toContain('memory: ERR not enough memory');
    expect(runner.reply('return 1')).toBe(1);
  });

  it('leaves no memory behind when the function that makes it fails', () => {
    using runner = new ScriptRunner({ memoryBytes: 32 * 1024 * 1024 });
    const source = `
      local text, large = ('x'):rep(2000), ('z'):rep(1000):rep(1000)
      for i = 1, 200 do
        local calls = 0
        local _, message = pcall(string.gsub, text, 'x-x', function()
          calls = calls + 1
          if calls > 2 then error('x') end
          return large
        end)
        if not message:find(': x$') then return message end
        collectgarbage()
      end
      return 'survived'`;
    expect(runner.reply(source)).toBe('survived');
  });
});
