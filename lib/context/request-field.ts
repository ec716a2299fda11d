import type { ExecutionContext } from '@nestjs/common';
import { isRecord } from './own-property.js';

/** The kinds of call that are known here; libraries have more of their own. */
export type CallKind = 'http' | 'rpc' | 'ws' | 'graphql';

/** What a template may begin a placeholder with, on a handler. */
export const REQUEST_ROOTS = [
  'params',
  'query',
  'headers',
  'body',
  'user',
  'session',
  'data',
  'args',
  'parent',
] as const;

/** @see REQUEST_ROOTS */
export type RequestRoot = (typeof REQUEST_ROOTS)[number];

type Fields = Readonly<Record<PropertyKey, unknown>>;

const NOTHING: Fields = {};

/**
 * The HTTP request that a call came by: of an HTTP handler, or of a GraphQL resolver whose context
 * holds it as `req` or `request`, as it does by default.
 */
export function requestOf(context: ExecutionContext): Fields | undefined {
  const kind = context.getType<CallKind>();
  if (kind === 'http') return recordOf(context.getArgByIndex<unknown>(0));
  if (kind !== 'graphql') return undefined;
  const own = recordOf(context.getArgByIndex<unknown>(2)) ?? NOTHING;
  return recordOf(own.req) ?? recordOf(own.request);
}

/** One part of what a handler was called with, whatever the kind of call; undefined where it has none. */
export function requestField(context: ExecutionContext, root: RequestRoot): unknown {
  switch (context.getType<CallKind>()) {
    case 'http':
      return httpField(requestOf(context) ?? NOTHING, root);
    case 'graphql':
      return graphqlField(context, root);
    case 'rpc':
      return root === 'data' ? context.getArgByIndex<unknown>(0) : undefined;
    case 'ws':
      return wsField(context, root);
    default:
      return undefined;
  }
}

function httpField(request: Fields, root: RequestRoot): unknown {
  const isOfHttp = root !== 'data' && root !== 'args' && root !== 'parent';
  return isOfHttp ? request[root] : undefined;
}

function graphqlField(context: ExecutionContext, root: RequestRoot): unknown {
  if (root === 'parent') return context.getArgByIndex<unknown>(0);
  if (root === 'args') return context.getArgByIndex<unknown>(1);
  const request = requestOf(context);
  if (root === 'headers' || root === 'session') return request?.[root];
  if (root !== 'user') return undefined;
  return request?.user ?? recordOf(context.getArgByIndex<unknown>(2))?.user;
}

function wsField(context: ExecutionContext, root: RequestRoot): unknown {
  if (root === 'data') return context.getArgByIndex<unknown>(1);
  if (root !== 'user') return undefined;
  const client = recordOf(context.getArgByIndex<unknown>(0));
  return client?.user ?? recordOf(client?.data)?.user ?? recordOf(client?.request)?.user;
}

function recordOf(value: unknown): Fields | undefined {
  return isRecord(value) ? value : undefined;
}
