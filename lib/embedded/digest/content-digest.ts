import { createHash } from 'node:crypto';
import type { Bytes } from '../bytes.js';

const SIZE = 20;

/**
 * A digest of content as DEBUG DIGEST makes it: what has no order is {@link xor}ed into it, what has
 * one is {@link mix}ed, so that a different order gives a different digest.
 */
export class ContentDigest {
  #bytes: Uint8Array = new Uint8Array(SIZE);

  /** In hexadecimal digits. */
  get hex(): string {
    return Buffer.from(this.#bytes).toString('hex');
  }

  xor(data: Bytes | ContentDigest): void {
    const hash = sha1(data instanceof ContentDigest ? data.#bytes : Buffer.from(data, 'latin1'));
    this.#bytes = this.#bytes.map((byte, at) => byte ^ (hash[at] ?? 0));
  }

  mix(data: Bytes): void {
    this.xor(data);
    this.#bytes = new Uint8Array(sha1(this.#bytes));
  }
}

function sha1(bytes: Uint8Array): Buffer {
  return createHash('sha1').update(bytes).digest();
}
