import type { ExecutionContext } from '@nestjs/common';
import { type HttpResponse, isRecord, requestOf } from '../../context/index.js';
import type { Resolution } from '../resolution.js';

const OK = 200;

/** Name of this cache in `Cache-Status` (RFC 9211). */
const CACHE = 'nest-hybrid-cache';

/** Says in an answer that the cache was not asked, and why. */
export function describeForward(
  response: HttpResponse,
  forward: 'bypass' | 'method' | 'uri-miss',
): void {
  if (!response.isSent) response.setHeader('Cache-Status', `${CACHE}; fwd=${forward}`);
}

/**
 * Says in an answer where it came from, and gives it an entity tag. When the client has the same
 * already, the answer becomes 304 (Not Modified).
 */
export function describeResolution(
  response: HttpResponse,
  context: ExecutionContext,
  resolution: Resolution<unknown>,
): void {
  if (response.isSent) return;
  response.setHeader('Cache-Status', cacheStatus(resolution));
  const request = requestOf(context);
  const isHead = request?.method === 'HEAD';
  const { entry } = resolution;
  if (entry === undefined || response.statusCode !== OK) return;
  if (request?.method !== 'GET' && !isHead) return;
  // The handler's own tag (by @Header) says more than ours.
  if (response.getHeader('ETag') !== undefined) return;
  // Weak: what is around the handler may still change bytes, as by compression.
  const digest = `"${entry.digest()}"`;
  response.setHeader('ETag', `W/${digest}`);
  const known = isRecord(request?.headers) ? request.headers['if-none-match'] : undefined;
  if (typeof known === 'string' && matches(known, digest)) response.answerNotModified(isHead);
}

function cacheStatus({ source, entry, isStored }: Resolution<unknown>): string {
  if (source === 'joined') return `${CACHE}; fwd=uri-miss; collapsed`;
  if (source === 'factory') return `${CACHE}; fwd=uri-miss${isStored ? '; stored' : ''}`;
  return `${CACHE}; hit${entry === undefined ? '' : ttlOf(entry.entryExpiresAt)}; detail=${source}`;
}

function ttlOf(expiresAt: number): string {
  if (expiresAt === Infinity) return '';
  return `; ttl=${Math.max(0, Math.floor((expiresAt - Date.now()) / 1000))}`;
}

/** Weak comparison (RFC 9110, 8.8.3.2). A digest holds no quotes and no commas. */
function matches(ifNoneMatch: string, digest: string): boolean {
  return ifNoneMatch
    .split(',')
    .map(tag => tag.trim())
    .some(tag => tag === '*' || tag === digest || tag === `W/${digest}`);
}
