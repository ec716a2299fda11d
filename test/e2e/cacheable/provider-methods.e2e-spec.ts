import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Inject, Injectable, Logger, Module, Scope, type Type } from '@nestjs/common';
import { ContextIdFactory, ModuleRef } from '@nestjs/core';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  Cacheable,
  HybridCache,
  HybridCacheModule,
  InjectHybridCache,
  NotInjectedError,
  UnkeyableValueError,
} from '../../../lib/index.js';
import { sharedRedisUrl, uniquePrefix } from '../../support/redis-url.js';
import { deferred } from '../../support/wait-for.js';

const runs: string[] = [];
let gate = deferred();

class Money {
  constructor(readonly cents: number) {}
}

@Injectable()
class CityService {
  readonly country: string = 'CH';

  @Cacheable({ key: 'city:{0}' })
  async find(id: number | string): Promise<{ id: number | string }> {
    runs.push(`find ${id}`);
    return { id };
  }

  @Cacheable()
  async search(filter: object, page?: number): Promise<{ filter: object; page?: number }> {
    runs.push('search');
    return page === undefined ? { filter } : { filter, page };
  }

  @Cacheable({
    key: (id: number) => `even:${id}`,
    condition: (id: number) => id % 2 === 0,
    unless: (result: number) => result > 100,
  })
  async evenOnly(id: number): Promise<number> {
    runs.push(`even ${id}`);
    return id * 10;
  }

  @Cacheable({
    key(this: CityService, id: number) {
      return `${this.country}:${id}`;
    },
  })
  async national(id: number): Promise<string> {
    runs.push('national');
    return `${this.country} ${id}`;
  }

  async both(id: number): Promise<object[]> {
    return [await this.find(id), await this.find(id)];
  }

  @Cacheable({ key: 'price', type: Money })
  async price(): Promise<Money> {
    runs.push('price');
    return new Money(100);
  }

  @Cacheable({ key: 'slow:{0}' })
  async slow(id: number): Promise<number> {
    runs.push('slow');
    await gate.promise;
    if (id < 0) throw new RangeError('negative');
    return id;
  }

  @Cacheable({ key: 'other', cache: 'other' })
  async inOther(): Promise<string> {
    runs.push('other');
    return 'from other';
  }

  @Cacheable({ key: 'of:{0.owner.id}' })
  async owned(thing: object): Promise<string> {
    runs.push('owned');
    return JSON.stringify(thing);
  }

  @Cacheable({ varyBy: ['user.id'] })
  async varying(): Promise<string> {
    runs.push('varying');
    return '';
  }
}

@Injectable()
class FrenchService extends CityService {
  override readonly country = 'FR';
}

@Injectable()
class OverridingService extends CityService {
  override async find(id: number): Promise<{ id: number | string }> {
    runs.push('override');
    return super.find(id);
  }
}

@Injectable({ scope: Scope.REQUEST })
class RequestService {
  constructor(@Inject(CityService) private readonly cities: CityService) {}

  @Cacheable({ key: 'request:{0}' })
  async find(id: number): Promise<string> {
    runs.push('request');
    return `${this.cities.country} ${id}`;
  }
}

/** A new class each time, all of one name. */
function namesake(label: string) {
  @Injectable()
  class Namesake {
    @Cacheable()
    async who(): Promise<string> {
      runs.push(label);
      return label;
    }
  }
  return Namesake;
}

@Module({
  // The module is not imported here: the decorators find their cache wherever they stand.
  providers: [CityService, FrenchService, OverridingService, RequestService],
})
class CitiesModule {}

describe('@Cacheable on the methods of providers', () => {
  let module: TestingModule;
  let cities: CityService;
  let prefixes: string[];
  const warn = jest.spyOn(Logger.prototype, 'warn');

  beforeAll(() => {
    prefixes = [uniquePrefix(), uniquePrefix()];
  });
  beforeEach(async () => {
    prefixes = [uniquePrefix(), uniquePrefix()];
    const connection = { url: sharedRedisUrl() };
    module = await Test.createTestingModule({
      imports: [
        HybridCacheModule.forRoot({ keyPrefix: prefixes[0], connection, isGlobal: false }),
        HybridCacheModule.forRoot({ name: 'other', keyPrefix: prefixes[1], connection }),
        CitiesModule,
      ],
    }).compile();
    await module.init();
    cities = module.get(CityService);
    runs.length = 0;
    gate = deferred();
    warn.mockReset();
    closing.push(module);
  });
  const closing: TestingModule[] = [];
  afterAll(() => Promise.all(closing.map(each => each.close())));

  it('runs a method once for each key', async () => {
    expect(await cities.find(1)).toEqual({ id: 1 });
    expect(await cities.find(1)).toEqual({ id: 1 });
    expect(await cities.find(2)).toEqual({ id: 2 });

    expect(runs).toEqual(['find 1', 'find 2']);
  });

  it('stores under the key that the template says', async () => {
    await cities.find(1);

    expect(await module.get(HybridCache, { strict: false }).get('city:1')).toEqual({ id: 1 });
  });

  it('makes a key of all arguments, whatever the order of members', async () => {
    await cities.search({ a: 1, b: [1, { c: null }] });
    await cities.search({ b: [1, { c: null }], a: 1 });
    await cities.search({ a: 1, b: [1, { c: null }] }, undefined);
    expect(runs).toHaveLength(1);

    await cities.search({ a: 1, b: [1, { c: null }] }, 2);
    await cities.search({ a: '1', b: [1, { c: null }] });
    await cities.search({ a: 1n });
    await cities.search({ a: new Date(0) });
    await cities.search({ a: new Date(0).toJSON() });
    expect(runs).toHaveLength(6);
  });

  it('makes short keys of long arguments', async () => {
    const long = { text: 'x'.repeat(5000) };
    await cities.search(long);
    await cities.search(long);
    await cities.search({ text: `${long.text}y` });

    expect(runs).toHaveLength(2);
  });

  it('asks for a key when the arguments are no plain data', async () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;

    await expect(cities.search(new Money(1))).rejects.toThrow(UnkeyableValueError);
    await expect(cities.search(new Money(1))).rejects.toThrow(
      /CityService\.search\(\).*\[0\].*an instance of Money.*give the option `key`/,
    );
    await expect(cities.search(circular)).rejects.toThrow(UnkeyableValueError);
    await expect(cities.search(() => 1)).rejects.toThrow(/a function/);
  });

  it('takes keys and conditions from functions of the arguments', async () => {
    for (const id of [2, 2, 3, 3, 20, 20]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await cities.evenOnly(id)).toBe(id * 10);
    }

    expect(runs).toEqual(['even 2', 'even 3', 'even 3', 'even 20', 'even 20']);
  });

  it('calls functions of the options with the object as `this`', async () => {
    const french = module.get(FrenchService, { strict: false });

    expect([await cities.national(1), await french.national(1), await cities.national(1)]).toEqual([
      'CH 1',
      'FR 1',
      'CH 1',
    ]);
    expect(runs).toHaveLength(2);
  });

  it('works when an object calls itself', async () => {
    await cities.both(5);

    expect(runs).toEqual(['find 5']);
  });

  it('works for classes that inherit the method, each with keys of its own', async () => {
    const french = module.get(FrenchService, { strict: false });
    await cities.search({});
    await french.search({});
    await french.search({});

    expect(runs).toHaveLength(2);
  });

  it('works for a method that overrides, and calls what it overrides', async () => {
    const overriding = module.get(OverridingService, { strict: false });
    await overriding.find(6);
    await overriding.find(6);

    expect(runs).toEqual(['override', 'find 6', 'override']);
  });

  it('works for providers of a request', async () => {
    const resolve = async (): Promise<RequestService> =>
      module.get(ModuleRef).resolve(RequestService, ContextIdFactory.create(), { strict: false });
    const [first, second] = [await resolve(), await resolve()];

    expect(first).not.toBe(second);
    expect([await first.find(1), await second.find(1)]).toEqual(['CH 1', 'CH 1']);
    expect(runs).toEqual(['request']);
  });

  it('rebuilds instances of the class that `type` names', async () => {
    await cities.price();
    const price = await cities.price();

    expect(price).toBeInstanceOf(Money);
    expect(price.cents).toBe(100);
    expect(runs).toEqual(['price']);
  });

  it('runs a method once for all who call it at the same time', async () => {
    const calls = Array.from({ length: 50 }, () => cities.slow(1));
    gate.resolve();

    expect(new Set(await Promise.all(calls))).toEqual(new Set([1]));
    expect(runs).toHaveLength(1);
  });

  it('gives its error to all of them, and stores nothing', async () => {
    const calls = Array.from({ length: 3 }, () => cities.slow(-1));
    gate.resolve();
    const outcomes = await Promise.allSettled(calls);

    for (const outcome of outcomes) {
      expect(outcome).toEqual({ status: 'rejected', reason: new RangeError('negative') });
    }
    await expect(cities.slow(-1)).rejects.toThrow('negative');
    expect(runs).toHaveLength(2);
  });

  it('uses the cache that it names', async () => {
    await cities.inOther();
    await cities.inOther();

    expect(runs).toEqual(['other']);
    const token = { other: undefined as HybridCache | undefined };
    @Injectable()
    class Holder {
      constructor(@InjectHybridCache('other') other: HybridCache) {
        token.other = other;
      }
    }
    await module.get(ModuleRef).create(Holder);
    expect(await token.other?.get('other')).toBe('from other');
    expect(await module.get(HybridCache, { strict: false }).get('other')).toBeUndefined();
  });

  it('goes by own properties only', async () => {
    await cities.owned({ owner: { id: 1 } });
    await cities.owned({ owner: { id: 1 }, more: true });
    expect(runs).toHaveLength(1);

    const inherited = Object.create({ owner: { id: 1 } }) as object;
    await cities.owned(inherited);
    await cities.owned(inherited);
    expect(runs).toHaveLength(3);
    expect(String(warn.mock.calls)).toContain('{0.owner.id}');
  });

  it('does not cache by what only requests have, and says so', async () => {
    await cities.varying();
    await cities.varying();

    expect(runs).toHaveLength(2);
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('tells a method on an object that Nest did not make what to do', async () => {
    const made = new CityService();
    const find: unknown = Reflect.get(cities, 'find');

    await expect(made.find(1)).rejects.toThrow(NotInjectedError);
    await expect(made.find(1)).rejects.toThrow(/CityService\.find\(\) has @Cacheable.*`providers`/);
    if (typeof find !== 'function') throw new Error('There is no method');
    await expect(Reflect.apply(find, undefined, [1])).rejects.toThrow(NotInjectedError);
  });

  it('says the same for what a factory made', async () => {
    const factoryModule = await Test.createTestingModule({
      imports: [HybridCacheModule.forRoot({ connection: { url: sharedRedisUrl() } })],
      providers: [{ provide: 'CITIES', useFactory: () => new CityService() }],
    }).compile();
    closing.push(factoryModule);

    await expect(factoryModule.get<CityService>('CITIES').find(1)).rejects.toThrow(
      NotInjectedError,
    );
  });

  it('does not mix up classes of the same name', async () => {
    const create = <T>(type: new () => T): Promise<T> => module.get(ModuleRef).create(type);
    const first = await create(namesake('first'));
    const second = await create(namesake('second'));

    expect([await first.who(), await second.who(), await second.who()]).toEqual([
      'first',
      'second',
      'second',
    ]);
    expect(String(warn.mock.calls)).toContain('several classes');
  });

  it('keeps name, length and parameter types of the method', () => {
    const method = (name: string): Type => Reflect.get(CityService.prototype, name);

    expect([method('find').name, method('find').length]).toEqual(['find', 1]);
    expect([method('search').name, method('search').length]).toEqual(['search', 2]);
    expect(Reflect.getMetadata('design:paramtypes', CityService.prototype, 'search')).toEqual([
      Object,
      Number,
    ]);
  });
});
