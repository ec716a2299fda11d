import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Post } from '@nestjs/common';
import { HybridCacheConfigurationError, RateLimited } from '../../../lib/index.js';
import { describeAdapters } from './limited-app.js';

const limit = { limit: 1, window: '1h' };

@RateLimited(limit)
@Controller('each')
class EachController {
  @Get('one')
  one(): string {
    return this.helper();
  }

  @Get('two')
  two(): string {
    return this.helper();
  }

  @Get('three')
  @RateLimited({ limit: 3, window: '1h' })
  three(): string {
    return this.helper();
  }

  helper(): string {
    return 'city';
  }
}

@Controller('together')
@RateLimited({ ...limit, name: 'together' })
class TogetherController {
  @Get('one')
  one(): string {
    return 'city';
  }

  @Get('two')
  two(): string {
    return 'city';
  }
}

class BaseController {
  @Get('inherited')
  inherited(): string {
    return 'city';
  }

  @Get('overridden')
  overridden(): string {
    return 'city';
  }
}

@RateLimited(limit)
@Controller('limited')
class LimitedController extends BaseController {
  @Get('overridden')
  override overridden(): string {
    return 'another city';
  }
}

@RateLimited({ limit: 2, window: '1h' })
@Controller('twice')
class TwiceController extends LimitedController {}

@Controller('unlimited')
class UnlimitedController extends BaseController {}

const controllers = [
  EachController,
  TogetherController,
  LimitedController,
  TwiceController,
  UnlimitedController,
];

describeAdapters('@RateLimited of a class', { controllers }, app => {
  const statuses = (times: number, path: string) => app().statuses(times, () => app().get(path));

  it('limits each of its handlers for itself', async () => {
    expect(await statuses(2, '/each/one')).toEqual([200, 429]);
    const { status, headers } = await app().get('/each/two');
    expect(status).toBe(200);
    expect(headers['ratelimit-policy']).toBe('"EachController.two";q=1;w=3600');
  });

  it('leaves a handler to the limit that it has of its own', async () => {
    expect(await statuses(4, '/each/three')).toEqual([200, 200, 200, 429]);
  });

  it('limits all of them together when it has a name', async () => {
    expect((await app().get('/together/one')).status).toBe(200);
    expect((await app().get('/together/two')).status).toBe(429);
  });

  it('limits what a class inherits and overrides', async () => {
    expect(await statuses(2, '/limited/inherited')).toEqual([200, 429]);
    expect(await statuses(2, '/limited/overridden')).toEqual([200, 429]);
  });

  it('goes by the nearest class', async () => {
    expect(await statuses(3, '/twice/inherited')).toEqual([200, 200, 429]);
    expect(await statuses(3, '/twice/overridden')).toEqual([200, 200, 429]);
  });

  it('does not limit other classes that inherit the same handlers', async () => {
    expect(await statuses(3, '/unlimited/inherited')).toEqual([200, 200, 200]);
  });
});

describe('@RateLimited of a class', () => {
  it('is refused where there are no handlers', () => {
    expect(() => {
      @RateLimited(limit)
      class Service {
        find(): void {}
      }
      return Service;
    }).toThrow(/What @RateLimited stands on \(Service\) is .*, but must be a class with handlers/);
  });

  it('is refused twice', () => {
    expect(() => {
      @RateLimited(limit)
      @RateLimited(limit)
      class TwoController {
        @Post()
        post(): void {}
      }
      return TwoController;
    }).toThrow(HybridCacheConfigurationError);
  });
});
