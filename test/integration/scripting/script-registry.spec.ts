import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HybridCacheConfigurationError } from '../../../lib/errors/index.js';
import { LuaScripts } from '../../../lib/scripting/library/index.js';
import {
  defineScript,
  ScriptArgumentError,
  ScriptRegistry,
  ScriptSyntaxError,
} from '../../../lib/scripting/index.js';
import { sharedRedisUrl, uniquePrefix } from '../../support/redis-url.js';
import { errorOf, ExecutorUnderTest, resultOf } from '../../support/script-executor.js';

const BROKEN = "local x = 1\nif x then\n  return 'no end'\n";

describe('ScriptRegistry', () => {
  let folder: string;
  let registry: ScriptRegistry;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nest-hybrid-cache-'));
    registry = new ScriptRegistry();
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = async (name: string, lua: string): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, lua);
    return file;
  };

  it('says which line of which file is not Lua', async () => {
    const file = await write('broken.lua', BROKEN);
    const register = [
      () => registry.registerFile(file),
      () => registry.registerFile(pathToFileURL(file)),
      () => registry.registerDirectory(folder),
      () => registry.register(defineScript({ name: 'broken', file })),
    ];
    for (const attempt of register) {
      expect(attempt).toThrow(ScriptSyntaxError);
      expect(attempt).toThrow(
        expect.objectContaining({
          script: 'broken',
          file,
          line: 4,
          message: expect.stringContaining(`(${file}:4)`),
        }),
      );
    }
    expect(registry.list()).toEqual([]);
  });

  it('says the line of a text without a file', () => {
    const script = defineScript({ name: 'text', lua: 'return 1 +' });
    const place = { line: 1, file: undefined };
    expect(() => registry.register(script)).toThrow(expect.objectContaining(place));
  });

  it('refuses what is Lua 5.3 but not 5.1', () => {
    const script = defineScript({ name: 'new', lua: 'return 7 // 2' });
    expect(() => registry.register(script)).toThrow(ScriptSyntaxError);
  });

  it('registers the .lua files of a folder by their names, in order', async () => {
    await write('b.lua', 'return 2');
    await write('a.lua', 'return 1');
    await write('readme.md', 'not Lua');
    await mkdir(join(folder, 'inner'));
    const names = registry.registerDirectory(pathToFileURL(`${folder}/`)).map(({ name }) => name);
    expect(names).toEqual(['a', 'b']);
    expect(registry.get('b')?.lua).toBe('return 2');
  });

  it('refuses a folder that is not there, or has no script', () => {
    expect(() => registry.registerDirectory(folder)).toThrow(HybridCacheConfigurationError);
    const missing = join(folder, 'missing');
    expect(() => registry.registerDirectory(missing)).toThrow(HybridCacheConfigurationError);
  });

  it('refuses a second script of the same name, but not the same script again', () => {
    const first = defineScript({ name: 'one', lua: 'return 1' });
    expect(registry.register(first)).toBe(first);
    registry.register(defineScript({ name: 'one', lua: 'return 1' }));
    expect(() => registry.register(defineScript({ name: 'one', lua: 'return 2' }))).toThrow(
      HybridCacheConfigurationError,
    );
  });

  it('takes every script of the library, each under a name of its own', () => {
    const scripts = Object.values(LuaScripts);
    expect(scripts).toHaveLength(28);
    for (const script of scripts) registry.register(script);
    expect(registry.list()).toEqual(scripts);
  });

  it.each([
    [LuaScripts.RateLimiter, 'rate_limiter'],
    [LuaScripts.DistributedLock, 'distributed_lock'],
    [LuaScripts.SmartCache, 'smart_cache'],
    [LuaScripts.JobQueue, 'job_queue'],
  ])("knows CyRedis's script by the name of its file, %#", (script, name) => {
    registry.register(script);
    expect(registry.get(name)).toBe(script);
  });

  it("loads scripts by name from a folder, as CyRedis's manager does", async () => {
    await write('rate_limiter.lua', LuaScripts.RateLimiter.lua);
    await write('distributed_lock.lua', LuaScripts.DistributedLock.lua);
    await using opened = await ExecutorUnderTest.open(
      { url: sharedRedisUrl() },
      { prefix: uniquePrefix() },
    );
    opened.registry.registerDirectory(folder);
    const limited = await opened.executor.execute(
      'rate_limiter',
      ['user:123'],
      [100, 3600, 0, 200],
    );
    expect(resultOf(limited)).toBe(200);
    const locked = await opened.executor.execute(
      'distributed_lock',
      ['lock:key'],
      ['token', 30_000],
    );
    expect(resultOf(locked)).toEqual(['acquired', 1, 'ttl_ms', 30_000]);
  });

  it('lets the executor run scripts by name', async () => {
    await using opened = await ExecutorUnderTest.open(
      { url: sharedRedisUrl() },
      { prefix: uniquePrefix() },
    );
    const { executor } = opened;
    opened.registry.registerFile(await write('greet.lua', "return 'Hello ' .. ARGV[1]"));
    opened.registry.register(LuaScripts.SetIfNotExists);
    expect(resultOf(await executor.execute<string>('greet', [], ['Ann']))).toBe('Hello Ann');
    expect(resultOf(await executor.execute('SetIfNotExists', ['k'], ['v', 60]))).toBe(1);
    expect(errorOf(await executor.execute('SetIfNotExists', ['k'], ['v', 0]))).toBeInstanceOf(
      ScriptArgumentError,
    );
    const prepared = await executor.prepare('greet');
    expect(resultOf(await prepared.execute([], ['Bob']))).toBe('Hello Bob');
  });

  it('makes a name that nobody registered an error that names the others', async () => {
    await using opened = await ExecutorUnderTest.open({ url: sharedRedisUrl() });
    opened.registry.register(defineScript({ name: 'known', lua: 'return 1' }));
    const send = jest.spyOn(opened.connection, 'send');
    const error = errorOf(await opened.executor.execute('unknown'));
    expect(error).toBeInstanceOf(ScriptArgumentError);
    expect(error.message).toMatch(/no script unknown\..*Known: known/);
    await expect(opened.executor.prepare('unknown')).rejects.toThrow(ScriptArgumentError);
    expect(send).not.toHaveBeenCalled();
  });
});
