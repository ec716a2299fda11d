import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  Body,
  Controller,
  Get,
  Head,
  Header,
  HttpCode,
  HttpException,
  Logger,
  type MessageEvent,
  Param,
  Post,
  Query,
  Redirect,
  Res,
  Sse,
  StreamableFile,
  VersioningType,
  Version,
} from '@nestjs/common';
import { concat, from, Observable, of, throwError } from 'rxjs';
import { Cacheable, HybridCache } from '../../../lib/index.js';
import { deferred, waitFor } from '../../support/wait-for.js';
import { type CachedApp, PLATFORMS, startApp } from './cached-app.js';

const runs = new Map<string, number>();
const run = (name: string): number => {
  const count = (runs.get(name) ?? 0) + 1;
  runs.set(name, count);
  return count;
};
let gate = deferred();

interface Response {
  header(name: string, value: string): unknown;
  status(code: number): unknown;
  send(body: unknown): unknown;
}

@Controller('cities')
class CitiesController {
  @Get('keyed/:id')
  @Cacheable({ key: 'city:{params.id}:{query.lang}', ttl: '1m' })
  keyed(@Param('id') id: string): { id: string; run: number } {
    return { id, run: run('keyed') };
  }

  @Cacheable()
  @Get('derived')
  async derived(@Query() query: object): Promise<object> {
    return { query, run: run('derived') };
  }

  @Get('bodied')
  @Cacheable()
  bodied(@Body() body: unknown): object {
    return { run: run('bodied'), body: body ?? null };
  }

  @Get('unreadable')
  @Cacheable({ unless: () => JSON.parse('no json') === 1 })
  badOption(): object {
    return { run: run('unreadable') };
  }

  @Get('optional/:id')
  @Cacheable({ key: 'optional:{params.id}' })
  optional(@Param('id') id: string): Promise<object> | undefined {
    run('optional');
    return id === 'none' ? undefined : gate.promise.then(() => ({ id }));
  }

  @Post('derived')
  @Cacheable()
  posted(): object {
    return { run: run('posted') };
  }

  @Get('slow')
  @Cacheable()
  async slow(): Promise<object> {
    const count = run('slow');
    await gate.promise;
    return { run: count };
  }

  @Get('failing')
  @Cacheable()
  async failing(): Promise<object> {
    run('failing');
    await gate.promise;
    throw new HttpException({ reason: 'no tea' }, 418);
  }

  @Get('conditional')
  @Cacheable({
    key: context => `conditional:${context.switchToHttp().getRequest<{ url: string }>().url}`,
    condition: context =>
      !context.switchToHttp().getRequest<{ url: string }>().url.includes('fresh'),
    unless: (result: { run: number }) => result.run === 1,
  })
  conditional(): { run: number } {
    return { run: run('conditional') };
  }

  @Get('undefined-key')
  @Cacheable({ key: () => undefined })
  undefinedKey(): object {
    return { run: run('undefined-key') };
  }

  @Get('text')
  @Cacheable()
  text(): string {
    return `run ${run('text')}`;
  }

  @Get('nothing')
  @Cacheable()
  nothing(): null {
    run('nothing');
    return null;
  }

  @Get('status')
  @HttpCode(202)
  @Header('x-static', 'yes')
  @Cacheable()
  status(): object {
    return { run: run('status') };
  }

  @Get('redirect')
  @Redirect('/cities/elsewhere', 302)
  @Cacheable()
  redirect(): { url: string; statusCode: number } {
    return { url: `/cities/${run('redirect')}`, statusCode: 307 };
  }

  @Get('file')
  @Cacheable()
  async file(): Promise<StreamableFile> {
    const count = run('file');
    await gate.promise;
    return new StreamableFile(Buffer.from(`file ${count}`));
  }

  @Get('own-response')
  @Cacheable()
  ownResponse(@Res() response: Response): string {
    response.send({ run: run('own-response') });
    return 'not for the client';
  }

  @Get('passthrough')
  @Cacheable()
  passthrough(@Res({ passthrough: true }) _response: Response): object {
    return { run: run('passthrough') };
  }

  @Get('cookie')
  @Cacheable()
  cookie(@Res({ passthrough: true }) response: Response): object {
    response.header('set-cookie', `visit=${run('cookie')}`);
    return { run: runs.get('cookie') };
  }

  @Get('own-status')
  @Cacheable()
  ownStatus(@Res({ passthrough: true }) response: Response): object {
    response.status(203);
    return { run: run('own-status') };
  }

  @Get('observable')
  @Cacheable()
  observable(): Observable<object> {
    return of({ run: run('observable') });
  }

  @Get('stream')
  @Cacheable()
  stream(): Observable<number> {
    run('stream');
    return from([1, 2, 3]);
  }

  @Get('late-error')
  @Cacheable()
  lateError(): Observable<number> {
    run('late-error');
    return concat(
      of(1),
      throwError(() => new HttpException('late', 409)),
    );
  }

  @Sse('events')
  @Cacheable()
  events(): Observable<MessageEvent> {
    run('events');
    return from([{ data: 'one' }, { data: 'two' }]);
  }

  @Get('instance')
  @Cacheable()
  instance(): object {
    return new (class Secretive {
      run = run('instance');
    })();
  }

  @Get('long')
  @Cacheable()
  long(): object {
    return { run: run('long') };
  }

  @Get('hostile')
  @Cacheable({ key: '{query.q}' })
  hostile(): object {
    return { run: run('hostile') };
  }

  @Get('required/:id')
  @Cacheable({ key: '{user.id}:{params.id}' })
  required(): object {
    return { run: run('required') };
  }

  @Head('heads')
  @Cacheable()
  headOnly(@Res({ passthrough: true }) _response: Response): string {
    return `head ${run('head-only')}`;
  }

  @Get('versioned')
  @Version('1')
  @Cacheable()
  first(): object {
    return { version: 1, run: run('v1') };
  }

  @Get('versioned')
  @Version('2')
  @Cacheable()
  second(): object {
    return { version: 2, run: run('v2') };
  }
}

describe.each(PLATFORMS)('@Cacheable on an HTTP handler of %s', platform => {
  let cached: CachedApp;
  const warn = jest.spyOn(Logger.prototype, 'warn');

  beforeAll(async () => {
    cached = await startApp({
      platform,
      controllers: [CitiesController],
      prepare: app => {
        app.enableVersioning({ type: VersioningType.HEADER, header: 'x-version' });
      },
    });
  });
  beforeEach(() => {
    runs.clear();
    gate = deferred();
    warn.mockReset();
  });
  afterAll(() => cached.close());

  const warnings = (): string => warn.mock.calls.map(([message]) => String(message)).join('\n');

  it('runs the handler once for each key', async () => {
    const first = await cached.get('/cities/keyed/7').expect(200);
    const second = await cached.get('/cities/keyed/7?page=3').expect(200);
    const other = await cached.get('/cities/keyed/8').expect(200);

    expect(first.body).toEqual({ id: '7', run: 1 });
    expect(second.body).toEqual(first.body);
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
    expect(other.body).toEqual({ id: '8', run: 2 });
  });

  it('keeps an absent query field, an empty one and a list apart', async () => {
    await cached.get('/cities/keyed/9');
    await cached.get('/cities/keyed/9?lang=');
    await cached.get('/cities/keyed/9?lang=a&lang=b');
    await cached.get('/cities/keyed/9?lang=a,b');

    expect(runs.get('keyed')).toBe(4);
  });

  it('makes a key of path and query, whatever the order of the query', async () => {
    const first = await cached.get('/cities/derived?a=1&b=2');
    const second = await cached.get('/cities/derived?b=2&a=1');
    await cached.get('/cities/derived?a=2&b=1');

    expect(second.body).toEqual(first.body);
    expect(runs.get('derived')).toBe(2);
  });

  it('keeps the order of a list in the query', async () => {
    const first = await cached.get('/cities/derived?a=1&a=2');
    const second = await cached.get('/cities/derived?a=2&a=1');

    expect(first.body).toMatchObject({ query: { a: ['1', '2'] } });
    expect(second.body).toMatchObject({ query: { a: ['2', '1'] } });
  });

  it('is not confused by a name of the query that is written otherwise', async () => {
    const first = await cached.get('/cities/derived?%61=1&a=2');
    const second = await cached.get('/cities/derived?a=2&%61=1');

    expect(first.body).toMatchObject({ query: { a: ['1', '2'] } });
    expect(second.body).toMatchObject({ query: { a: ['2', '1'] } });
  });

  it('answers HEAD from the entry of GET, and GET from that of HEAD', async () => {
    const path = '/cities/derived?method=head';
    const head = await cached.head(path).expect(200);
    const get = await cached.get(path).expect(200);

    expect(runs.get('derived')).toBe(1);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
    expect(get.body).toMatchObject({ run: 1 });
  });

  it('does not take the answer of a handler for HEAD alone for that of GET', async () => {
    await cached.head('/cities/heads').expect(200);
    await cached.head('/cities/heads').expect(200);

    expect(runs.get('head-only')).toBe(1);
  });

  it('does not cache another method without a key, and says so once', async () => {
    const first = await cached.post('/cities/derived').expect(201);
    await cached.post('/cities/derived').expect(201);

    expect(runs.get('posted')).toBe(2);
    expect(first.headers['cache-status']).toBe('nest-hybrid-cache; fwd=method');
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warnings()).toContain('CitiesController.posted() is not cached');
    expect(warnings()).toContain('`key`');
  });

  it('runs the handler once for 50 equal requests at the same time', async () => {
    const requests = Array.from({ length: 50 }, () =>
      cached.get('/cities/slow').then(response => response),
    );
    await waitFor(() => runs.get('slow'));
    gate.resolve();
    const responses = await Promise.all(requests);

    expect(runs.get('slow')).toBe(1);
    expect(new Set(responses.map(({ text }) => text))).toEqual(new Set(['{"run":1}']));
    const statuses = responses.map(({ headers }) => headers['cache-status'] ?? '');
    expect(statuses.filter(status => status.includes('collapsed')).length).toBeGreaterThan(0);
    expect(statuses.filter(status => status.endsWith('stored'))).toHaveLength(1);
  });

  it('gives the error of the handler to all who wait, unchanged, and stores nothing', async () => {
    const requests = Array.from({ length: 5 }, () =>
      cached.get('/cities/failing').then(response => response),
    );
    await waitFor(() => runs.get('failing'));
    gate.resolve();
    const responses = await Promise.all(requests);
    const later = await cached.get('/cities/failing');

    for (const { status, body } of [...responses, later]) {
      expect([status, body]).toEqual([418, { reason: 'no tea' }]);
    }
    expect(runs.get('failing')).toBeGreaterThan(1);
  });

  it('goes straight through when the condition does not hold', async () => {
    const first = await cached.get('/cities/conditional?fresh').expect(200);
    await cached.get('/cities/conditional?fresh');

    expect(first.headers['cache-status']).toBe('nest-hybrid-cache; fwd=bypass');
    expect(runs.get('conditional')).toBe(2);
    expect(warn).not.toHaveBeenCalled();
  });

  it('returns, but does not store, what `unless` names', async () => {
    const bodies: unknown[] = [];
    for (let time = 0; time < 3; time++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      bodies.push((await cached.get('/cities/conditional')).body);
    }

    expect(bodies).toEqual([{ run: 1 }, { run: 2 }, { run: 2 }]);
  });

  it('does not cache a call whose key function gives nothing', async () => {
    await cached.get('/cities/undefined-key').expect(200);
    await cached.get('/cities/undefined-key').expect(200);

    expect(runs.get('undefined-key')).toBe(2);
    expect(warn).not.toHaveBeenCalled();
  });

  it('gives texts and null as the handler gave them', async () => {
    const [first, second] = [await cached.get('/cities/text'), await cached.get('/cities/text')];
    const nothing = [await cached.get('/cities/nothing'), await cached.get('/cities/nothing')];

    expect([first.text, second.text]).toEqual(['run 1', 'run 1']);
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
    // Express sends nothing for null, and Fastify the word.
    const bare = platform === 'Express' ? '' : 'null';
    expect(nothing.map(({ status, text }) => [status, text])).toEqual([
      [200, bare],
      [200, bare],
    ]);
    expect(runs.get('nothing')).toBe(1);
  });

  it('keeps the status and the headers of the handler on a hit', async () => {
    await cached.get('/cities/status').expect(202);
    const hit = await cached.get('/cities/status').expect(202);

    expect(hit.body).toEqual({ run: 1 });
    expect(hit.headers['x-static']).toBe('yes');
    expect(hit.headers.etag ?? '').not.toContain('undefined');
  });

  it('redirects on a hit to where the handler said', async () => {
    await cached.get('/cities/redirect').redirects(0).expect(307).expect('location', '/cities/1');
    await cached.get('/cities/redirect').redirects(0).expect(307).expect('location', '/cities/1');
  });

  it('gives each concurrent caller of a file its own', async () => {
    const requests = Array.from({ length: 3 }, () =>
      cached.get('/cities/file').then(response => response),
    );
    await waitFor(() => runs.get('file'));
    gate.resolve();
    const texts = (await Promise.all(requests)).map(({ body, text }) =>
      Buffer.isBuffer(body) ? body.toString() : text,
    );

    expect(texts.toSorted()).toEqual(['file 1', 'file 2', 'file 3']);
    expect(warnings()).toContain('StreamableFile');
  });

  it('lets a handler answer by itself, with @Res()', async () => {
    const responses = await Promise.all(
      Array.from({ length: 3 }, () => cached.get('/cities/own-response').expect(200)),
    );

    expect(runs.get('own-response')).toBe(3);
    expect(responses.map(({ body }) => body)).toContainEqual({ run: 3 });
    expect(warnings()).toContain('@Res({ passthrough: true })');
  });

  it('caches a handler that only looks at its response', async () => {
    await cached.get('/cities/passthrough').expect(200);
    await cached.get('/cities/passthrough').expect(200, { run: 1 });
  });

  it('does not store an answer with a cookie that the handler set', async () => {
    const first = await cached.get('/cities/cookie').expect(200);
    const second = await cached.get('/cities/cookie').expect(200);

    expect(first.headers['set-cookie']).toEqual(['visit=1']);
    expect(second.headers['set-cookie']).toEqual(['visit=2']);
    expect(warnings()).toContain('set-cookie');
  });

  it('does not store an answer whose status the handler set by itself', async () => {
    await cached.get('/cities/own-status').expect({ run: 1 });
    await cached.get('/cities/own-status').expect({ run: 2 });

    expect(warnings()).toContain('@HttpCode()');
  });

  it('caches an Observable that gives one value', async () => {
    await cached.get('/cities/observable').expect(200, { run: 1 });
    await cached.get('/cities/observable').expect(200, { run: 1 });
  });

  it('passes a stream of several values on, and leaves it alone from then on', async () => {
    await cached.get('/cities/stream').expect(200, '3');
    await cached.get('/cities/stream').expect(200, '3');

    expect(runs.get('stream')).toBe(2);
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('gives the error of an Observable that had given a value', async () => {
    await cached.get('/cities/late-error').expect(409);
    await cached.get('/cities/late-error').expect(409);

    expect(runs.get('late-error')).toBe(2);
  });

  it('never holds back events', async () => {
    for (const time of [1, 2]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const response = await cached.get('/cities/events').expect(200);
      expect(response.text).toContain('data: one');
      expect(response.text).toContain('data: two');
      expect(runs.get('events')).toBe(time);
    }
  });

  it('returns, but does not store, an instance of a class', async () => {
    await cached.get('/cities/instance').expect(200, { run: 1 });
    await cached.get('/cities/instance').expect(200, { run: 2 });

    expect(warnings()).toContain('Secretive');
  });

  it('caches a URL that is too long for a key', async () => {
    const path = `/cities/long?q=${'x'.repeat(3000)}`;
    await cached.get(path).expect(200, { run: 1 });
    await cached.get(path).expect(200, { run: 1 });
    await cached.get(`${path}y`).expect(200, { run: 2 });

    expect(warn).not.toHaveBeenCalled();
  });

  it('answers without the cache when a request makes a key too long, and says so once', async () => {
    await cached.get(`/cities/hostile?q=${'x'.repeat(2000)}`).expect(200, { run: 1 });
    await cached.get(`/cities/hostile?q=${'x'.repeat(2001)}`).expect(200, { run: 2 });

    expect(warn).toHaveBeenCalledTimes(1);
    expect(warnings()).toContain('maxKeyBytes');
  });

  it('answers without the cache when a value is missing that the key needs, and says so once', async () => {
    await cached.get('/cities/required/1').expect(200, { run: 1 });
    await cached.get('/cities/required/1').expect(200, { run: 2 });

    expect(warn).toHaveBeenCalledTimes(1);
    expect(warnings()).toContain('{user.id}');
  });

  it('does not let the body of a GET request choose the answer of others', async () => {
    await cached.get('/cities/bodied').send({ name: 'mine' }).expect(200);
    const other = await cached.get('/cities/bodied').expect(200);

    expect(JSON.stringify(other.body)).not.toContain('mine');
    expect(warnings()).toContain('body');
  });

  it('gives the result when the cache fails for another reason, and says why', async () => {
    await cached.get('/cities/unreadable').expect(200, { run: 1 });
    await cached.get('/cities/unreadable').expect(200, { run: 2 });

    expect(warnings()).toContain('is not cached');
  });

  it('gives who asks the cache for the same key no more than the value', async () => {
    const cache = cached.app.get(HybridCache);
    const [response, value] = await Promise.all([
      cached.get('/cities/optional/none').expect(200),
      waitFor(() => runs.get('optional')).then(() =>
        cache.getOrCreate('optional:none', () => 'from another factory'),
      ),
    ]);

    expect(response.status).toBe(200);
    expect([undefined, 'from another factory']).toContain(value);
  });

  it('keeps versions of the same path apart', async () => {
    await cached.get('/cities/versioned').set('x-version', '1').expect({ version: 1, run: 1 });
    await cached.get('/cities/versioned').set('x-version', '2').expect({ version: 2, run: 1 });
    await cached.get('/cities/versioned').set('x-version', '1').expect({ version: 1, run: 1 });
  });
});

@Controller('count')
class CountController {
  #runs = 0;

  @Get()
  @Cacheable()
  count(): string {
    return `run ${++this.#runs}`;
  }
}

describe.each(PLATFORMS)('@Cacheable with a cache that is off, on %s', platform => {
  it('runs the handler each time', async () => {
    await using cached = await startApp({
      platform,
      controllers: [CountController],
      cache: { enabled: false },
    });
    await cached.get('/count').expect(200, 'run 1');
    await cached.get('/count').expect(200, 'run 2');
  });
});
