import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, Logger } from '@nestjs/common';
import {
  type ClientProxy,
  ClientProxyFactory,
  MessagePattern,
  Payload,
  RpcException,
  Transport,
} from '@nestjs/microservices';
import { firstValueFrom, from, lastValueFrom, type Observable, Subject, toArray } from 'rxjs';
import { Cacheable, CacheEvict } from '../../../lib/index.js';
import { freePort } from '../../support/free-port.js';
import { deferred, waitFor } from '../../support/wait-for.js';
import { type CachedApp, PLATFORMS, startApp } from './cached-app.js';

const runs: string[] = [];
let gate = deferred();
let live = new Subject<number>();

@Controller()
class CitiesController {
  @Get('http')
  @Cacheable()
  http(): object {
    runs.push('http');
    return { from: 'http' };
  }

  @MessagePattern('find')
  @Cacheable()
  find(@Payload() data: { id: number }): object {
    runs.push('find');
    return { id: data.id };
  }

  @MessagePattern('keyed')
  @Cacheable({ key: 'rpc:{data.id}' })
  keyed(@Payload() data: { id: number }): object {
    runs.push('keyed');
    return { id: data.id };
  }

  @MessagePattern('evict')
  @CacheEvict({ key: 'rpc:{data.id}' })
  evict(): Observable<number> {
    return from([1, 2]);
  }

  @MessagePattern('slow')
  @Cacheable()
  async slow(): Promise<number> {
    runs.push('slow');
    await gate.promise;
    return 1;
  }

  @MessagePattern('failing')
  @Cacheable()
  async failing(): Promise<number> {
    runs.push('failing');
    throw new RpcException('no tea');
  }

  @MessagePattern('single')
  @Cacheable()
  single(): Observable<number> {
    runs.push('single');
    return from([1]);
  }

  @MessagePattern('stream')
  @Cacheable()
  stream(): Observable<number> {
    runs.push('stream');
    return from([1, 2, 3]);
  }

  @MessagePattern('live')
  @Cacheable()
  live(): Observable<number> {
    runs.push('live');
    return live;
  }
}

describe.each(PLATFORMS)(
  '@Cacheable on RPC handlers of an app that also serves HTTP (%s)',
  platform => {
    let cached: CachedApp;
    let client: ClientProxy;
    const warn = jest.spyOn(Logger.prototype, 'warn');

    beforeAll(async () => {
      const options = { host: '127.0.0.1', port: await freePort() };
      cached = await startApp({
        platform,
        controllers: [CitiesController],
        prepare: async app => {
          app.connectMicroservice({ transport: Transport.TCP, options });
          await app.startAllMicroservices();
        },
      });
      client = ClientProxyFactory.create({ transport: Transport.TCP, options });
      await client.connect();
    });
    beforeEach(() => {
      runs.length = 0;
      gate = deferred();
      live = new Subject();
      warn.mockReset();
    });
    afterAll(async () => {
      await client.close();
      await cached.close();
    });

    const send = (pattern: string, data: unknown = {}): Promise<unknown> =>
      lastValueFrom(client.send<unknown>(pattern, data));

    it('caches both', async () => {
      expect(await send('find', { id: 1 })).toEqual({ id: 1 });
      expect(await send('find', { id: 1 })).toEqual({ id: 1 });
      expect(await send('find', { id: 2 })).toEqual({ id: 2 });
      expect(runs).toEqual(['find', 'find']);

      await cached.get('/http').expect(200, { from: 'http' });
      await cached.get('/http').expect(200, { from: 'http' });
      expect(runs).toEqual(['find', 'find', 'http']);
      expect(warn).not.toHaveBeenCalled();
    });

    it('caches by a template of the data, and evicts by one', async () => {
      await send('keyed', { id: 1, other: 1 });
      await send('keyed', { id: 1, other: 2 });
      expect(runs).toHaveLength(1);

      expect(await send('evict', { id: 1 })).toBe(2);
      await send('keyed', { id: 1 });
      expect(runs).toHaveLength(2);
    });

    it('does not cache a message without what its key needs', async () => {
      await send('keyed', {});
      await send('keyed', {});
      expect(runs).toHaveLength(2);
      expect(warn).toHaveBeenCalledTimes(1);
    });

    it('runs the handler once for equal messages at the same time', async () => {
      const calls = Array.from({ length: 20 }, () => send('slow'));
      await waitFor(() => runs.length > 0);
      gate.resolve();

      expect(new Set(await Promise.all(calls))).toEqual(new Set([1]));
      expect(runs).toEqual(['slow']);
    });

    it('passes on what the handler throws', async () => {
      await expect(send('failing')).rejects.toMatchObject({ message: 'no tea' });
      await expect(send('failing')).rejects.toMatchObject({ message: 'no tea' });
      expect(runs).toHaveLength(2);
    });

    it('caches a stream of one value', async () => {
      expect([await send('single'), await send('single')]).toEqual([1, 1]);
      expect(runs).toHaveLength(1);
    });

    it('passes every value of a stream on', async () => {
      for (const time of [1, 2]) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const values = await firstValueFrom(client.send<number>('stream', {}).pipe(toArray()));
        expect(values).toEqual([1, 2, 3]);
        expect(runs).toHaveLength(time);
      }
      expect(String(warn.mock.calls)).toContain('a stream of several values');
    });

    it('passes the values of a stream on while it goes on', async () => {
      const seen: number[] = [];
      const end = lastValueFrom(client.send<number>('live', {}).pipe(toArray()));
      const watching = client.send<number>('live', {}).subscribe(value => seen.push(value));
      await waitFor(() => runs.length > 0 && live.observed);
      live.next(1);
      live.next(2);
      // The one who had joined begins with a stream of its own.
      await waitFor(() => runs.length === 2);
      live.next(3);
      await waitFor(() => seen.includes(3));
      live.complete();

      expect(await end).toContain(3);
      watching.unsubscribe();
    });
  },
);
