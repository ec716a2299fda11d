import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Injectable, Module, type DynamicModule } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Redis } from 'ioredis';
import {
  arg,
  defineScript,
  getHybridCacheToken,
  HybridCache,
  HybridCacheConfigurationError,
  HybridCacheModule,
  type HybridCacheModuleOptions,
  type HybridCacheOptionsFactory,
  InjectHybridCache,
  InjectScript,
  reply,
  type Script,
  ScriptExecutor,
  ScriptRegistry,
  ScriptSyntaxError,
} from '../../../lib/index.js';
import { describeBackends } from '../../support/backends.js';
import { RedisServer } from '../../support/redis-server.js';
import { sharedRedisUrl, uniquePrefix } from '../../support/redis-url.js';
import { waitFor } from '../../support/wait-for.js';

const addIfThere = defineScript({
  name: 'add-if-there',
  keys: ['counter'],
  args: { by: arg.integer() },
  returns: reply.nullable(reply.integer()),
  lua: `if redis.call('EXISTS', KEYS[1]) == 0 then return false end
        return redis.call('INCRBY', KEYS[1], ARGV[1])`,
});

@Injectable()
class Counters {
  constructor(
    @InjectScript(addIfThere) readonly add: Script<typeof addIfThere>,
    readonly cache: HybridCache,
    readonly executor: ScriptExecutor,
  ) {}
}

@Injectable()
class Settings implements HybridCacheOptionsFactory {
  readonly keyPrefix = uniquePrefix();
  createHybridCacheOptions(): HybridCacheModuleOptions {
    return { keyPrefix: this.keyPrefix, connection: { url: sharedRedisUrl() } };
  }
}

@Module({ providers: [Settings], exports: [Settings] })
class SettingsModule {}

describe('HybridCacheModule', () => {
  const apps: TestingModule[] = [];
  const options = (): HybridCacheModuleOptions => ({
    keyPrefix: uniquePrefix(),
    connection: { url: sharedRedisUrl() },
  });
  const start = async (
    imports: (DynamicModule | typeof SettingsModule)[],
    providers: Parameters<typeof Test.createTestingModule>[0]['providers'] = [],
  ): Promise<TestingModule> => {
    const app = await Test.createTestingModule({ imports, providers }).compile();
    apps.push(app);
    return app.init();
  };
  afterEach(async () => {
    await Promise.all(apps.splice(0).map(app => app.close()));
  });

  describe('forRoot', () => {
    it('provides the cache, the executor and the registry by their types', async () => {
      const app = await start([HybridCacheModule.forRoot(options())]);
      const cache = app.get(HybridCache);
      await cache.set('key', 1);

      expect(await cache.get('key')).toBe(1);
      expect(cache.scriptExecutor).toBe(app.get(ScriptExecutor));
      expect(app.get(ScriptRegistry).list()).toEqual([]);
    });

    it('is visible in every module, unless isGlobal is false', async () => {
      @Module({
        providers: [
          { provide: 'probe', useFactory: (cache: HybridCache) => cache, inject: [HybridCache] },
        ],
      })
      class Elsewhere {}

      await expect(
        start([HybridCacheModule.forRoot(options()), elsewhere(Elsewhere)]),
      ).resolves.toBeDefined();
      await expect(
        start([HybridCacheModule.forRoot({ ...options(), isGlobal: false }), elsewhere(Elsewhere)]),
      ).rejects.toThrow("can't resolve dependencies");
    });

    it('gives several caches in one app, each with its own prefix', async () => {
      @Injectable()
      class Shop {
        constructor(
          readonly main: HybridCache,
          @InjectHybridCache('sessions') readonly sessions: HybridCache,
        ) {}
      }
      const main = options();
      const sessions = { ...options(), name: 'sessions' };
      const app = await start(
        [HybridCacheModule.forRoot(main), HybridCacheModule.forRoot(sessions)],
        [Shop],
      );
      const shop = app.get(Shop);
      await shop.main.set('key', 'main');
      await shop.sessions.set('key', 'session');

      expect(await shop.main.get('key', { useLocal: false })).toBe('main');
      expect(await shop.sessions.get('key', { useLocal: false })).toBe('session');
      expect(app.get(getHybridCacheToken('sessions'))).toBe(shop.sessions);
      const redis = new Redis(sharedRedisUrl());
      expect(await redis.get(`${sessions.keyPrefix}:key`)).toBe('"session"');
      redis.disconnect();
    });
  });

  describe('forRootAsync', () => {
    it('takes options from a factory with what it injects', async () => {
      const app = await start([
        HybridCacheModule.forRootAsync({
          imports: [SettingsModule],
          inject: [Settings],
          useFactory: (settings: Settings) => settings.createHybridCacheOptions(),
        }),
      ]);

      await app.get(HybridCache).set('key', 1);
      expect(await app.get(HybridCache).get('key')).toBe(1);
    });

    it('takes options from a class, and from one that exists', async () => {
      const byClass = await start([HybridCacheModule.forRootAsync({ useClass: Settings })]);
      const byExisting = await start([
        HybridCacheModule.forRootAsync({ imports: [SettingsModule], useExisting: Settings }),
      ]);

      await byClass.get(HybridCache).set('key', 1);
      await byExisting.get(HybridCache).set('key', 2);
      expect(await byClass.get(HybridCache).get('key', { useLocal: false })).toBe(1);
      expect(await byExisting.get(HybridCache).get('key', { useLocal: false })).toBe(2);
    });

    it('gives a named cache', async () => {
      const app = await start([
        HybridCacheModule.forRootAsync({ name: 'other', useFactory: options }),
      ]);

      expect(app.get(getHybridCacheToken('other'))).toBeInstanceOf(HybridCache);
      expect(() => app.get(HybridCache)).toThrow();
    });

    it('asks for exactly one way to get the options', () => {
      expect(() => HybridCacheModule.forRootAsync({})).toThrow(HybridCacheConfigurationError);
      expect(() =>
        HybridCacheModule.forRootAsync({ useClass: Settings, useFactory: options }),
      ).toThrow('given one of useFactory, useClass and useExisting');
    });
  });

  describe('options', () => {
    const bad: [option: string, value: unknown, message: string][] = [
      [
        'keyPrefix',
        'my:app',
        "keyPrefix is 'my:app', but must be letters, digits, '.', '_' and '-'",
      ],
      ['keyPrefix', '', "keyPrefix is '', but must be letters"],
      ['enabled', 'yes', "enabled is 'yes', but must be true or false"],
      ['isGlobal', 1, 'isGlobal is 1, but must be true or false'],
      [
        'connection',
        'redis://x',
        "connection is 'redis://x', but must be { url: 'redis://host:6379' }",
      ],
      ['connection', {}, 'connection is {}, but must be'],
      [
        'connection',
        { url: 'http://x' },
        "connection.url is 'http://x', but must be a URL such as",
      ],
      ['connection', { url: 'redis://x', option: {} }, 'but must be { url'],
      [
        'connection',
        { embedded: { databases: 0 } },
        'connection.embedded.databases is 0, but must be a whole number of at least 1',
      ],
      [
        'connection',
        { embedded: { scripts: { onError: 'ignore' } } },
        "connection.embedded.scripts.onError is 'ignore', but must be 'keep' or 'rollback'",
      ],
      [
        'connection',
        { embedded: { scripts: { timeLimit: 5 } } },
        'connection.embedded.scripts.timeLimit is 5, but must be left out: there is no such option',
      ],
      [
        'connection',
        { embedded: { config: { maxmemory: 'much' } } },
        "connection.embedded.config.maxmemory is 'much', but must be another value: argument must be a memory value",
      ],
      ['connection', { cluster: { nodes: [] } }, 'but must be { url'],
      [
        'connection',
        { options: { keyPrefix: 'a' } },
        "connection.options.keyPrefix is 'a', but must be left out",
      ],
      ['commandTimeout', 0, 'commandTimeout is 0, but must be a number of milliseconds'],
      ['cache', { ttl: 'soon' }, "cache.ttl is 'soon', but must be a number of milliseconds"],
      ['cache', { localTtl: -1 }, 'cache.localTtl is -1, but must be'],
      ['cache', { useLocal: 'no' }, "cache.useLocal is 'no', but must be true or false"],
      [
        'cache',
        { localMaxEntries: 0 },
        'cache.localMaxEntries is 0, but must be a whole number of at least 1',
      ],
      [
        'cache',
        { maxPayloadBytes: 1.5 },
        'cache.maxPayloadBytes is 1.5, but must be a whole number',
      ],
      [
        'cache',
        { serializer: {} },
        'cache.serializer is {}, but must be an object with name, serialize()',
      ],
      [
        'cache',
        { tll: 5 },
        'cache.tll is 5, but must be left out: there is no such option. Known here: ',
      ],
      ['conection', {}, 'conection is {}, but must be left out: there is no such option'],
    ];

    it.each(bad)('stops the app for %s: %j', async (option, value, message) => {
      const given = { ...options(), [option]: value };

      await expect(start([HybridCacheModule.forRoot(given)])).rejects.toThrow(message);
    });

    it('takes undefined for left out, as process.env gives it', async () => {
      const given = {
        ...options(),
        name: undefined,
        enabled: undefined,
        cache: { ttl: undefined },
      };

      await expect(start([HybridCacheModule.forRoot(given)])).resolves.toBeDefined();
    });

    it('stops the app when useFactory gives another name than forRootAsync', async () => {
      const useFactory = () => ({ ...options(), name: 'inner' });

      await expect(
        start([HybridCacheModule.forRootAsync({ name: 'outer', useFactory })]),
      ).rejects.toThrow("name is 'inner', but must be given to forRootAsync itself (outer there)");
    });
  });

  describe('shutdown', () => {
    it('closes the connection that it made', async () => {
      const server = await RedisServer.start();
      const app = await start([HybridCacheModule.forRoot({ connection: { url: server.url } })]);
      await app.get(HybridCache).set('key', 1);

      await app.close();

      const client = server.client();
      await waitFor(async () => /connected_clients:1\b/.test(await client.info('clients')));
      await expect(app.get(HybridCache).set('key', 2)).rejects.toThrow('the app shut down');
      await server.stop();
    });

    it("does not close a client that is the app's own", async () => {
      const client = new Redis(sharedRedisUrl());
      const app = await start([
        HybridCacheModule.forRoot({ ...options(), connection: { client } }),
      ]);
      await app.get(HybridCache).set('key', 1);

      await app.close();

      expect(await client.ping()).toBe('PONG');
      client.disconnect();
    });

    it('ends soon although the server hangs', async () => {
      const server = await RedisServer.start();
      const app = await start([HybridCacheModule.forRoot({ connection: { url: server.url } })]);
      server.pause();

      const begun = performance.now();
      await app.close();

      expect(performance.now() - begun).toBeLessThan(1500);
      server.resume();
      await server.stop();
    });
  });
});

describeBackends('HybridCacheModule.forFeature', backend => {
  const apps: TestingModule[] = [];
  afterEach(async () => {
    await Promise.all(apps.splice(0).map(app => app.close()));
  });
  const start = async (...imports: DynamicModule[]): Promise<TestingModule> => {
    const root = { keyPrefix: uniquePrefix(), connection: backend.connection() };
    const app = await Test.createTestingModule({
      imports: [HybridCacheModule.forRoot({ ...root, isGlobal: true }), ...imports],
      providers: [Counters],
    }).compile();
    apps.push(app);
    return app.init();
  };

  it('injects a script as a typed function', async () => {
    const { add, executor } = (
      await start(HybridCacheModule.forFeature({ scripts: [addIfThere] }))
    ).get(Counters);

    expect(await add({ counter: 'visits' }, { by: 5 })).toBeNull();
    await executor.execute("return redis.call('SET', KEYS[1], 1)", ['visits']);
    expect(await add({ counter: 'visits' }, { by: 5 })).toBe(6);
    expect(await executor.execute('add-if-there', ['visits'], [4])).toEqual({
      success: true,
      result: 10,
    });
  });

  it('registers the scripts of a folder by their names', async () => {
    @Injectable()
    class Greeter {
      constructor(
        @InjectScript('greet') readonly greet: (keys: object, args: object) => Promise<unknown>,
      ) {}
    }
    const directory = fileURLToPath(new URL('./fixtures/scripts', import.meta.url));
    const app = await Test.createTestingModule({
      imports: [
        HybridCacheModule.forRoot({ keyPrefix: uniquePrefix(), connection: backend.connection() }),
        HybridCacheModule.forFeature({ directories: [directory] }),
      ],
      providers: [Greeter],
    }).compile();
    apps.push(app);

    expect(await app.get(Greeter).greet({ keys: ['key'] }, { values: ['Ada'] })).toBe('Hello, Ada');
    expect(await app.get(ScriptExecutor).execute('greet', ['key'], ['Bob'])).toMatchObject({
      result: 'Hello, Bob',
    });
  });

  it('works where the module itself is not visible', async () => {
    const app = await Test.createTestingModule({
      imports: [
        HybridCacheModule.forRoot({
          keyPrefix: uniquePrefix(),
          connection: backend.connection(),
          isGlobal: false,
        }),
        HybridCacheModule.forFeature({ scripts: [addIfThere] }),
      ],
      providers: [Counters],
    }).compile();
    apps.push(app);

    expect(await app.get(Counters).add({ counter: 'visits' }, { by: 5 })).toBeNull();
  });

  it('stops the app for a script that is not Lua, with its file and line', async () => {
    const broken = defineScript({
      name: 'broken',
      file: fileURLToPath(new URL('./fixtures/broken.lua', import.meta.url)),
    });
    const starting = start(HybridCacheModule.forFeature({ scripts: [addIfThere, broken] }));

    await expect(starting).rejects.toThrow(ScriptSyntaxError);
    await expect(starting).rejects.toThrow(/broken\.lua:3\)/);
  });

  it('stops the app for two scripts of one name', async () => {
    const impostor = defineScript({ name: 'add-if-there', lua: 'return 1' });

    await expect(
      start(HybridCacheModule.forFeature({ scripts: [addIfThere, impostor] })),
    ).rejects.toThrow("script name is 'add-if-there', but must be unique");
  });

  it('stops the app for a folder that is not there', () => {
    expect(() => HybridCacheModule.forFeature({ directories: ['/nowhere'] })).toThrow(
      "directories is '/nowhere', but must be a folder that can be read",
    );
  });
});

function elsewhere(module: new () => object): DynamicModule {
  return { module };
}
