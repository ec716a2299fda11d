import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  EmbeddedEngine,
  HybridCache,
  HybridCacheModule,
  type HybridCacheModuleOptions,
  ScriptExecutor,
} from '../../../lib/index.js';

describe('HybridCacheModule on the embedded engine', () => {
  const apps: TestingModule[] = [];
  const start = async (options?: HybridCacheModuleOptions): Promise<TestingModule> => {
    const builder = Test.createTestingModule({ imports: [HybridCacheModule.forRoot(options)] });
    const app = await builder.compile();
    apps.push(app);
    return app.init();
  };
  afterEach(async () => {
    await Promise.all(apps.splice(0).map(app => app.close()));
    jest.restoreAllMocks();
  });

  it('runs without any option, and without a server', async () => {
    const app = await start();
    const cache = app.get(HybridCache);

    await cache.set('city', { name: 'Łódź' }, { useLocal: false });

    expect(await cache.get('city', { useLocal: false })).toEqual({ name: 'Łódź' });
    const sum = 'return ARGV[1] + ARGV[2]';
    expect(await app.get(ScriptExecutor).execute<number>(sum, [], [1, 2])).toEqual({
      success: true,
      result: 3,
    });
  });

  it('gives each app an engine of its own, which ends with it', async () => {
    const [first, second] = [await start(), await start()];
    await first.get(HybridCache).set('key', 1, { useLocal: false });

    expect(await second.get(HybridCache).get('key')).toBeUndefined();
    await first.close();
    await expect(first.get(HybridCache).set('key', 2)).rejects.toThrow('the app shut down');
    expect(await second.get(HybridCache).get('key')).toBeUndefined();
  });

  it('shares an engine that the app made, and leaves it running', async () => {
    const engine = await EmbeddedEngine.create();
    const client = engine.connect();
    const first = await start({ connection: { client } });
    const second = await start({ connection: { client } });
    await first.get(HybridCache).set('key', 'shared', { useLocal: false });

    expect(await second.get(HybridCache).get('key')).toBe('shared');
    await first.close();
    await second.close();
    expect(await client.ping()).toBe('PONG');
    await engine.close();
  });

  it('rolls back a script that fails, where the app asks for it', async () => {
    const app = await start({ connection: { embedded: { scripts: { onError: 'rollback' } } } });
    const executor = app.get(ScriptExecutor);
    const script = "redis.call('SET', KEYS[1], 'half done') error('no')";

    expect(await executor.execute(script, ['key'])).toMatchObject({ success: false });
    expect(await app.get(HybridCache).get('key')).toBeUndefined();
  });

  it('takes configuration as CONFIG SET does', async () => {
    const app = await start({ connection: { embedded: { config: { maxmemory: '1mb' } } } });
    const script = "return redis.call('INFO', 'memory')";

    const reply = await app.get(ScriptExecutor).execute<string>(script);
    expect(reply.result).toContain('maxmemory:1048576\r\n');
  });

  it('writes what scripts log to the log of the app', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const app = await start();

    await app.get(ScriptExecutor).execute("redis.log(redis.LOG_WARNING, 'wárning')");

    expect(warn).toHaveBeenCalledWith('wárning');
  });
});
