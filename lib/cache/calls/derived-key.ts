import type { ExecutionContext } from '@nestjs/common';
import {
  type CallKind,
  isRecord,
  type MethodCall,
  ownProperty,
  requestField,
  requestOf,
  stableText,
  UnkeyableValueError,
} from '../../context/index.js';
import type { HandlerTraits } from './handler-traits.js';
import { NoKey } from './no-key.js';

/** A key that was made of a call: what it begins with is kept when it is too long. */
export interface DerivedKey {
  readonly start: string;
  readonly rest: string;
}

const GIVE_KEY = 'Give the option `key`.';

/**
 * Key of a handler's call, where the decorator has none: path and query of a GET or HEAD request;
 * else the name of the method, and data or arguments.
 */
export function deriveHandlerKey(
  context: ExecutionContext,
  traits: HandlerTraits,
): DerivedKey | NoKey {
  switch (context.getType<CallKind>()) {
    case 'http':
      return deriveHttpKey(context, traits);
    case 'rpc':
      return textOf(traits.name, requestField(context, 'data'));
    case 'graphql':
      return deriveGraphqlKey(context, traits);
    default:
      return new NoKey(`of a call of the kind '${context.getType()}' no key is known. ${GIVE_KEY}`);
  }
}

/**
 * Key of another method's call: its name and its arguments.
 *
 * @throws UnkeyableValueError
 */
export function deriveMethodKey({ name, args }: MethodCall): DerivedKey {
  const last = args.findLastIndex(arg => arg !== undefined);
  try {
    return { start: `${name}:`, rest: stableText(args.slice(0, last + 1)) };
  } catch (error) {
    if (!(error instanceof UnkeyableValueError)) throw error;
    const { path, what } = error;
    throw new UnkeyableValueError(path, what, `The arguments of ${name}()`, { cause: error });
  }
}

function deriveHttpKey(context: ExecutionContext, traits: HandlerTraits): DerivedKey | NoKey {
  const request = requestOf(context);
  const url = request?.originalUrl ?? request?.url;
  if (typeof url !== 'string') return new NoKey(`the request has no URL. ${GIVE_KEY}`);
  if (request?.method !== 'GET' && request?.method !== 'HEAD') {
    return new NoKey(
      `without a key, only GET and HEAD are, and this was ${String(request?.method)}. ${GIVE_KEY}`,
      'method',
      'method',
    );
  }
  if (hasBody(request.headers)) {
    // Else whoever sends one could choose the answer that others get.
    return new NoKey(`the request has a body, which is no part of its URL. ${GIVE_KEY}`);
  }
  // Nest also routes by these, so they tell handlers of the same path apart.
  const host = traits.isOfHosts ? `//${String(request.hostname)}` : '';
  return { start: `${traits.verb} `, rest: host + sortedUrl(url) + traits.version };
}

function hasBody(headers: unknown): boolean {
  if (!isRecord(headers)) return false;
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/** The query is sorted only where order cannot matter: no name is escaped, nested or given twice. */
function sortedUrl(url: string): string {
  const at = url.indexOf('?');
  if (at === -1) return url;
  const pairs = url.slice(at + 1).split('&');
  const names = pairs.map(pair => pair.split('=', 1).join());
  const isSortable = names.every(name => /^[\w-]+$/.test(name));
  if (pairs.length === 1 || !isSortable || new Set(names).size < names.length) return url;
  return `${url.slice(0, at)}?${pairs.toSorted().join('&')}`;
}

function deriveGraphqlKey(context: ExecutionContext, traits: HandlerTraits): DerivedKey | NoKey {
  const info = context.getArgByIndex<unknown>(3);
  const isRootField =
    isRecord(info) && isRecord(info.path) && ownProperty(info.path, ['prev']) === undefined;
  const isQuery = isRecord(info) && ownProperty(info.operation, ['operation']) === 'query';
  if (!isRootField || !isQuery) {
    return new NoKey(
      'without a key, only queries are, and not the fields of other objects, since these depend on ' +
        `the object. ${GIVE_KEY}`,
    );
  }
  return textOf(traits.name, requestField(context, 'args'));
}

function textOf(name: string, value: unknown): DerivedKey | NoKey {
  try {
    return { start: `${name}:`, rest: stableText(value) };
  } catch (error) {
    if (!(error instanceof UnkeyableValueError)) throw error;
    return new NoKey(error.message, 'derived key');
  }
}
