import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Inject, Injectable } from '@nestjs/common';
import {
  getCacheToken,
  RateLimited,
  RateLimiter,
  type RateLimitPolicy,
} from '../../../lib/index.js';
import { LimitedApp } from './limited-app.js';

const policy: RateLimitPolicy = { name: 'named', limit: 1, window: '1h' };

@Controller()
class CityController {
  @Get('named')
  @RateLimited({ ...policy, by: 'everybody', cache: 'limits' })
  named(): string {
    return 'city';
  }
}

@Injectable()
class Limits {
  constructor(@Inject(getCacheToken(RateLimiter, 'limits')) readonly limiter: RateLimiter) {}
}

describe('@RateLimited with a named cache', () => {
  let app: LimitedApp;

  beforeAll(async () => {
    const metadata = { controllers: [CityController], providers: [Limits] };
    app = await LimitedApp.start(metadata, { name: 'limits' });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it('counts on the connection of that cache, as its RateLimiter does', async () => {
    const { limiter } = app.app.get(Limits);
    expect(await app.statuses(2, () => app.get('/named'))).toEqual([200, 429]);
    expect(await limiter.limit('everybody', policy)).toMatchObject({ allowed: false });
    await limiter.reset('everybody', policy);
    expect(await app.statuses(2, () => app.get('/named'))).toEqual([200, 429]);
  });
});
