import type { Bytes } from '../bytes.js';
import { formatDouble } from './format-double.js';
import type { Reply, ReplyObject } from './reply.js';

export type Protocol = 2 | 3;

/** A reply as it goes over the wire; what RESP2 has no type for becomes what Redis sends there. */
export function encodeReply(reply: Reply, protocol: Protocol): Bytes {
  if (typeof reply === 'string') return `$${reply.length}\r\n${reply}\r\n`;
  if (typeof reply === 'number' || typeof reply === 'bigint') return `:${reply}\r\n`;
  if (reply === null) return protocol === 3 ? '_\r\n' : '$-1\r\n';
  if (isArray(reply)) return encodeArray('*', reply, protocol);
  return encodeObject(reply, protocol);
}

function encodeObject(reply: ReplyObject, protocol: Protocol): Bytes {
  const isResp3 = protocol === 3;
  switch (reply.kind) {
    case 'status':
      return `+${reply.text}\r\n`;
    case 'error':
      return `-${reply.text}\r\n`;
    case 'null-array':
      return isResp3 ? '_\r\n' : '*-1\r\n';
    case 'map':
      return isResp3
        ? `%${reply.entries.length / 2}\r\n${encodeAll(reply.entries, protocol)}`
        : encodeArray('*', reply.entries, protocol);
    case 'set':
      return encodeArray(isResp3 ? '~' : '*', reply.members, protocol);
    case 'push':
      return encodeArray(isResp3 ? '>' : '*', reply.items, protocol);
    case 'double':
      return encodeDouble(reply.text ?? formatDouble(reply.value), protocol);
    case 'boolean':
      if (isResp3) return reply.value ? '#t\r\n' : '#f\r\n';
      return reply.value ? ':1\r\n' : ':0\r\n';
    case 'big-number':
      return isResp3 ? `(${reply.digits}\r\n` : encodeReply(reply.digits, protocol);
    case 'verbatim':
      if (!isResp3) return encodeReply(reply.text, protocol);
      return `=${reply.text.length + 4}\r\n${reply.format}:${reply.text}\r\n`;
    default:
      return encodeAll(reply.replies, protocol);
  }
}

function encodeArray(mark: string, items: readonly Reply[], protocol: Protocol): Bytes {
  return `${mark}${items.length}\r\n${encodeAll(items, protocol)}`;
}

function encodeAll(items: readonly Reply[], protocol: Protocol): Bytes {
  let encoded = '';
  for (const item of items) encoded += encodeReply(item, protocol);
  return encoded;
}

function encodeDouble(text: Bytes, protocol: Protocol): Bytes {
  return protocol === 3 ? `,${text}\r\n` : encodeReply(text, protocol);
}

// Array.isArray does not narrow a readonly array away.
function isArray(reply: readonly Reply[] | ReplyObject): reply is readonly Reply[] {
  return Array.isArray(reply);
}
