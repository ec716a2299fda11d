/**
 * A binary string: one character (0 to 255) per byte, which V8 keeps in one byte each. All keys,
 * values and arguments inside the engine are `Bytes`; text crosses into it by {@link fromUtf8}.
 */
export type Bytes = string;

const INLINE_SLICE_LIMIT = 13;
const ASCII = /^[\x00-\x7f]*$/;

export function fromUtf8(text: string): Bytes {
  return ASCII.test(text) ? text : Buffer.from(text, 'utf8').latin1Slice();
}

export function toUtf8(bytes: Bytes): string {
  return ASCII.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').utf8Slice();
}

/**
 * The same bytes without the request they were cut from: V8 keeps the whole of a string alive for
 * a slice of 13 characters and more. For whatever stays in the keyspace.
 */
export function owned(bytes: Bytes): Bytes {
  return bytes.length < INLINE_SLICE_LIMIT ? bytes : Buffer.from(bytes, 'latin1').latin1Slice();
}
