import { describe, expect, it } from '@jest/globals';
import { Get, Injectable, Post, SetMetadata, type Type } from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { addStep, type MethodStep, NotInjectedError } from '../../../lib/context/index.js';
import { getCoreToken } from '../../../lib/tokens/index.js';

const log: string[] = [];

class Recorder {
  constructor(readonly name: string) {}
}

const stepOf = (decorator: string, rank: number, isRepeatable = true): MethodStep<Recorder> => ({
  decorator,
  rank,
  isRepeatable,
  service: Recorder,
  cache: undefined,
  onHandler: (_recorder, { next }) => next.handle(),
  onMethod: async (recorder, call) => {
    log.push(`${decorator} ${recorder.name} ${call.name}(${call.args.join()})`);
    return call.proceed();
  },
});
const Step =
  (decorator: string, rank: number, isRepeatable?: boolean): MethodDecorator =>
  (target, key, descriptor) =>
    addStep(stepOf(decorator, rank, isRepeatable), target, key, descriptor);

/** SubscribeMessage of @nestjs/websockets, and Query of @nestjs/graphql, by what they note. */
const SubscribeMessage = () => SetMetadata('websockets:message_mapping', true);
const Query = () => SetMetadata('graphql:resolver_type', 'Query');
const ResolveField = () => SetMetadata('graphql:resolve_property', true);

/** Wraps a method, and takes the metadata along. */
const Foreign = (): MethodDecorator => (_target, _key, descriptor) => {
  const original = descriptor.value as unknown as (...args: unknown[]) => unknown;
  const wrapper = function (this: unknown, ...args: unknown[]): unknown {
    return Reflect.apply(original, this, args);
  };
  for (const key of Reflect.getMetadataKeys(original)) {
    Reflect.defineMetadata(key, Reflect.getMetadata(key, original), wrapper);
  }
  Object.assign(descriptor, { value: wrapper });
};

@Injectable()
class Service {
  @Step('@Low', 1)
  @Step('@High', 9)
  async lowAbove(value: number): Promise<number> {
    return value;
  }

  @Step('@High', 9)
  @Step('@Low', 1)
  async highAbove(value: number): Promise<number> {
    return value;
  }

  @Step('@Upper', 5)
  @Step('@Lower', 5)
  async equals(): Promise<void> {}

  @Step('@Any', 1)
  sync(): number {
    return 1;
  }

  @Get()
  @Step('@Any', 1)
  async getAbove(): Promise<string> {
    return 'plain';
  }

  @Step('@Any', 1)
  @Post()
  async getBelow(): Promise<string> {
    return 'plain';
  }

  @Step('@Any', 1)
  @Get()
  @Step('@Other', 2)
  async getBetween(): Promise<string> {
    return 'plain';
  }

  @Get()
  @Foreign()
  @Step('@Any', 1)
  async foreignBetween(): Promise<string> {
    return 'plain';
  }

  @MessagePattern('m')
  @Step('@Any', 1)
  async message(_data: unknown): Promise<string> {
    return 'plain';
  }

  @EventPattern('e')
  @Step('@Any', 1)
  async event(_data: unknown): Promise<string> {
    return 'plain';
  }

  @SubscribeMessage()
  @Step('@Any', 1)
  async socket(): Promise<string> {
    return 'plain';
  }

  @Query()
  @Step('@Any', 1)
  async query(): Promise<string> {
    return 'plain';
  }

  @ResolveField()
  @Step('@Any', 1)
  async field(): Promise<string> {
    return 'stepped';
  }

  @SetMetadata('path', 'only a path')
  @Step('@Any', 1)
  async otherMetadata(): Promise<string> {
    return 'stepped';
  }
}

@Injectable()
class Heir extends Service {
  override async getAbove(): Promise<string> {
    return super.getAbove();
  }
}

const methodOf = (name: string): Type => Reflect.get(Service.prototype, name);

async function make<T>(type: new () => T): Promise<T> {
  log.length = 0;
  const module = await Test.createTestingModule({
    providers: [
      type,
      { provide: getCoreToken(Recorder, undefined), useValue: new Recorder('recorder') },
    ],
  }).compile();
  return module.get(type);
}

describe('a decorated method', () => {
  it('runs its steps by rank, whatever their order in the text', async () => {
    const service = await make(Service);
    const expected = (name: string): string[] => [
      `@Low recorder Service.${name}(7)`,
      `@High recorder Service.${name}(7)`,
    ];

    expect(await service.lowAbove(7)).toBe(7);
    expect(log.splice(0)).toEqual(expected('lowAbove'));
    expect(await service.highAbove(7)).toBe(7);
    expect(log).toEqual(expected('highAbove'));
  });

  it('runs the upper of two of the same rank first', async () => {
    await (await make(Service)).equals();
    expect(log.map(line => line.split(' ')[0])).toEqual(['@Upper', '@Lower']);
  });

  it('gives a promise, also when the method gives none', async () => {
    const service = await make(Service);
    await expect(Promise.resolve(service.sync())).resolves.toBe(1);
    expect(service.sync()).toBeInstanceOf(Promise);
  });

  it.each([
    'getAbove',
    'getBelow',
    'getBetween',
    'foreignBetween',
    'message',
    'event',
    'socket',
    'query',
  ] as const)('lets calls through when Nest calls it as a handler: %s', async name => {
    const service = await make(Service);
    expect(await Reflect.apply(methodOf(name), service, [])).toBe('plain');
    expect(log).toEqual([]);
  });

  it.each(['field', 'otherMetadata'] as const)(
    'does its work when no interceptor is known to: %s',
    async name => {
      expect(await (await make(Service))[name]()).toBe('stepped');
      expect(log).toHaveLength(1);
    },
  );

  it('lets a handler through that a subclass calls by super', async () => {
    expect(await (await make(Heir)).getAbove()).toBe('plain');
    expect(log).toEqual([]);
  });

  it('goes by the class of the object', async () => {
    await (await make(Heir)).lowAbove(1);
    expect(log[0]).toBe('@Low recorder Heir.lowAbove(1)');
  });

  it('rejects, saying what to do, on an object that Nest did not make', async () => {
    await expect(new Service().lowAbove(1)).rejects.toThrow(NotInjectedError);
    await expect(new Service().lowAbove(1)).rejects.toMatchObject({
      code: 'NOT_INJECTED',
      method: 'Service.lowAbove',
    });
  });

  it('keeps the name, the length and the metadata of the method', () => {
    expect([methodOf('lowAbove').name, methodOf('lowAbove').length]).toEqual(['lowAbove', 1]);
    expect(Reflect.getMetadata('path', methodOf('getBelow'))).toBe('/');
    expect(Reflect.getMetadata('design:paramtypes', Service.prototype, 'lowAbove')).toEqual([
      Number,
    ]);
  });

  it('is wrapped once, and has one interceptor', () => {
    expect(Reflect.getMetadata('__interceptors__', methodOf('lowAbove'))).toHaveLength(1);
  });

  it('refuses a second step of a decorator that may stand once', () => {
    const twice = (): unknown => {
      class Twice {
        @Step('@Once', 1, false)
        @Step('@Once', 1, false)
        async method(): Promise<void> {}
      }
      return Twice;
    };
    expect(twice).toThrow(/@Once of Twice\.method/);
  });

  it('refuses getters', () => {
    const onGetter = (): unknown => {
      class Getter {
        @Step('@Any', 1)
        get value(): number {
          return 1;
        }
      }
      return Getter;
    };
    expect(onGetter).toThrow(/a method of instances/);
  });
});
