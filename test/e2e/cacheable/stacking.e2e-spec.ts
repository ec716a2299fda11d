import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  Get,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { map, type Observable } from 'rxjs';
import { Cacheable, HybridCacheConfigurationError, RateLimited } from '../../../lib/index.js';
import { type CachedApp, PLATFORMS, startApp } from './cached-app.js';

const log: string[] = [];
let runs = 0;

/** A decorator of somebody else, that wraps the method and takes its metadata along. */
function Traced(): MethodDecorator {
  return (_target, _key, descriptor) => {
    const original: unknown = descriptor.value;
    if (typeof original !== 'function') return;
    const wrapper = function (this: unknown, ...args: unknown[]): unknown {
      log.push('traced');
      return Reflect.apply(original, this, args);
    };
    for (const key of Reflect.getMetadataKeys(original)) {
      Reflect.defineMetadata(key, Reflect.getMetadata(key, original), wrapper);
    }
    Object.assign(descriptor, { value: wrapper });
  };
}

@Injectable()
class ShoutInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((text: string) => `${text}!`));
  }
}

const key = 'stacked';
const limit = { limit: 2, window: '1m' } as const;

@Controller('stacked')
class StackedController {
  @Get('limit-first')
  @RateLimited(limit)
  @Cacheable({ key: 'limit-first' })
  limitFirst(): number {
    return ++runs;
  }

  @Get('cache-first')
  @Cacheable({ key: 'cache-first' })
  @RateLimited(limit)
  cacheFirst(): number {
    return ++runs;
  }

  @Cacheable({ key: 'around' })
  @RateLimited(limit)
  @Get('around')
  around(): number {
    return ++runs;
  }

  @RateLimited(limit)
  @Get('between')
  @Cacheable({ key: 'between' })
  between(): number {
    return ++runs;
  }

  @Get('traced-above')
  @Traced()
  @Cacheable({ key: 'traced-above' })
  tracedAbove(): number {
    return ++runs;
  }

  @Traced()
  @Get('traced-top')
  @RateLimited(limit)
  @Traced()
  @Cacheable({ key: 'traced-top' })
  tracedTop(): number {
    return ++runs;
  }

  @Get('traced-below')
  @SetMetadata('own', 'metadata')
  @Cacheable({ key: 'traced-below' })
  @Traced()
  tracedBelow(): number {
    return ++runs;
  }

  @Get('shouts-outside')
  @Cacheable({ key: 'shouts-outside' })
  @UseInterceptors(ShoutInterceptor)
  inner(): string {
    return `run ${++runs}`;
  }

  @Get('shouts-inside')
  @UseInterceptors(ShoutInterceptor)
  @Cacheable({ key: 'shouts-inside' })
  outer(): string {
    return `run ${++runs}`;
  }

  @Get('self')
  async self(): Promise<number> {
    return this.tracedBelow();
  }
}

@Controller('inherited')
class InheritedController extends StackedController {}

@Injectable()
class StackedService {
  @Traced()
  @Cacheable({ key: 'service' })
  @Traced()
  async traced(): Promise<number> {
    return ++runs;
  }
}

describe.each(PLATFORMS)('decorators in any order on %s', platform => {
  let cached: CachedApp;

  beforeAll(async () => {
    cached = await startApp({
      platform,
      controllers: [StackedController, InheritedController],
      providers: [StackedService],
    });
  });
  beforeEach(() => {
    runs = 0;
    log.length = 0;
  });
  afterAll(() => cached.close());

  it.each(['limit-first', 'cache-first', 'around', 'between'])(
    'counts a call before it asks the cache, and once (%s)',
    async path => {
      await cached.get(`/stacked/${path}`).expect(200, '1');
      await cached.get(`/stacked/${path}`).expect(200, '1');
      await cached.get(`/stacked/${path}`).expect(429);
      expect(runs).toBe(1);
    },
  );

  it.each([
    ['traced-above', ['traced']],
    ['traced-top', ['traced', 'traced']],
    ['traced-below', ['traced']],
  ])('caches once, together with decorators of others (%s)', async (path, traces) => {
    await cached.get(`/stacked/${path}`).expect(200, '1');
    await cached.get(`/stacked/${path}`).expect(200, '1');

    expect(log).toEqual(traces);
    expect(runs).toBe(1);
  });

  it('stores what the interceptors below it gave, and has those above see hits', async () => {
    await cached.get('/stacked/shouts-outside').expect('run 1!');
    await cached.get('/stacked/shouts-outside').expect('run 1!');
    runs = 0;
    await cached.get('/stacked/shouts-inside').expect('run 1!');
    await cached.get('/stacked/shouts-inside').expect('run 1!');
    expect(runs).toBe(1);
  });

  it('lets a handler that code calls straight through', async () => {
    await cached.get('/stacked/self').expect(200, '1');
    await cached.get('/stacked/self').expect(200, '2');
  });

  it('works for a controller that inherits its handlers', async () => {
    await cached.get('/inherited/traced-below').expect(200);
    await cached.get('/inherited/traced-below').expect(200);
    expect(runs).toBeLessThan(2);
  });

  it('works on other methods, between decorators of others', async () => {
    const service = cached.app.get(StackedService);

    expect([await service.traced(), await service.traced()]).toEqual([1, 1]);
    expect(log).toEqual(['traced', 'traced', 'traced']);
  });

  it('keeps the metadata of all decorators', () => {
    const reflector = new Reflector();
    const method = (name: string): Type => Reflect.get(StackedController.prototype, name);

    expect(reflector.get('own', method('tracedBelow'))).toBe('metadata');
    expect(reflector.get('path', method('tracedTop'))).toBe('traced-top');
  });
});

describe('options of decorators', () => {
  const decorate = (decorator: MethodDecorator): void => {
    const target = { method: async () => key };
    const descriptor = { value: target.method };
    decorator(class Odd {}.prototype, 'method', descriptor as PropertyDescriptor);
  };
  // What a user of plain JavaScript could write.
  const odd = (options: object): never => options as never;

  it.each([
    ['{path.id}', /@Cacheable\(\)\.key is 'path\.id'.*params, query/],
    ['{0}-{params.id}', /not of both/],
    ['{params.id', /every \{ has its \}/],
    ['params.id}', /every \{ has its \}/],
    ['{params.id}{query.q}', /between two placeholders/],
    ['{params.id}%{query.q}', /other than '%'/],
    ['{params..id}', /path/],
    ['{headers}', /one header field/],
    ['', /at least one character/],
    ['\uD800', /well-formed/],
  ])('refuses the key %j while the class is decorated', (text, message) => {
    expect(() => decorate(Cacheable({ key: text }))).toThrow(message);
    expect(() => decorate(Cacheable({ key: text }))).toThrow(HybridCacheConfigurationError);
  });

  it.each([
    [{ tags: ['a'] }, /@Cacheable\(\)\.tags .*no such option/],
    [{ ttl: -1 }, /@Cacheable\(\)\.ttl/],
    [{ localTtl: 'soon' }, /@Cacheable\(\)\.localTtl/],
    [{ useLocal: 1 }, /@Cacheable\(\)\.useLocal/],
    [{ key: 7 }, /a text or a function/],
    [{ condition: true }, /@Cacheable\(\)\.condition/],
    [{ unless: 'null' }, /@Cacheable\(\)\.unless/],
    [{ varyBy: [] }, /@Cacheable\(\)\.varyBy is \[\]/],
    [{ varyBy: ['0.id'] }, /a field of a request/],
    [{ varyBy: 'user.id' }, /a list of one field/],
    [{ type: 'City' }, /a class/],
    [{ cache: 'no spaces' }, /name of a cache/],
  ])('refuses the options %j', (options, message) => {
    expect(() => decorate(Cacheable(odd(options)))).toThrow(message);
  });

  it('refuses a second @Cacheable on a method', () => {
    expect(() => {
      class Twice {
        @Cacheable({ key: 'a' })
        @Cacheable({ key: 'b' })
        async method(): Promise<void> {}
      }
      return Twice;
    }).toThrow(/@Cacheable of Twice\.method is 'given twice'/);
  });

  it('refuses to stand on a static method', () => {
    expect(() => {
      class Static {
        @Cacheable({ key: 'a' })
        static async method(): Promise<void> {}
      }
      return Static;
    }).toThrow(/a method of instances/);
  });
});
