import { expect, it } from '@jest/globals';
import { Controller, Get, Injectable } from '@nestjs/common';
import { Cacheable, RateLimited, RateLimitExceededError } from '../../../lib/index.js';
import { describeAdapters } from './limited-app.js';

const limit = { limit: 2, window: '1h' };

@Injectable()
class CityService {
  runs = 0;

  @Cacheable({ key: 'service:{0}' })
  @RateLimited({ ...limit, by: '{0}' })
  async find(name: string): Promise<string> {
    this.runs++;
    return name;
  }
}

@Controller()
class CityController {
  runs = 0;

  @Get('cache-first')
  @Cacheable({ key: 'cache-first' })
  @RateLimited(limit)
  cacheFirst(): { runs: number } {
    return { runs: ++this.runs };
  }

  @Get('limit-first')
  @RateLimited(limit)
  @Cacheable({ key: 'limit-first' })
  limitFirst(): { runs: number } {
    return { runs: ++this.runs };
  }
}

const metadata = { controllers: [CityController], providers: [CityService] };

describeAdapters('@RateLimited and @Cacheable', metadata, app => {
  it.each(['/cache-first', '/limit-first'])(
    'limit answers from the cache too, and never cache a 429: %s',
    async path => {
      const answers = [];
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      for (let i = 0; i < 3; i++) answers.push(await app().from('192.0.2.1', path));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
      expect(answers[1]?.body).toEqual(answers[0]?.body);
      const other = await app().from('192.0.2.2', path);
      expect(other.status).toBe(200);
      expect(other.body).toEqual(answers[0]?.body);
      expect(other.headers['ratelimit']).toMatch(/;r=1;t=3600$/);
    },
  );

  it('do so on a method of a provider, whichever stands first', async () => {
    const service = app().app.get(CityService);
    expect(await service.find('Bern')).toBe('Bern');
    expect(await service.find('Bern')).toBe('Bern');
    expect(service.runs).toBe(1);
    await expect(service.find('Bern')).rejects.toThrow(RateLimitExceededError);
  });
});
