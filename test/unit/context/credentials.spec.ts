import { describe, expect, it } from '@jest/globals';
import { carriesCredentials } from '../../../lib/context/index.js';
import { contextOf, httpContext } from './contexts.js';

const graphql = (own: object) => contextOf('graphql', [undefined, {}, own, {}]);
const rpc = (context: unknown) => contextOf('rpc', [{}, context]);

describe('whether a call carries credentials', () => {
  it.each([
    ['an Authorization field', httpContext({ headers: { authorization: 'x' } })],
    ['a cookie', httpContext({ headers: { cookie: 'a=b' } })],
    ['an API key', httpContext({ headers: { 'x-api-key': 'k' } })],
    ['a user', httpContext({ headers: {}, user: { id: 1 } })],
    ['what express-jwt found', httpContext({ headers: {}, auth: {} })],
    ['a user in the session', httpContext({ headers: {}, session: { user: 'ann' } })],
    ['a session of passport', httpContext({ headers: {}, session: { passport: {} } })],
    ['a request of GraphQL', graphql({ req: { headers: { authorization: 'x' } } })],
    ['a user of GraphQL', graphql({ request: { headers: {}, user: {} } })],
    ['a user in the context of GraphQL', graphql({ user: {} })],
    ['metadata of gRPC', rpc({ getMap: () => ({ authorization: 'x' }) })],
    ['headers of NATS', rpc({ getHeaders: () => new Map([['authorization', 'x']]) })],
    ['headers of Kafka', rpc({ getMessage: () => ({ headers: { cookie: 'x' } }) })],
    [
      'headers of RabbitMQ',
      rpc({ getMessage: () => ({ properties: { headers: { cookie: 'x' } } }) }),
    ],
    ['a WebSocket, whose client may have shown them before', contextOf('ws', [{}, {}])],
  ])('it does, with %s', (_title, context) => {
    expect(carriesCredentials(context)).toBe(true);
  });

  it.each([
    ['a plain request', httpContext({ headers: { accept: '*/*' } })],
    ['a user of null, as Fastify has it', httpContext({ headers: {}, user: null })],
    ['a session of nobody', httpContext({ headers: {}, session: { cart: [] } })],
    ['a plain request of GraphQL', graphql({ req: { headers: {} } })],
    ['GraphQL without a request', graphql({})],
    ['a plain message', rpc({ getPattern: () => 'p' })],
    ['a message of NATS', rpc({ getHeaders: () => new Map() })],
    ['a message without headers', rpc({ getMessage: () => ({}) })],
    ['a message without a context', rpc(undefined)],
  ])('it does not, with %s', (_title, context) => {
    expect(carriesCredentials(context)).toBe(false);
  });
});
