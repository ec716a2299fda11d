import { createHash } from 'node:crypto';
import type { Bytes } from '../bytes.js';

const HASH = /^[0-9a-f]{64}$/;

/** How a password is kept: SHA-256 in hexadecimal digits. */
export function passwordHash(password: Bytes): string {
  return createHash('sha256').update(password, 'latin1').digest('hex');
}

export function isPasswordHash(text: Bytes): boolean {
  return HASH.test(text);
}
