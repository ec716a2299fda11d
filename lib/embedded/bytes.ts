/**
 * A binary string: one character (0 to 255) per byte, which V8 keeps in one byte each. All keys,
 * values and arguments inside the engine are `Bytes`; text crosses into it by {@link fromUtf8}.
 */
export type Bytes = string;

const INLINE_SLICE_LIMIT = 13;
const NOT_ASCII = /[^\p{ASCII}]/u;

export function fromUtf8(text: string): Bytes {
  return NOT_ASCII.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

export function toUtf8(bytes: Bytes): string {
  return NOT_ASCII.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}

/**
 * The same bytes without the request they were cut from: V8 keeps the whole of a string alive for
 * a slice of 13 characters and more. For whatever stays in the keyspace.
 */
export function owned(bytes: Bytes): Bytes {
  return bytes.length < INLINE_SLICE_LIMIT
    ? bytes
    : Buffer.from(bytes, 'latin1').toString('latin1');
}
