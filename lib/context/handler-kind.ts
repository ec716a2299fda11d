import 'reflect-metadata';

/**
 * What Nest's own decorators note on a function that it will call as a handler, after interceptors.
 * They are strings of `@nestjs/common`, `@nestjs/microservices`, `@nestjs/websockets` and
 * `@nestjs/graphql`, the last three of which an app need not have.
 *
 * A field resolver of GraphQL is not among them: whether interceptors run for it is the app's
 * setting (`fieldResolverEnhancers`), and shows when they do.
 */
const HANDLER_MARKS = [
  ['path', 'method'],
  ['microservices:handler_type'],
  ['graphql:resolver_type'],
  ['websockets:message_mapping'],
] as const;

/** Whether Nest calls this function as a handler: of HTTP, RPC, GraphQL or WebSockets. */
export function isHandlerFunction(method: object): boolean {
  return HANDLER_MARKS.some(marks => marks.every(mark => Reflect.hasOwnMetadata(mark, method)));
}
