import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedisServer } from '../../../support/redis-server.ts';
import { ScriptRunner } from './script-runner.ts';
import { WireClient } from './wire-client.ts';

const raw = String.raw;

const TEXTS = [
  raw`a\r\nb`,
  raw`\r\n+PONG`,
  raw`a\r\n\r\n`,
  raw`\n`,
  raw`\r`,
  raw`a\0b\r\nc`,
  raw`OK\r\n-ERR x`,
];

/** Line breaks that would be more replies to a client, if they were sent as they are. */
const LINE_BREAKS = TEXTS.flatMap(text => [
  `return {ok = "${text}"}`,
  `return {err = "${text}"}`,
  `return redis.status_reply("${text}")`,
  `return redis.error_reply("${text}")`,
  `return redis.error_reply("-${text}")`,
  `return {redis.status_reply("${text}"), redis.error_reply("${text}"), 1}`,
  `error("${text}")`,
  `error({err = "${text}"})`,
  `error(redis.error_reply("${text}"))`,
  `return redis.call("${text}")`,
  `return redis.pcall("${text}")`,
  `return {big_number = "${text}"}`,
  `return {verbatim_string = {format = "${text}", string = "${text}"}}`,
  `return "${text}"`,
  `return {map = {["${text}"] = "${text}"}}`,
  `local x = nil; return x["${text}"].y`,
  `return loadstring("${text} + + ")()`,
]);

describe('line breaks in what a script answers', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());

  it.each([2, 3] as const)('are sent as Redis sends them, in RESP%i', async protocol => {
    using client = new WireClient(server.port);
    using runner = new ScriptRunner();
    await client.send('hello', `${protocol}`);
    const expected = await Promise.all(LINE_BREAKS.map(source => client.send('eval', source, '0')));
    const actual = LINE_BREAKS.map(source => runner.wire(source, protocol));
    expect(actual).toEqual(expected);
  });
});

describe('an error object', () => {
  // Redis 7.0.15 itself ends here: no server may ever get to see these.
  it.each([
    'error({})',
    'error({1, 2})',
    'error(setmetatable({}, {__index = function() error("x") end}))',
    'error(setmetatable({}, {__index = function() while true do end end}))',
    'error(setmetatable({}, {__tostring = function() error("x") end}))',
    'error(setmetatable({}, {__metatable = false, __newindex = function() error("x") end}))',
    'error(_G)',
    'error(redis)',
    'error(KEYS)',
  ])('without a message is an error that is not known: %s', source => {
    using runner = new ScriptRunner();
    const failure = runner.failure(source, { limits: { timeMs: 1000 } });
    expect(failure).toMatch(
      /^error: ERR unknown error( script: [0-9a-f]{40}, on @user_script:1\.)?$/,
    );
    expect(runner.reply('return 1')).toBe(1);
  });

  it.each([
    [
      'a table that asks for it',
      'error({err = setmetatable({}, {__tostring = error})})',
      'ERR unknown error',
    ],
    ['a function', 'error(error)', 'ERR function: 0x'],
    ['a coroutine', 'error(coroutine.create(function() end))', 'ERR thread: 0x'],
    ['nothing', 'error(nil)', 'ERR nil'],
    ['a number in a table', 'error({err = 5})', '5'],
  ])('may be anything: %s', (_, source, message) => {
    using runner = new ScriptRunner();
    expect(runner.failure(source)).toContain(`error: ${message}`);
    expect(runner.reply('return 1')).toBe(1);
  });

  it('is not asked by its metatable where a script catches it, but in the open', () => {
    using runner = new ScriptRunner();
    const source = `
      local object = setmetatable({}, {__index = function() error('asked') end})
      local ok, inner = pcall(pcall, error, object)
      return {tostring(ok), tostring(inner):match('asked')}`;
    expect(runner.reply(source)).toEqual(['false', 'asked']);
  });
});

describe('a value with a metatable', () => {
  it.each([
    'return setmetatable({1, 2}, {__index = function() error("x") end})',
    'return setmetatable({1, 2}, {__len = function() error("x") end})',
    'return setmetatable({1, 2}, {__index = function() while true do end end})',
    'return {1, 2, setmetatable({}, {__index = {3}})[2]}',
  ])('is answered as it is: %s', source => {
    using runner = new ScriptRunner();
    expect(runner.reply(source, { limits: { timeMs: 1000 } })).toEqual([1, 2]);
  });
});

describe('a large reply', () => {
  it('is sent whole', () => {
    using runner = new ScriptRunner();
    const text = runner.reply('return ("0123456789"):rep(1000000)');
    expect(text).toHaveLength(10_000_000);
    const items = runner.reply('local t = {} for i = 1, 200000 do t[i] = i end return t');
    expect(items).toHaveLength(200_000);
  });

  it('gives the memory back that it took', () => {
    using runner = new ScriptRunner();
    for (let round = 0; round < 20; round++) runner.reply('return ("0123456789"):rep(1000000)');
    expect(runner.vm.usedBytes).toBeLessThan(64 * 1024 * 1024);
  });
});
