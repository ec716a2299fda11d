import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Cluster } from 'ioredis';
import {
  arg,
  CrossSlotError,
  compileScript,
  defineScript,
  key,
  reply,
  type ReplyType,
  ScriptArgumentError,
  ScriptReplyError,
  ScriptRuntimeError,
  ScriptSyntaxError,
} from '../../../lib/scripting/index.js';
import { describeBackends } from '../../support/backends.js';
import { uniquePrefix } from '../../support/redis-url.js';
import {
  describeScripts,
  errorOf,
  ExecutorUnderTest,
  resultOf,
} from '../../support/script-executor.js';

const incrementIfExists = defineScript({
  name: 'increment-if-exists',
  keys: ['counter'],
  args: { by: arg.integer(), ttl: arg.seconds() },
  returns: reply.nullable(reply.integer()),
  lua: `
    if redis.call('EXISTS', KEYS[1]) == 0 then return nil end
    local value = redis.call('INCRBY', KEYS[1], ARGV[1])
    redis.call('EXPIRE', KEYS[1], ARGV[2])
    return value
  `,
});

const echo = defineScript({
  name: 'echo',
  keys: [key.list('keys')],
  args: { values: arg.list(arg.any()) },
  lua: 'return {KEYS, ARGV}',
});

describeScripts('ScriptExecutor', bench => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** The commands that are sent from now on. */
  function listen(): string[] {
    const commands: string[] = [];
    const send = bench.connection.send.bind(bench.connection);
    jest.spyOn(bench.connection, 'send').mockImplementation((name, ...rest) => {
      commands.push(name);
      return send(name, ...rest);
    });
    return commands;
  }

  const answer = async <T>(returns: ReplyType<T>, lua: string): Promise<T> =>
    bench.executor.run(defineScript({ name: 'answer', returns, lua }), {}, {});

  describe('execute', () => {
    it('knows the scripts of the library by their names, unregistered', async () => {
      const counter = bench.key('by-name');
      await bench.executor.execute('increment', [counter], [5]);
      const result = await bench.executor.execute('IncrementWithExpiration', [counter], [2, 60]);

      expect(resultOf(result)).toBe(7);
    });

    it('gives a success with the result', async () => {
      await bench.client.set(bench.stored('counter'), '41');
      const result = await bench.executor.execute(
        incrementIfExists,
        [bench.key('counter')],
        [1, 60],
      );
      expect(result).toEqual({ success: true, result: 42 });
    });

    it('gives a failure with the error, and does not reject', async () => {
      await bench.client.rpush(bench.stored('list'), 'a');
      const result = await bench.executor.execute(incrementIfExists, [bench.key('list')], [1, 60]);
      expect(result).toEqual({
        success: false,
        result: undefined,
        error: expect.any(ScriptRuntimeError),
        errorMessage: expect.stringContaining('WRONGTYPE'),
      });
    });

    it('takes Lua text, any keys and any values', async () => {
      const text = 'return {KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]}';
      const values = ['a', 1.5, true, 10n];
      const result = await bench.executor.execute(text, [bench.key('any')], values);
      expect(resultOf(result)).toEqual([bench.stored('any'), 'a', '1.5', '1', '10']);
    });

    it('takes Lua text without keys and values', async () => {
      expect(resultOf(await bench.executor.execute('return 7'))).toBe(7);
    });

    it('puts the prefix on keys only', async () => {
      const [keys, values] = [[bench.key('a'), bench.key('b')], [bench.key('a')]];
      const result = await bench.executor.execute(echo, keys, values);
      expect(resultOf(result)).toEqual([[bench.stored('a'), bench.stored('b')], values]);
    });

    it('carries numbers as their plain digits', async () => {
      const values = [Number.MAX_SAFE_INTEGER, 1e21, -0, 0.1, 12345678901234567890n];
      const result = await bench.executor.execute(echo, [], values);
      const digits = [
        '9007199254740991',
        '1000000000000000000000',
        '0',
        '0.1',
        '12345678901234567890',
      ];
      expect(resultOf(result)).toEqual([[], digits]);
    });

    it('sends nothing when keys or values are not what the definition says', async () => {
      const commands = listen();
      const name = bench.key('counter');
      const calls: [keys: string[], values: (string | number)[], message: string][] = [
        [[], [1, 60], '0 given, but it takes 1 (counter)'],
        [[name, name], [1, 60], '2 given, but it takes 1 (counter)'],
        [[name], [1], '1 given, but it takes 2 (by, ttl)'],
        [[name], ['one', 60], "argument by: 'one' is not an integer"],
        [[name], [1, 0], 'argument ttl: 0 is not a whole number of seconds above 0'],
        [[`half \uD83D`], [1, 60], 'surrogate'],
        [['k'.repeat(2000)], [1, 60], 'a key of 2000 bytes'],
      ];
      const calling = calls.map(([keys, values]) =>
        bench.executor.execute(incrementIfExists, keys, values),
      );
      for (const [index, result] of (await Promise.all(calling)).entries()) {
        expect(errorOf(result)).toBeInstanceOf(ScriptArgumentError);
        expect(errorOf(result)).toMatchObject({
          code: 'SCRIPT_ARGUMENT',
          script: 'increment-if-exists',
        });
        expect(errorOf(result).message.toLowerCase()).toContain(calls[index]?.[2].toLowerCase());
      }
      expect(commands).toEqual([]);
    });
  });

  describe('run', () => {
    it('gives the result of keys and arguments by name', async () => {
      await bench.client.set(bench.stored('named'), '1');
      const named = { counter: bench.key('named') };
      expect(await bench.executor.run(incrementIfExists, named, { ttl: 60, by: 2n })).toBe(3);
      expect(await bench.client.ttl(bench.stored('named'))).toBe(60);
    });

    it('rejects with the error of the script', async () => {
      await bench.client.rpush(bench.stored('list'), 'a');
      const named = { counter: bench.key('list') };
      const call = bench.executor.run(incrementIfExists, named, { by: 1, ttl: 60 });
      await expect(call).rejects.toThrow(ScriptRuntimeError);
    });

    it('rejects names that the definition does not have, and sends nothing', async () => {
      const commands = listen();
      const named = { counter: bench.key('counter') };
      const args = { by: 1, ttl: 60 };
      // @ts-expect-error -- a name that is misspelt
      const misspelt = bench.executor.run(incrementIfExists, { countr: 'k' }, args);
      await expect(misspelt).rejects.toThrow('key counter: undefined is not a string');
      const more = { ...named, other: 'k' };
      await expect(bench.executor.run(incrementIfExists, more, args)).rejects.toThrow(
        'key other: there is no such key',
      );
      await expect(
        bench.executor.run(incrementIfExists, named, { ...args, max: 1 } as typeof args),
      ).rejects.toThrow('argument max: there is no such argument');
      // @ts-expect-error -- one that is left out
      await expect(bench.executor.run(incrementIfExists, named, { by: 1 })).rejects.toThrow(
        'argument ttl: undefined is not a whole number of seconds above 0',
      );
      expect(commands).toEqual([]);
    });
  });

  describe('a reply', () => {
    it('is decoded as its definition says', async () => {
      expect(await answer(reply.string(), "return 'text'")).toBe('text');
      expect(await answer(reply.integer(), 'return 3.99')).toBe(3);
      expect(await answer(reply.number(), 'return tostring(3.99)')).toBe(3.99);
      expect(await answer(reply.boolean(), 'return false')).toBe(false);
      expect(await answer(reply.boolean(), 'return true')).toBe(true);
      expect(await answer(reply.ok(), "return redis.status_reply('OK')")).toBe('OK');
      expect(await answer(reply.nullable(reply.integer()), 'return nil')).toBeNull();
      expect(await answer(reply.list(reply.integer()), 'return {1, 2}')).toEqual([1, 2]);
      expect(await answer(reply.json(), "return cjson.encode({a = {1, 'b'}})")).toEqual({
        a: [1, 'b'],
      });
      expect(await answer(reply.tuple(reply.boolean(), reply.string()), "return {1, 'x'}")).toEqual(
        [true, 'x'],
      );
      expect(await answer(reply.record(reply.integer()), "return {'a', 1, 'b', 2}")).toEqual({
        a: 1,
        b: 2,
      });
    });

    it('is a ScriptReplyError when it is something else', async () => {
      const calls: [ReplyType<unknown>, string][] = [
        [reply.integer(), "return 'text'"],
        [reply.string(), 'return 1'],
        [reply.string(), 'return nil'],
        [reply.number(), "return ''"],
        [reply.boolean(), 'return 2'],
        [reply.ok(), "return 'KO'"],
        [reply.json(), "return '{'"],
        [reply.list(reply.integer()), "return {1, 'two'}"],
        [reply.tuple(reply.integer(), reply.integer()), 'return {1, nil, 3}'],
        [reply.record(reply.integer()), "return {'a'}"],
        [reply.tuple(reply.integer()), 'return {count = 1}'],
      ];
      await Promise.all(
        calls.map(([returns, lua]) =>
          expect(answer(returns, lua)).rejects.toMatchObject({
            constructor: ScriptReplyError,
            code: 'SCRIPT_REPLY',
            expected: returns.expected,
          }),
        ),
      );
    });

    it('is never a rounded integer beyond 2^53', async () => {
      expect(await answer(reply.integer(), 'return -9007199254740928')).toBe(-9007199254740928);
      expect(await answer(reply.bigint(), "return '9007199254740993'")).toBe(9007199254740993n);
      expect(await answer(reply.bigint(), 'return 42')).toBe(42n);
      // The first is rounded by Lua, the second by the client.
      await Promise.all(
        ['9007199254740993', '9007199254740991'].flatMap(number => [
          expect(answer(reply.integer(), `return ${number}`)).rejects.toThrow(ScriptReplyError),
          expect(answer(reply.bigint(), `return ${number}`)).rejects.toThrow(ScriptReplyError),
        ]),
      );
    });

    it('keeps bytes, on the way in and out', async () => {
      const copy = defineScript({
        name: 'copy',
        keys: ['to'],
        args: { value: arg.bytes() },
        returns: reply.bytes(),
        lua: "redis.call('SET', KEYS[1], ARGV[1]) return redis.call('GET', KEYS[1])",
      });
      const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
      const part = new Uint8Array([1, ...bytes, 2]).subarray(1, 257);
      expect(await bench.executor.run(copy, { to: bench.key('bytes') }, { value: part })).toEqual(
        bytes,
      );
      expect(await bench.client.getBuffer(bench.stored('bytes'))).toEqual(bytes);
    });

    it('keeps text of any language', async () => {
      const text = 'naïve 日本語 \u{1F600} \0 end';
      expect(resultOf(await bench.executor.execute('return ARGV[1]', [], [text]))).toBe(text);
    });
  });

  describe('an error', () => {
    it('of the Lua names the line', async () => {
      const result = await bench.executor.execute('local x\n\nreturn x.field');
      expect(errorOf(result)).toBeInstanceOf(ScriptRuntimeError);
      expect(errorOf(result)).toMatchObject({ line: 3, serverCode: 'ERR', script: 'inline' });
      expect(errorOf(result).message).toMatch(/^Script inline failed, line 3: .*attempt to index/);
    });

    it('of a command names the line and the code of the server', async () => {
      await bench.client.rpush(bench.stored('list'), 'a');
      const script = defineScript({
        name: 'read',
        keys: ['k'],
        lua: "\nreturn redis.call('GET', KEYS[1])",
      });
      const result = await bench.executor.execute(script, [bench.key('list')]);
      expect(errorOf(result)).toMatchObject({ line: 2, serverCode: 'WRONGTYPE', script: 'read' });
      expect(errorOf(result).message).not.toMatch(/[0-9a-f]{40}/);
    });

    it('that the script returns has its own code', async () => {
      const result = await bench.executor.execute("return redis.error_reply('STOCK none left')");
      expect(errorOf(result)).toMatchObject({ serverCode: 'STOCK', line: undefined });
      expect(errorOf(result).message).toContain('none left');
    });

    it('keeps what was written before it', async () => {
      const text = "redis.call('SET', KEYS[1], 'half') error('then it fails')";
      const result = await bench.executor.execute(text, [bench.key('half')]);
      expect(errorOf(result).message).toContain('then it fails');
      expect(await bench.client.get(bench.stored('half'))).toBe('half');
    });

    it('of syntax comes from the server for a text that was not registered', async () => {
      const script = defineScript({ name: 'broken', lua: 'local x = 1\nreturn x x' });
      const error = errorOf(await bench.executor.execute(script));
      expect(error).toBeInstanceOf(ScriptSyntaxError);
      expect(error).toMatchObject({ code: 'SCRIPT_SYNTAX', line: 2, script: 'broken' });
      await expect(bench.executor.prepare(script)).rejects.toThrow(ScriptSyntaxError);
    });

    it('comes from a script that only reads, when it writes', async () => {
      const script = defineScript({
        name: 'sly',
        keys: ['k'],
        readOnly: true,
        lua: "return redis.call('SET', KEYS[1], 'written')",
      });
      const result = await bench.executor.execute(script, [bench.key('sly')]);
      expect(errorOf(result).message).toContain(
        'Write commands are not allowed from read-only scripts',
      );
      expect(await bench.client.exists(bench.stored('sly'))).toBe(0);
    });
  });

  describe('prepare', () => {
    it('loads the script on every master, so that no call carries its text', async () => {
      const script = defineScript({ name: 'fresh', lua: `return '${uniquePrefix()}'` });
      const prepared = await bench.executor.prepare(script);
      const { client } = bench;
      const nodes = client instanceof Cluster ? client.nodes('master') : [client];
      const known = await Promise.all(
        nodes.map(node => node.script('EXISTS', compileScript(script).sha1)),
      );
      expect(known).toEqual(nodes.map(() => [1]));
      const commands = listen();
      expect((await prepared.execute()).success).toBe(true);
      expect(await prepared.run({}, {})).toMatch(/^nhc-test/);
      expect(commands).toEqual(['evalsha', 'evalsha']);
    });
  });

  describe('a script that the server does not know yet', () => {
    it('is loaded once for all calls that come at the same time', async () => {
      const text = `return '${uniquePrefix()}' .. ARGV[1]`;
      const { length: masters } = await bench.connection.masters();
      const commands = listen();
      const calls = Array.from({ length: 20 }, (_, i) =>
        bench.executor.execute<string>(text, [bench.key('k')], [i]),
      );
      const results = (await Promise.all(calls)).map(resultOf);
      expect(results.map(result => result.slice(21))).toEqual(calls.map((_, i) => String(i)));
      expect(commands.filter(name => name === 'script')).toHaveLength(masters);
    });
  });
});

describeBackends('keys in different slots', backend => {
  it('are an error before anything is sent on a cluster, and none elsewhere', async () => {
    await using opened = await ExecutorUnderTest.open(backend.connection(), {
      prefix: uniquePrefix(),
    });
    const send = jest.spyOn(opened.connection, 'send');
    const result = await opened.executor.execute(echo, ['user:1', 'user:2'], []);
    if (backend.name !== 'cluster') {
      expect(result.success).toBe(true);
      return;
    }
    expect(errorOf(result)).toBeInstanceOf(CrossSlotError);
    expect(errorOf(result).message).toMatch(
      /user:1 \(\d+\), .*user:2 \(\d+\)\. Give them the same hash tag/,
    );
    expect(send).not.toHaveBeenCalled();
  });
});
