import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Args, GraphQLModule, Query, Resolver } from '@nestjs/graphql';
import request, { type Response } from 'supertest';
import { RateLimited } from '../../../lib/index.js';
import { LimitedApp } from './limited-app.js';

@Resolver()
class CityResolver {
  @Query(() => String)
  @RateLimited({ limit: 1, window: '1h' })
  byAddress(): string {
    return 'city';
  }

  @Query(() => String)
  @RateLimited({ limit: 1, window: '1h', by: '{args.id}' })
  byId(@Args('id', { type: () => String }) id: string): string {
    return id;
  }
}

describe('@RateLimited in GraphQL', () => {
  let app: LimitedApp;

  beforeAll(async () => {
    const graphql = GraphQLModule.forRoot<ApolloDriverConfig>({
      driver: ApolloDriver,
      autoSchemaFile: true,
    });
    app = await LimitedApp.start({ imports: [graphql], providers: [CityResolver] });
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const query = (text: string, address = '192.0.2.1'): Promise<Response> =>
    request(app.app.getHttpServer())
      .post('/graphql')
      .set('x-forwarded-for', address)
      .send({ query: text });

  it('gives the error of HTTP 429, and leaves the response of HTTP alone', async () => {
    const allowed = await query('{ byAddress }');
    expect(allowed.body).toEqual({ data: { byAddress: 'city' } });
    expect(allowed.headers).not.toHaveProperty('ratelimit');
    const denied = await query('{ byAddress }');
    expect(denied.status).toBe(200);
    expect(denied.headers).not.toHaveProperty('retry-after');
    const [error] = denied.body.errors;
    expect(error.extensions.originalError).toMatchObject({
      statusCode: 429,
      'violated-policies': ['CityResolver.byAddress'],
    });
    expect((await query('{ byAddress }', '192.0.2.2')).body).not.toHaveProperty('errors');
  });

  it('goes by the arguments of a field', async () => {
    const { body } = await query('{ a: byId(id: "a") b: byId(id: "b") }');
    expect(body).toEqual({ data: { a: 'a', b: 'b' } });
    expect((await query('{ byId(id: "a") }')).body.errors).toHaveLength(1);
  });
});
