import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Injectable, Query, Scope } from '@nestjs/common';
import {
  HybridCacheConfigurationError,
  RateLimited,
  RateLimitExceededError,
} from '../../../lib/index.js';
import { LimitedApp } from './limited-app.js';

@Injectable()
class Mailer {
  readonly sent: string[] = [];
  domain = 'one';

  @RateLimited({ limit: 2, window: '1h', by: (to: string) => to })
  async send(to: string, text: string): Promise<number> {
    return this.sent.push(`${to}: ${text}`);
  }

  @RateLimited({ limit: 1, window: '1h', by: '{0.id}' })
  async notify(user: { id?: number }): Promise<string> {
    return `notified ${user.id}`;
  }

  @RateLimited({
    limit: 1,
    window: '1h',
    by(this: Mailer, to: string) {
      return this.domain + to;
    },
  })
  async withThis(to: string): Promise<string> {
    return to;
  }

  @RateLimited({ limit: 1, window: '1h' })
  async withoutBy(): Promise<void> {}

  @RateLimited({ limit: 1, window: '1h', by: '{user.id}' })
  async byRequest(): Promise<void> {}

  sendTwice(to: string): Promise<unknown> {
    return Promise.all([this.send(to, 'one'), this.send(to, 'two')]);
  }
}

@Injectable({ scope: Scope.REQUEST })
class RequestMailer {
  @RateLimited({ limit: 1, window: '1h', by: '{0}' })
  async send(to: string): Promise<string> {
    return to;
  }
}

@Controller()
class MailController {
  constructor(
    private readonly mailer: Mailer,
    private readonly requestMailer: RequestMailer,
  ) {}

  @Get('mail')
  mail(@Query('to') to: string): Promise<number> {
    return this.mailer.send(to, 'hello');
  }

  @Get('request-mail')
  requestMail(@Query('to') to: string): Promise<string> {
    return this.requestMailer.send(to);
  }
}

describe('@RateLimited on a method of a provider', () => {
  let app: LimitedApp;
  let mailer: Mailer;

  beforeAll(async () => {
    app = await LimitedApp.start({
      controllers: [MailController],
      providers: [Mailer, RequestMailer],
    });
    mailer = app.app.get(Mailer);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it('rejects over the limit, with what a caller needs to come again', async () => {
    await mailer.send('a@example.org', 'one');
    await mailer.send('a@example.org', 'two');
    const rejected = await mailer.send('a@example.org', 'three').catch((error: unknown) => error);
    expect(rejected).toBeInstanceOf(RateLimitExceededError);
    expect(rejected).toMatchObject({
      code: 'RATE_LIMIT_EXCEEDED',
      policy: 'Mailer.send',
      result: { allowed: false, limit: 2, remaining: 0 },
    });
    expect(mailer.sent).toEqual(['a@example.org: one', 'a@example.org: two']);
    expect(await mailer.send('b@example.org', 'one')).toBe(3);
  });

  it('counts calls of the method by its own object', async () => {
    await mailer.sendTwice('c@example.org');
    await expect(mailer.send('c@example.org', 'three')).rejects.toThrow(RateLimitExceededError);
  });

  it('goes by a function that may use the object', async () => {
    await mailer.withThis('a');
    await expect(mailer.withThis('a')).rejects.toThrow(RateLimitExceededError);
    mailer.domain = 'other';
    expect(await mailer.withThis('a')).toBe('a');
  });

  it('goes by a template of the arguments', async () => {
    expect(await mailer.notify({ id: 1 })).toBe('notified 1');
    await expect(mailer.notify({ id: 1 })).rejects.toThrow(RateLimitExceededError);
    expect(await mailer.notify({ id: 2 })).toBe('notified 2');
  });

  it('is an error where it has nobody to go by, and the method is not called', async () => {
    for (const call of [
      () => mailer.withoutBy(),
      () => mailer.byRequest(),
      () => mailer.notify({}),
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- each is one of several like it
      await expect(call()).rejects.toThrow(HybridCacheConfigurationError);
    }
    await expect(mailer.withoutBy()).rejects.toThrow(
      '@RateLimited().by of Mailer.withoutBy is undefined, but must be given',
    );
  });

  it('is answered with 429 when it happens in a request and nobody catches it', async () => {
    const statuses = await app.statuses(3, () => app.get('/mail?to=d@example.org'));
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('counts across the objects of a request-scoped provider', async () => {
    const statuses = await app.statuses(2, () => app.get('/request-mail?to=a'));
    expect(statuses).toEqual([200, 429]);
  });
});
