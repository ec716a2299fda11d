import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { InvalidKeyError } from '../errors/index.js';

/**
 * What is kept as it is: short and readable, and never beginning with the '#' of a digest. A brace
 * is not: subjects come from users, who must not choose the slot of a cluster with a hash tag.
 */
const PLAIN = /^(?!#)[!-z|~]{1,64}$/;

/**
 * The last part of a key for a subject: different for different subjects, at most 64 bytes long.
 *
 * @throws InvalidKeyError
 */
export function encodeSubject(subject: unknown): string {
  if (typeof subject !== 'string' || subject === '') {
    throw new InvalidKeyError(
      `The subject of a rate limit must be a string that is not empty, but is ${inspect(subject)}.`,
    );
  }
  if (PLAIN.test(subject)) return subject;
  // As UTF-16: in UTF-8, all halves of surrogate pairs would become the same.
  return `#${createHash('sha256').update(subject, 'utf16le').digest('base64url')}`;
}
