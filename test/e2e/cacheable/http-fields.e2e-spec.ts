import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  Get,
  Header,
  HttpCode,
  Injectable,
  type NestInterceptor,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { Cacheable } from '../../../lib/index.js';
import { sharedRedisUrl, uniquePrefix } from '../../support/redis-url.js';
import { type CachedApp, PLATFORMS, startApp } from './cached-app.js';

let runs = 0;

@Injectable()
class EnvelopeInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((data: unknown) => ({ data })));
  }
}

@Controller('tags')
class TagsController {
  @Get('object')
  @Cacheable({ ttl: '1h' })
  object(): object {
    runs += 1;
    return { name: 'Zürich' };
  }

  @Get('text')
  @Cacheable({ ttl: '1h' })
  text(): string {
    return 'Zürich';
  }

  @Get('endless')
  @Cacheable({ ttl: Infinity })
  endless(): object {
    return {};
  }

  @Get('remote')
  @Cacheable({ useLocal: false, ttl: '1h' })
  remote(): object {
    return {};
  }

  @Get('accepted')
  @HttpCode(202)
  @Cacheable()
  accepted(): object {
    return {};
  }

  @Get('own-tag')
  @Header('ETag', '"own"')
  @Cacheable()
  ownTag(): object {
    return {};
  }

  @Post('posted')
  @HttpCode(200)
  @Cacheable({ key: 'posted' })
  posted(): object {
    return {};
  }

  @Get('enveloped')
  @UseInterceptors(EnvelopeInterceptor)
  @Cacheable()
  enveloped(): object {
    return { name: 'Bern' };
  }

  @Get('date')
  @Cacheable()
  date(): object {
    return { at: new Date(0) };
  }
}

describe.each(PLATFORMS)('HTTP fields of @Cacheable on %s', platform => {
  let cached: CachedApp;
  let other: CachedApp;

  beforeAll(async () => {
    const keyPrefix = uniquePrefix();
    const options = {
      platform,
      controllers: [TagsController],
      cache: { keyPrefix, connection: { url: sharedRedisUrl() } },
    };
    cached = await startApp(options);
    other = await startApp(options);
  });
  beforeEach(() => {
    runs = 0;
  });
  afterAll(async () => {
    await cached.close();
    await other.close();
  });

  const tagOf = async (path: string): Promise<string> =>
    (await cached.get(path).expect(200)).headers.etag ?? 'no tag';

  it('says where an answer came from, and how long it is good for', async () => {
    const miss = await cached.get('/tags/object');
    const hit = await cached.get('/tags/object');
    const remote = await other.get('/tags/object');

    expect(miss.headers['cache-status']).toBe('nest-hybrid-cache; fwd=uri-miss; stored');
    expect(hit.headers['cache-status']).toMatch(
      /^nest-hybrid-cache; hit; ttl=3(600|59\d); detail=local$/,
    );
    expect(remote.headers['cache-status']).toMatch(
      /^nest-hybrid-cache; hit; ttl=3(600|59\d); detail=remote$/,
    );
    expect(runs).toBe(1);
  });

  it('names no time for an entry without end', async () => {
    await cached.get('/tags/endless');
    const hit = await cached.get('/tags/endless');

    expect(hit.headers['cache-status']).toBe('nest-hybrid-cache; hit; detail=local');
  });

  it('gives equal answers the same weak entity tag, on a miss, on a hit and in another process', async () => {
    const tags = [
      await cached.get('/tags/object'),
      await cached.get('/tags/object'),
      await other.get('/tags/object'),
    ].map(({ headers }) => headers.etag);

    expect(tags[0]).toMatch(/^W\/"[\w-]{27}"$/);
    expect(new Set(tags).size).toBe(1);
  });

  it.each(['object', 'text', 'enveloped', 'remote', 'date'])(
    'answers 304 without a body when the client has it already (%s)',
    async path => {
      const tag = await tagOf(`/tags/${path}`);
      for (const known of [tag, tag.slice(2), `"other", ${tag}`, '*']) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const response = await cached.get(`/tags/${path}`).set('if-none-match', known).expect(304);
        expect(response.text).toBe('');
        expect(response.headers.etag).toBe(tag);
        expect(response.headers['content-length']).toBeUndefined();
        expect(response.headers['content-type']).toBeUndefined();
        expect(response.headers['cache-status']).toContain('hit');
      }
    },
  );

  it('answers 304 to HEAD as well', async () => {
    const tag = await tagOf('/tags/object');
    const response = await cached.head('/tags/object').set('if-none-match', tag).expect(304);

    expect(response.headers.etag).toBe(tag);
    expect(response.headers['content-length']).toBeUndefined();
  });

  it('answers 304 on a miss too', async () => {
    const tag = await tagOf('/tags/object');
    const fresh = await startApp({ platform, controllers: [TagsController] });
    const response = await fresh.get('/tags/object').set('if-none-match', tag).expect(304);
    await fresh.close();

    expect(response.headers['cache-status']).toContain('fwd=uri-miss');
    expect(runs).toBe(1);
  });

  it('sends the answer when the client has another', async () => {
    await cached
      .get('/tags/object')
      .set('if-none-match', '"other"')
      .expect(200, { name: 'Zürich' });
  });

  it('leaves the connection usable after a 304', async () => {
    const tag = await tagOf('/tags/object');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = async (path: string): Promise<[number | undefined, string]> => {
      const request = get(`${cached.url}${path}`, { agent, headers: { 'if-none-match': tag } });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      return [response.statusCode, await text(response)];
    };

    expect(await ask('/tags/object')).toEqual([304, '']);
    expect(await ask('/tags/text')).toEqual([200, 'Zürich']);
    expect(await ask('/tags/object')).toEqual([304, '']);
    agent.destroy();
  });

  it('tags no other status than 200, and no other method than GET and HEAD', async () => {
    const ours = /^W\/"[\w-]{27}"$/;
    const ask = async (): Promise<void> => {
      const accepted = await cached.get('/tags/accepted').set('if-none-match', '"none"');
      const posted = await cached.post('/tags/posted').set('if-none-match', '*');
      expect([posted.status, posted.body]).toEqual([200, {}]);
      expect(posted.headers.etag ?? '').not.toMatch(ours);
      expect(accepted.headers.etag ?? '').not.toMatch(ours);
    };
    await ask();
    await ask();
  });

  it("leaves the handler's own entity tag alone", async () => {
    expect(await tagOf('/tags/own-tag')).toBe('"own"');
    expect(await tagOf('/tags/own-tag')).toBe('"own"');
  });

  it('gives one entity tag only', async () => {
    await cached.get('/tags/object');
    const response = await fetch(`${cached.url}/tags/object`);

    expect(response.headers.get('etag')).not.toContain(',');
  });

  it('has interceptors around the cache see the value, also when the answer is 304', async () => {
    const tag = await tagOf('/tags/enveloped');
    await cached.get('/tags/enveloped').expect(200, { data: { name: 'Bern' } });
    await cached.get('/tags/enveloped').set('if-none-match', tag).expect(304);
  });
});
