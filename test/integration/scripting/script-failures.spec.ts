import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ServerUnavailableError } from '../../../lib/errors/index.js';
import { LuaScripts } from '../../../lib/scripting/library/index.js';
import { arg, defineScript, reply, ScriptRuntimeError } from '../../../lib/scripting/index.js';
import { freePort } from '../../support/free-port.js';
import { RedisCluster } from '../../support/redis-cluster.js';
import { RedisServer } from '../../support/redis-server.js';
import { errorOf, ExecutorUnderTest, resultOf } from '../../support/script-executor.js';
import { waitFor } from '../../support/wait-for.js';

const DEADLINE = 500;

const add = defineScript({
  name: 'add',
  keys: ['counter'],
  args: { by: arg.integer() },
  returns: reply.integer(),
  lua: "return redis.call('INCRBY', KEYS[1], ARGV[1])",
});

describe('scripts on a server that fails', () => {
  let server: RedisServer;
  let opened: ExecutorUnderTest;

  beforeEach(async () => {
    server = await RedisServer.start();
    opened = await ExecutorUnderTest.open({ url: server.url }, { commandTimeout: DEADLINE });
  });
  afterEach(async () => {
    await opened.connection.close();
    await server.stop();
  });

  const call = () => opened.executor.execute(add, ['counter'], [1]);

  it('come back after SCRIPT FLUSH, without the caller noticing', async () => {
    const prepared = await opened.executor.prepare(add);
    expect(resultOf(await prepared.execute(['counter'], [1]))).toBe(1);
    await server.client().script('FLUSH');
    expect(resultOf(await prepared.execute(['counter'], [1]))).toBe(2);
    expect(await prepared.run({ counter: 'counter' }, { by: 1 })).toBe(3);
  });

  it('come back for all calls at the same time, each of which runs once', async () => {
    await call();
    await server.client().script('FLUSH');
    const results = await Promise.all(Array.from({ length: 50 }, call));
    expect(results.map(resultOf).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 2),
    );
  });

  it('come back after a restart', async () => {
    expect(resultOf(await call())).toBe(1);
    const up = opened.next('up');
    await server.restart();
    await up;
    expect(resultOf(await call())).toBe(1);
  });

  it('give a ServerUnavailableError at once while the server is gone', async () => {
    await call();
    const down = opened.next('down');
    await server.kill();
    await down;
    const begin = performance.now();
    const result = await call();
    expect(performance.now() - begin).toBeLessThan(DEADLINE);
    expect(errorOf(result)).toBeInstanceOf(ServerUnavailableError);
    expect(errorOf(result)).toMatchObject({ code: 'SERVER_UNAVAILABLE' });
    await expect(opened.executor.run(add, { counter: 'k' }, { by: 1 })).rejects.toThrow(
      ServerUnavailableError,
    );
    await expect(opened.executor.prepare(add)).rejects.toThrow(ServerUnavailableError);
    const removal = await opened.executor.execute(LuaScripts.DeleteByPattern, ['*'], [10]);
    expect(errorOf(removal)).toBeInstanceOf(ServerUnavailableError);
  });

  it('give it to calls that are under way when the server dies', async () => {
    await call();
    server.pause();
    const calls = Array.from({ length: 10 }, call);
    await server.kill();
    for (const result of await Promise.all(calls)) {
      expect(errorOf(result)).toBeInstanceOf(ServerUnavailableError);
    }
  });

  it('give it at the deadline while the server hangs, and go on when it wakes up', async () => {
    await call();
    server.pause();
    const begin = performance.now();
    const result = await call();
    const took = performance.now() - begin;
    expect(errorOf(result)).toBeInstanceOf(ServerUnavailableError);
    expect(errorOf(result).message).toContain(`did not answer EVALSHA within ${DEADLINE} ms`);
    expect(took).toBeGreaterThanOrEqual(DEADLINE - 5);
    expect(took).toBeLessThan(DEADLINE + 500);
    server.resume();
    expect(await waitFor(async () => (await call()).result)).toBeGreaterThan(1);
  });

  it('give it while another script keeps the server busy', async () => {
    const admin = server.client();
    await call();
    await admin.config('SET', 'busy-reply-threshold', '1');
    const endless = server
      .client()
      .eval('while true do end', 0)
      .catch(() => undefined);
    const busy = await waitFor(async () => {
      const result = await call();
      return !result.success && result.errorMessage.includes('BUSY') ? result.error : undefined;
    });
    expect(busy).toBeInstanceOf(ServerUnavailableError);
    await admin.script('KILL');
    await endless;
    expect(await waitFor(async () => (await call()).success)).toBe(true);
  });

  it('say OOM when the memory is full, and run again when there is room', async () => {
    const admin = server.client();
    await opened.executor.prepare(add);
    await admin.config('SET', 'maxmemory', '1');
    const error = errorOf(await call());
    expect(error).toBeInstanceOf(ScriptRuntimeError);
    expect(error).toMatchObject({ serverCode: 'OOM', script: 'add', line: 1 });
    await admin.config('SET', 'maxmemory', '0');
    expect(resultOf(await call())).toBe(1);
  });

  it('say READONLY on a replica, and still read there', async () => {
    await server.client().set('name', 'value');
    await using replica = await RedisServer.start({ replicaOf: server });
    await using reader = await ExecutorUnderTest.open({ url: replica.url });
    const admin = replica.client();
    await waitFor(async () => (await admin.get('name')) === 'value');
    const write = await reader.executor.execute(add, ['counter'], [1]);
    expect(errorOf(write)).toMatchObject({ serverCode: 'READONLY', line: 1 });
    const read = await reader.executor.execute(LuaScripts.GetMultiple, ['name', 'none']);
    expect(resultOf(read)).toEqual(['value', null]);
  });

  it('say NOPERM when the user may not run scripts', async () => {
    const admin = server.client();
    await admin.call('ACL', 'SETUSER', 'reader', 'on', '>secret', '~*', '+@all', '-@scripting');
    const url = server.url.replace('redis://', 'redis://reader:secret@');
    await using restricted = await ExecutorUnderTest.open({ url });
    const result = await restricted.executor.execute(add, ['counter'], [1]);
    expect(errorOf(result)).toMatchObject({ serverCode: 'NOPERM' });
  });

  it('fail when the connection was closed, and do not hang', async () => {
    await opened.connection.close();
    expect(errorOf(await call())).toBeInstanceOf(ServerUnavailableError);
  });

  it('do not hang where there is no server at all', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    await using lonely = await ExecutorUnderTest.open({ url }, { commandTimeout: DEADLINE });
    expect(lonely.connection.isUp).toBe(false);
    expect(errorOf(await lonely.executor.execute(add, ['counter'], [1]))).toBeInstanceOf(
      ServerUnavailableError,
    );
  });
});

describe('scripts on a server before 7.0, which has no EVALSHA_RO', () => {
  it('are sent as EVALSHA when they only read', async () => {
    await using server = await RedisServer.start({ args: ['--rename-command', 'EVALSHA_RO', ''] });
    await using opened = await ExecutorUnderTest.open({ url: server.url });
    const send = jest.spyOn(opened.connection, 'send');
    const calls = [
      await opened.executor.execute(LuaScripts.GetMultiple, ['a', 'b']),
      await opened.executor.execute(LuaScripts.GetMultiple, ['a', 'b']),
    ];
    expect(calls.map(resultOf)).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(send.mock.calls.map(([name]) => name)).toEqual([
      'script',
      'evalsha_ro',
      'evalsha',
      'evalsha',
    ]);
  });

  it('stay read-only when it was the script that called an unknown command', async () => {
    await using server = await RedisServer.start();
    await using opened = await ExecutorUnderTest.open({ url: server.url });
    const script = defineScript({ name: 'odd', readOnly: true, lua: "return redis.call('NOPE')" });
    expect((await opened.executor.execute(script)).success).toBe(false);
    // As Valkey words it.
    const valkey = "return redis.error_reply('ERR Unknown command called from script')";
    await opened.executor.execute(defineScript({ name: 'valkey', readOnly: true, lua: valkey }));
    const send = jest.spyOn(opened.connection, 'send');
    await opened.executor.execute(script);
    expect(send.mock.calls.map(([name]) => name)).toEqual(['evalsha_ro']);
  });
});

describe('scripts on a cluster that fails', () => {
  it('run on the masters that are left, and DeleteByPattern leaves none out silently', async () => {
    await using cluster = await RedisCluster.start();
    const connection = { cluster: { nodes: cluster.nodes } };
    await using opened = await ExecutorUnderTest.open(connection, { commandTimeout: DEADLINE });
    const { executor } = opened;
    const keys = Array.from({ length: 60 }, (_, i) => `k${i}`);
    const addAll = () => Promise.all(keys.map(name => executor.execute(add, [name], [1])));
    expect((await addAll()).every(({ success }) => success)).toBe(true);

    // The nodes left answer for their slots: by default a cluster with a hole refuses all of them.
    const admins = cluster.masters.map(master => master.client());
    await Promise.all(
      admins.map(admin => admin.config('SET', 'cluster-require-full-coverage', 'no')),
    );
    await cluster.masters[0]?.kill();
    const results = await addAll();
    expect(results.some(({ success }) => success)).toBe(true);
    for (const { success, error } of results.filter(result => !result.success)) {
      expect([success, error]).toEqual([false, expect.any(ServerUnavailableError)]);
    }
    const fresh = defineScript({ name: 'fresh', lua: 'return 42' });
    await expect(executor.prepare(fresh)).resolves.toBeDefined();
    const removal = () => executor.execute(LuaScripts.DeleteByPattern, ['*'], [10]);
    expect(errorOf(await removal())).toBeInstanceOf(ServerUnavailableError);
    expect(errorOf(await removal())).toBeInstanceOf(ServerUnavailableError);
  });

  it('give a ServerUnavailableError when no node is known', async () => {
    const nodes = [{ host: '127.0.0.1', port: await freePort() }];
    await using opened = await ExecutorUnderTest.open({ cluster: { nodes } });
    const { executor } = opened;
    expect(errorOf(await executor.execute(add, ['k'], [1]))).toBeInstanceOf(ServerUnavailableError);
    await expect(executor.prepare(add)).rejects.toThrow(ServerUnavailableError);
    const removal = await executor.execute(LuaScripts.DeleteByPattern, ['*'], [10]);
    expect(errorOf(removal)).toBeInstanceOf(ServerUnavailableError);
  });
});
