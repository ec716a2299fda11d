import { afterAll, beforeAll, describe } from '@jest/globals';
import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  type INestApplication,
  type ModuleMetadata,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request, { type Response } from 'supertest';
import { HybridCacheModule, type HybridCacheModuleOptions } from '../../../lib/index.js';
import { sharedRedisUrl, uniquePrefix } from '../../support/redis-url.js';

/** Both trust the proxy that tests play on this machine, so that a test may come from anywhere. */
const adapters = {
  Express: () => {
    const adapter = new ExpressAdapter();
    adapter.set('trust proxy', 'loopback');
    return adapter;
  },
  Fastify: () => new FastifyAdapter({ trustProxy: '127.0.0.1' }),
};

export type AdapterName = keyof typeof adapters;

/** Stands for authentication: whoever says a name in `x-user` is that user. */
@Injectable()
export class UserGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const req = context.switchToHttp().getRequest<{
      headers: Record<string, string>;
      user?: { id: string };
    }>();
    const id = req.headers['x-user'];
    if (id !== undefined) req.user = { id };
    return true;
  }
}

/** An app with limits, driven over HTTP. */
export class LimitedApp implements AsyncDisposable {
  static async start(
    metadata: ModuleMetadata,
    options: HybridCacheModuleOptions = {},
    adapter: AdapterName = 'Express',
  ): Promise<LimitedApp> {
    const connection = { url: sharedRedisUrl() };
    const cache = HybridCacheModule.forRoot({ connection, keyPrefix: uniquePrefix(), ...options });
    const testing = await Test.createTestingModule({
      ...metadata,
      imports: [...(metadata.imports ?? []), cache],
      providers: [...(metadata.providers ?? []), { provide: APP_GUARD, useClass: UserGuard }],
    }).compile();
    const app = testing.createNestApplication(adapters[adapter](), { logger: false });
    // A port of its own: supertest would else open the server for each of several requests at once.
    await app.listen(0, '127.0.0.1');
    return new LimitedApp(app);
  }

  private constructor(readonly app: INestApplication) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return request(this.app.getHttpServer()).get(path).set(headers);
  }

  /** A request from an address, through the proxy. */
  from(address: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.get(path, { ...headers, 'x-forwarded-for': address });
  }

  /** The status of each of several requests, one after the other. */
  async statuses(times: number, send: () => Promise<Response>): Promise<number[]> {
    const statuses: number[] = [];
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (let i = 0; i < times; i++) statuses.push((await send()).status);
    return statuses;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app.close();
  }
}

/** Runs the same spec on both platforms. */
export function describeAdapters(
  title: string,
  metadata: ModuleMetadata,
  spec: (app: () => LimitedApp) => void,
): void {
  const names: AdapterName[] = ['Express', 'Fastify'];
  describe.each(names)(`${title} on %s`, adapter => {
    let app: LimitedApp | undefined;

    beforeAll(async () => {
      app = await LimitedApp.start(metadata, {}, adapter);
    });
    afterAll(() => app?.[Symbol.asyncDispose]());

    spec(() => {
      if (app === undefined) throw new Error('The app runs only within hooks and tests');
      return app;
    });
  });
}
