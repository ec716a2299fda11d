import type { ExecutionContext } from '@nestjs/common';
import { requestOf } from '../context/index.js';
import { HybridCacheConfigurationError } from '../errors/index.js';
import { clientOf } from './client-address.js';

/** What the texts begin with by which {@link addressSubject} and {@link givenSubject} differ. */
const RESERVED = /^(?:ip|by):/;

/** The subject of a client who is known by the address only, where the call is one of HTTP. */
export function addressSubject(context: ExecutionContext): string | undefined {
  const address = requestOf(context)?.ip;
  return typeof address === 'string' && address !== '' ? `ip:${clientOf(address)}` : undefined;
}

/**
 * The subject of what the option `by` gave. It never looks like that of an address: a client could
 * otherwise send somebody's address as an API key, and use up what that one has.
 *
 * @throws HybridCacheConfigurationError
 */
export function givenSubject(option: string, value: unknown): string {
  switch (typeof value) {
    case 'string':
      return RESERVED.test(value) ? `by:${value}` : value;
    case 'number':
    case 'bigint':
      return String(value);
    default:
      throw new HybridCacheConfigurationError(
        `What ${option} gave`,
        value,
        'a string, a number or a bigint',
      );
  }
}
