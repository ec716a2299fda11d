import type { ExecutionContext } from '@nestjs/common';
import { isRecord } from './own-property.js';
import { type CallKind, requestField, requestOf } from './request-field.js';

/** Header fields, or gRPC metadata, that say who calls. */
const CREDENTIAL_FIELDS = ['authorization', 'cookie', 'x-api-key'] as const;

/**
 * Whether a call says who makes it, so that its answer may be for nobody else: by a header field
 * (`Authorization`, `Cookie`, `X-API-Key`), by a user that a guard or middleware found (`user` or
 * `auth` on the request, a `user` in its session), or by the metadata of an RPC. Whoever calls over
 * a WebSocket may have said it when the connection was made, which cannot be seen: that counts as
 * saying so.
 */
export function carriesCredentials(context: ExecutionContext): boolean {
  switch (context.getType<CallKind>()) {
    case 'rpc':
      return hasField(rpcHeaders(context.getArgByIndex<unknown>(1)));
    case 'ws':
      return true;
    default:
      return requestCarriesCredentials(context);
  }
}

function requestCarriesCredentials(context: ExecutionContext): boolean {
  const request = requestOf(context);
  if (isSet(requestField(context, 'user'))) return true;
  if (request === undefined) return false;
  const { session } = request;
  return (
    hasField(request.headers) ||
    isSet(request.auth) ||
    (isRecord(session) && (isSet(session.user) || isSet(session.passport)))
  );
}

function hasField(headers: unknown): boolean {
  return isRecord(headers) && CREDENTIAL_FIELDS.some(name => isSet(headers[name]));
}

/** The header fields of a message, by the ways of gRPC, NATS, Kafka and RabbitMQ. */
function rpcHeaders(context: unknown): unknown {
  if (!isRecord(context)) return undefined;
  const metadata = answerOf(context, 'getMap');
  if (metadata !== undefined) return metadata;
  const headers = answerOf(context, 'getHeaders');
  if (isRecord(headers) && typeof headers.get === 'function') {
    const { get } = headers;
    return Object.fromEntries(
      CREDENTIAL_FIELDS.map(name => [name, Reflect.apply(get, headers, [name]) || undefined]),
    );
  }
  const message = answerOf(context, 'getMessage');
  if (!isRecord(message)) return headers;
  return isRecord(message.properties) ? message.properties.headers : message.headers;
}

function answerOf(object: Readonly<Record<PropertyKey, unknown>>, method: string): unknown {
  const found = object[method];
  return typeof found === 'function' ? Reflect.apply(found, object, []) : undefined;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
