import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  ForbiddenException,
  Get,
  Injectable,
  Logger,
  Req,
  UseGuards,
} from '@nestjs/common';
import { Cacheable } from '../../../lib/index.js';
import { type CachedApp, PLATFORMS, startApp } from './cached-app.js';

interface Request {
  readonly headers: Readonly<Record<string, string | undefined>>;
  user?: { readonly id: string };
  session?: { readonly user: string };
}

const requestOf = (context: ExecutionContext): Request => context.switchToHttp().getRequest();

/** Finds the user of a token, as passport would. */
@Injectable()
class TokenGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = requestOf(context);
    const token = request.headers.authorization;
    if (token === 'banned') throw new ForbiddenException();
    if (token !== undefined && token !== 'unknown') request.user = { id: token };
    return true;
  }
}

/** Finds the user by what no header shows, as a client certificate would. */
@Injectable()
class SilentGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = requestOf(context);
    const [kind, name] = (request.headers['x-silent'] ?? '').split(':');
    if (kind === 'user' && name !== undefined) request.user = { id: name };
    if (kind === 'session' && name !== undefined) request.session = { user: name };
    return true;
  }
}

let runs = 0;

@Controller('me')
@UseGuards(TokenGuard, SilentGuard)
class ProfileController {
  @Get('plain')
  @Cacheable()
  plain(@Req() request: Request): object {
    return this.#profile(request);
  }

  @Get('key')
  @Cacheable({ key: 'profile:{user.id}' })
  key(@Req() request: Request): object {
    return this.#profile(request);
  }

  @Get('public')
  @Cacheable({ key: 'public' })
  common(): object {
    runs += 1;
    return { runs };
  }

  @Get('vary-user')
  @Cacheable({ varyBy: ['user.id'] })
  varyUser(@Req() request: Request): object {
    return this.#profile(request);
  }

  @Get('vary-header')
  @Cacheable({ varyBy: ['headers.Authorization', 'headers.accept-language'] })
  varyHeader(@Req() request: Request): object {
    return this.#profile(request);
  }

  @Get('vary-function')
  @Cacheable({
    key: 'vary-function',
    varyBy: context => [requestOf(context).user?.id ?? '', requestOf(context).headers.lang ?? ''],
  })
  varyFunction(@Req() request: Request): object {
    return this.#profile(request);
  }

  #profile({ headers, user, session }: Request): object {
    runs += 1;
    return {
      who: user?.id ?? session?.user ?? headers.cookie ?? headers['x-api-key'] ?? 'nobody',
      token: headers.authorization ?? 'none',
      language: headers['accept-language'] ?? 'none',
    };
  }
}

describe.each(PLATFORMS)('credentials and @Cacheable on %s', platform => {
  let cached: CachedApp;
  const warn = jest.spyOn(Logger.prototype, 'warn');

  beforeAll(async () => {
    cached = await startApp({ platform, controllers: [ProfileController] });
  });
  beforeEach(() => {
    runs = 0;
    warn.mockReset();
  });
  afterAll(() => cached.close());

  it('caches a request without credentials', async () => {
    await cached.get('/me/plain').expect(200);
    await cached.get('/me/plain').expect(200);

    expect(runs).toBe(1);
  });

  it.each([
    ['an Authorization field', { authorization: 'ann' }, { authorization: 'ben' }],
    ['a cookie', { cookie: 'sid=ann' }, { cookie: 'sid=ben' }],
    ['an API key', { 'x-api-key': 'ann' }, { 'x-api-key': 'ben' }],
    ['a user that a guard found', { 'x-silent': 'user:ann' }, { 'x-silent': 'user:ben' }],
    ['a user in the session', { 'x-silent': 'session:ann' }, { 'x-silent': 'session:ben' }],
  ])("never gives one user's answer to another: %s", async (_what, ann, ben) => {
    await cached.get('/me/plain').expect(200);
    const first = await cached.get('/me/plain').set(ann).expect(200);
    const second = await cached.get('/me/plain').set(ben).expect(200);
    const third = await cached.get('/me/plain').set(ann).expect(200);
    const nobody = await cached.get('/me/plain').expect(200);

    expect(first.body.who).toContain('ann');
    expect(second.body.who).toContain('ben');
    expect(third.body.who).toContain('ann');
    expect(nobody.body.who).toBe('nobody');
    expect(first.headers['cache-status']).toBe('nest-hybrid-cache; fwd=bypass');
  });

  it('says so once a handler, with the remedy', async () => {
    await using fresh = await startApp({ platform, controllers: [ProfileController] });
    await fresh.get('/me/plain').set('authorization', 'ann');
    await fresh.get('/me/plain').set('authorization', 'ben');

    expect(warn).toHaveBeenCalledTimes(1);
    const [message] = warn.mock.calls[0] ?? [];
    expect(message).toContain('ProfileController.plain() is not cached');
    expect(message).toContain('varyBy');
  });

  it('goes by the key, when there is one', async () => {
    const ann = await cached.get('/me/key').set('authorization', 'ann');
    const ben = await cached.get('/me/key').set('authorization', 'ben');
    const again = await cached.get('/me/key').set('authorization', 'ann');

    expect([ann.body.who, ben.body.who, again.body.who]).toEqual(['ann', 'ben', 'ann']);
    expect(runs).toBe(2);
  });

  it('does not cache when the key needs a user and there is none', async () => {
    await cached.get('/me/key').set('authorization', 'unknown').expect(200);
    await cached.get('/me/key').set('authorization', 'unknown').expect(200);

    expect(runs).toBe(2);
  });

  it('shares an answer that its key says to be for all', async () => {
    const ann = await cached.get('/me/public').set('authorization', 'ann');
    const ben = await cached.get('/me/public').set('authorization', 'ben');

    expect(ann.body).toEqual({ runs: 1 });
    expect(ben.body).toEqual({ runs: 1 });
  });

  it('keeps the variants of varyBy apart, and nobody from somebody', async () => {
    const ask = async (token?: string): Promise<unknown> => {
      const request = cached.get('/me/vary-user');
      const { body } = await (token === undefined ? request : request.set('authorization', token));
      return body.who;
    };

    expect([await ask('ann'), await ask('ben'), await ask(), await ask('ann')]).toEqual([
      'ann',
      'ben',
      'nobody',
      'ann',
    ]);
    expect(runs).toBe(3);
  });

  it('does not take somebody without the field of varyBy for nobody', async () => {
    await cached.get('/me/vary-user').expect(200);
    const { body } = await cached.get('/me/vary-user').set('authorization', 'unknown');

    expect(body.token).toBe('unknown');
    expect(String(warn.mock.calls[0]?.[0])).toContain('user.id');
  });

  it('names the header fields of varyBy in Vary', async () => {
    const ask = (token: string, language: string) =>
      cached.get('/me/vary-header').set({ authorization: token, 'accept-language': language });
    const responses = [await ask('ann', 'de'), await ask('ann', 'fr'), await ask('ben', 'de')];
    const hit = await ask('ann', 'de');

    expect(responses.map(({ body }) => [body.token, body.language])).toEqual([
      ['ann', 'de'],
      ['ann', 'fr'],
      ['ben', 'de'],
    ]);
    expect(runs).toBe(3);
    expect(hit.body).toEqual(responses[0]?.body);
    expect(hit.headers.vary).toContain('authorization, accept-language');
  });

  it('takes variants from a function', async () => {
    const ask = async (token: string, lang: string): Promise<unknown> =>
      (await cached.get('/me/vary-function').set({ authorization: token, lang })).body.who;

    expect(await ask('ann', 'x')).toBe('ann');
    expect(await ask('ann,x', '')).toBe('ann,x');
    expect(await ask('ann', 'x')).toBe('ann');
    expect(runs).toBe(2);
  });

  it('lets guards go first', async () => {
    await cached.get('/me/public').expect(200);
    await cached.get('/me/public').set('authorization', 'banned').expect(403);
  });
});
