import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, Injectable, Logger } from '@nestjs/common';
import { RateLimited, RateLimitUnavailableError } from '../../../lib/index.js';
import { RedisServer } from '../../support/redis-server.js';
import { waitFor } from '../../support/wait-for.js';
import { LimitedApp } from './limited-app.js';

const COMMAND_TIMEOUT_MS = 200;
const limit = { limit: 1, window: '1h' };

@Injectable()
class Mailer {
  @RateLimited({ ...limit, by: '{0}', onUnavailable: 'deny' })
  async send(to: string): Promise<string> {
    return to;
  }
}

@Controller()
class FaultController {
  @Get('allow')
  @RateLimited(limit)
  allow(): string {
    return 'city';
  }

  @Get('deny')
  @RateLimited({ ...limit, onUnavailable: 'deny' })
  deny(): string {
    return 'city';
  }
}

describe('@RateLimited, when the server', () => {
  let server: RedisServer;
  let app: LimitedApp;

  beforeEach(async () => {
    server = await RedisServer.start();
    app = await LimitedApp.start(
      { controllers: [FaultController], providers: [Mailer] },
      { connection: { url: server.url }, commandTimeout: COMMAND_TIMEOUT_MS },
    );
  });
  afterEach(async () => {
    if (server.running) server.resume();
    await app[Symbol.asyncDispose]();
    await server.stop();
  });

  const faults: Record<string, () => unknown> = {
    'is gone': () => server.kill(),
    hangs: () => server.pause(),
    'is out of memory': () => server.client().config('SET', 'maxmemory', '1'),
    'is read-only': () => server.client().replicaof('127.0.0.1', 1),
  };

  describe.each(Object.entries(faults))('%s', (_fault, cause) => {
    beforeEach(async () => {
      await cause();
    });

    it('lets requests pass by default, within the deadline and without a count', async () => {
      const began = performance.now();
      const { status, headers } = await app.get('/allow');
      expect(performance.now() - began).toBeLessThan(COMMAND_TIMEOUT_MS + 1000);
      expect(status).toBe(200);
      expect(headers).not.toHaveProperty('ratelimit');
      expect((await app.get('/allow')).status).toBe(200);
    });

    it('answers 503 within the deadline where onUnavailable says so', async () => {
      const began = performance.now();
      const { status, body } = await app.get('/deny');
      expect(performance.now() - began).toBeLessThan(COMMAND_TIMEOUT_MS + 1000);
      expect(status).toBe(503);
      expect(body).toMatchObject({ message: /cannot be checked now/ });
    });

    it('rejects calls of providers with an error that has the cause', async () => {
      const rejected = await app.app
        .get(Mailer)
        .send('a')
        .catch((error: unknown) => error);
      expect(rejected).toBeInstanceOf(RateLimitUnavailableError);
      expect(rejected).toMatchObject({ code: 'RATE_LIMIT_UNAVAILABLE', policy: 'Mailer.send' });
      expect(rejected).toHaveProperty('cause.code');
    });
  });

  it('is away, says so once, and counts again when it is back', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    try {
      await server.kill();
      await app.statuses(5, () => app.get('/allow'));
      await app.statuses(5, () => app.get('/deny'));
      const said = warn.mock.calls.filter(([text]) => String(text).includes('Rate limits cannot'));
      expect(said).toHaveLength(1);
      await server.restart();
      await waitFor(async () => (await app.get('/allow')).status === 429, { timeout: 5000 });
    } finally {
      warn.mockRestore();
    }
  });
});
