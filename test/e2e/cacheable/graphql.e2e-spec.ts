import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  Logger,
  UseGuards,
} from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  GraphQLModule,
  ID,
  Int,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { Cacheable, CacheEvict } from '../../../lib/index.js';
import { type CachedApp, startApp } from './cached-app.js';

const runs: string[] = [];

@ObjectType()
class City {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;
}

@Injectable()
class TokenGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { req } = context.getArgByIndex<{ req: Record<string, unknown> }>(2);
    const headers = req.headers as Record<string, string | undefined>;
    if (headers['x-silent'] !== undefined) req.user = { id: headers['x-silent'] };
    return true;
  }
}

@Resolver(() => City)
@UseGuards(TokenGuard)
class CityResolver {
  @Query(() => City)
  @Cacheable()
  city(@Args('id', { type: () => ID }) id: string): City {
    runs.push('city');
    return { id, name: `City ${id}` };
  }

  @Query(() => City)
  @Cacheable({ key: 'gql-city:{args.id}' })
  keyed(@Args('id', { type: () => ID }) id: string): City {
    runs.push('keyed');
    return { id, name: `Keyed ${id}` };
  }

  @Query(() => String)
  @Cacheable({ varyBy: ['user.id'] })
  me(@Context('req') request: { user?: { id: string } }): string {
    runs.push('me');
    return request.user?.id ?? 'nobody';
  }

  @Query(() => String)
  @Cacheable()
  secret(@Context('req') request: { headers: Record<string, string> }): string {
    runs.push('secret');
    return request.headers.authorization ?? 'nobody';
  }

  @Mutation(() => Int)
  @Cacheable()
  cachedMutation(): number {
    return runs.push('mutation');
  }

  @Mutation(() => Int)
  @CacheEvict({ key: 'gql-city:{args.id}' })
  evict(@Args('id', { type: () => ID }) _id: string): number {
    return runs.push('evict');
  }

  @ResolveField(() => Int)
  @Cacheable()
  population(@Parent() { id }: City): number {
    runs.push(`population ${id}`);
    return Number(id) * 1000;
  }

  @ResolveField(() => Int)
  @Cacheable({ key: 'area:{parent.id}' })
  area(@Parent() { id }: City): number {
    runs.push(`area ${id}`);
    return Number(id) * 10;
  }
}

describe.each([
  ['with interceptors on fields', ['interceptors', 'guards'] as const],
  ['without interceptors on fields', [] as const],
])('@Cacheable on GraphQL resolvers, %s', (_title, fieldResolverEnhancers) => {
  let cached: CachedApp;
  const warn = jest.spyOn(Logger.prototype, 'warn');

  beforeAll(async () => {
    cached = await startApp({
      imports: [
        GraphQLModule.forRoot<ApolloDriverConfig>({
          driver: ApolloDriver,
          autoSchemaFile: true,
          graphiql: false,
          fieldResolverEnhancers: [...fieldResolverEnhancers],
        }),
      ],
      providers: [CityResolver],
    });
  });
  beforeEach(() => {
    runs.length = 0;
    warn.mockReset();
  });
  afterAll(() => cached.close());

  const ask = async (query: string, headers: Record<string, string> = {}): Promise<unknown> => {
    const { body, headers: answered } = await cached
      .post('/graphql')
      .set(headers)
      .send({ query })
      .expect(200);
    expect(answered['cache-status']).toBeUndefined();
    expect(body.errors).toBeUndefined();
    return body.data;
  };

  it('caches a query by its arguments, and touches no response', async () => {
    expect(await ask('{ city(id: 1) { name } }')).toEqual({ city: { name: 'City 1' } });
    expect(await ask('{ city(id: 1) { name id } }')).toEqual({ city: { name: 'City 1', id: '1' } });
    expect(await ask('{ city(id: 2) { name } }')).toEqual({ city: { name: 'City 2' } });
    expect(runs).toEqual(['city', 'city']);
  });

  it('caches by a template of the arguments, and evicts by one', async () => {
    await ask('{ a: keyed(id: 7) { name } b: keyed(id: 7) { name } }');
    await ask('{ keyed(id: 7) { name } }');
    expect(runs).toEqual(['keyed']);

    await ask('mutation { evict(id: 7) }');
    await ask('{ keyed(id: 7) { name } }');
    expect(runs).toEqual(['keyed', 'evict', 'keyed']);
  });

  it("never gives one user's answer to another", async () => {
    const ann = { authorization: 'ann' };
    const ben = { authorization: 'ben' };
    expect(await ask('{ secret }')).toEqual({ secret: 'nobody' });
    expect(await ask('{ secret }', ann)).toEqual({ secret: 'ann' });
    expect(await ask('{ secret }', ben)).toEqual({ secret: 'ben' });
    expect(await ask('{ secret }')).toEqual({ secret: 'nobody' });
    expect(String(warn.mock.calls)).toContain('CityResolver.secret() is not cached');
  });

  it('keeps users apart by varyBy', async () => {
    const ann = { 'x-silent': 'ann' };
    const ben = { 'x-silent': 'ben' };
    expect(await ask('{ me }', ann)).toEqual({ me: 'ann' });
    expect(await ask('{ me }', ben)).toEqual({ me: 'ben' });
    expect(await ask('{ me }')).toEqual({ me: 'nobody' });
    expect(await ask('{ me }', ann)).toEqual({ me: 'ann' });
    expect(runs).toHaveLength(3);
  });

  it('does not cache a mutation without a key', async () => {
    await ask('mutation { cachedMutation }');
    await ask('mutation { cachedMutation }');
    expect(runs).toHaveLength(2);
  });

  it('never gives the field of one object for that of another', async () => {
    const query = '{ a: city(id: 1) { population area } b: city(id: 2) { population area } }';
    const expected = {
      a: { population: 1000, area: 10 },
      b: { population: 2000, area: 20 },
    };
    expect(await ask(query)).toEqual(expected);
    expect(await ask(query)).toEqual(expected);
  });

  it('caches a field by a key of its object, where interceptors run for fields', async () => {
    await ask('{ city(id: 3) { area } }');
    await ask('{ city(id: 3) { area } }');
    const times = runs.filter(run => run === 'area 3').length;
    expect(times).toBe(fieldResolverEnhancers.length === 0 ? 2 : 1);
  });
});
