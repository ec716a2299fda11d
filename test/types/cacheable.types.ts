import { applyDecorators, type ExecutionContext, Get } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { Cacheable, CacheEvict, CachePut } from '../../lib/index.js';

interface City {
  readonly id: number;
}

const Cached = (key: string): MethodDecorator => applyDecorators(Get(), Cacheable({ key }));

export class Handlers {
  @Cacheable()
  any(): number {
    return 1;
  }

  @Cacheable({ key: 'city:{params.id}', ttl: '10m', varyBy: ['user.id'] })
  template(_id: string): Observable<City> | undefined {
    return undefined;
  }

  @Cacheable({ key: context => context.getHandler().name })
  context(_id: string, _page: number): number {
    return 1;
  }

  @Cacheable({
    key: (context: ExecutionContext) => context.getHandler().name,
    condition: context => context.getType() === 'http',
    unless: (result: City | null, context) => result === null && context.getType() === 'http',
    varyBy: context => context.getHandler().name,
  })
  async all(_id: string): Promise<City | null> {
    return null;
  }

  @Cacheable({ unless: (city: City) => city.id === 1 })
  sync(): City {
    return { id: 1 };
  }

  @Cacheable({ unless: result => result === null })
  untyped(): City | null {
    return null;
  }

  @Cached('composed')
  composed(): number {
    return 1;
  }

  @CachePut({ key: 'city:{params.id}' })
  put(): City {
    return { id: 1 };
  }

  @CacheEvict({ key: ['city:{params.id}', 'cities'] })
  @CacheEvict({ all: true })
  evict(): void {}
}

export class Methods {
  readonly country = 'CH';

  @Cacheable({ key: (id: number) => `city:${id}` })
  async typed(_id: number): Promise<City> {
    return { id: 1 };
  }

  @Cacheable({ key: (id: number) => `city:${id}` })
  async more(_id: number, _page: string): Promise<City> {
    return { id: 1 };
  }

  @Cacheable({
    key(this: Methods, id: number) {
      return `${this.country}:${id}`;
    },
    unless: (city: City | null, id: number) => city === null || id === 0,
  })
  async withThis(_id: number): Promise<City | null> {
    return null;
  }

  @Cacheable({ key: 'city:{0.id}' })
  async positional(_city: City): Promise<City> {
    return { id: 1 };
  }

  @CachePut({ key: ({ id }: City) => `city:${id}` })
  async put(_city: City): Promise<City> {
    return { id: 1 };
  }

  @CacheEvict({ key: (id: number, name: string) => [`city:${id}`, `name:${name}`] })
  async evict(_id: number, _name: string): Promise<void> {}
}

export class Mistakes {
  // @ts-expect-error the key function takes a number
  @Cacheable({ key: (id: number) => `city:${id}` })
  async otherArgument(_id: string): Promise<City> {
    return { id: 1 };
  }

  // @ts-expect-error the key function takes an argument that the method need not get
  @Cacheable({ key: (id: number) => `city:${id}` })
  async optionalArgument(_id?: number): Promise<City> {
    return { id: 1 };
  }

  // @ts-expect-error a method that is no handler must give a promise
  @Cacheable({ key: (id: number) => `city:${id}` })
  syncWithFunction(_id: number): City {
    return { id: 1 };
  }

  // @ts-expect-error a method that is no handler must give a promise
  @Cacheable({ key: 'city:{0}' })
  syncWithTemplate(_id: number): City {
    return { id: 1 };
  }

  // @ts-expect-error `unless` takes another result
  @Cacheable({ unless: (name: string) => name === '' })
  async otherResult(): Promise<City> {
    return { id: 1 };
  }

  // @ts-expect-error the condition takes a number
  @CacheEvict({ key: 'city:{0}', condition: (id: number) => id > 0 })
  async otherCondition(_id: string): Promise<void> {}

  // @ts-expect-error it is of another class
  @Cacheable({
    key(this: Methods, id: number) {
      return `${this.country}:${id}`;
    },
  })
  async otherThis(_id: number): Promise<City> {
    return { id: 1 };
  }

  // @ts-expect-error @CachePut needs a key
  @CachePut({ ttl: 10 })
  async withoutKey(): Promise<City> {
    return { id: 1 };
  }

  // @ts-expect-error there are no tags yet
  @Cacheable({ tags: ['cities'] })
  async unknownOption(): Promise<City> {
    return { id: 1 };
  }
}
