import { access } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RedisServer } from '../../support/redis-server.js';
import { waitFor } from '../../support/wait-for.js';

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function asStrings(reply: unknown): string[] {
  return Array.isArray(reply) ? reply.map(String) : [];
}

describe('RedisServer', () => {
  let server: RedisServer;

  beforeEach(async () => {
    server = await RedisServer.start();
  });
  afterEach(() => server.stop());

  it('answers as soon as it has started', async () => {
    expect(await server.client().ping()).toBe('PONG');
    expect(server.url).toBe(`redis://127.0.0.1:${server.port}`);
  });

  it('takes further arguments', async () => {
    await using small = await RedisServer.start({ args: ['--maxmemory', '5mb'] });
    expect(await small.client().info('memory')).toContain('maxmemory:5242880');
  });

  it('follows another server', async () => {
    await using replica = await RedisServer.start({ replicaOf: server });
    const follower = replica.client();
    await waitFor(async () => (await follower.info('replication')).includes('link_status:up'));
    await server.client().set('key', 'value');
    await waitFor(async () => (await follower.get('key')) === 'value');
  });

  it('refuses a port that is taken', async () => {
    await expect(RedisServer.start({ port: server.port })).rejects.toThrow('did not start');
  });

  it('answers nothing while it is paused and everything once it is resumed', async () => {
    const client = server.client();
    await client.ping();
    server.pause();
    const answer = client.ping();
    expect(await Promise.race([answer, sleep(100)])).toBeUndefined();
    server.resume();
    expect(await answer).toBe('PONG');
  });

  it('is gone once it is killed', async () => {
    const { pid } = server;
    await server.kill();
    expect(isAlive(pid)).toBe(false);
    expect(server.running).toBe(false);
    expect(() => server.pause()).toThrow('not running');
  });

  it('comes back empty on the same port, and its clients with it', async () => {
    const client = server.client();
    await client.set('key', 'value');
    const sha = String(await client.script('LOAD', 'return 1'));
    const { pid, port } = server;
    await server.restart();
    expect(await client.get('key')).toBeNull();
    expect(await client.script('EXISTS', sha)).toEqual([0]);
    expect(server.port).toBe(port);
    expect(server.pid).not.toBe(pid);
  });

  it('comes back after it was killed', async () => {
    await server.kill();
    await server.restart();
    expect(await server.client().ping()).toBe('PONG');
  });

  it('stops even if it is paused, and leaves neither clients nor files', async () => {
    const client = server.client();
    const [, folder] = await client.call('CONFIG', 'GET', 'dir').then(asStrings);
    server.pause();
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
    expect(client.status).toBe('end');
    await expect(access(folder ?? '')).rejects.toThrow('ENOENT');
  });

  it('may be stopped twice', async () => {
    await server.stop();
    await expect(server.stop()).resolves.toBeUndefined();
  });
});
