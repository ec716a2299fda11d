import { stableText } from './stable-text.js';

/**
 * Stands for the value of a placeholder in a key, so that different values give different texts:
 * `%` begins every notation, and a `%` of the value itself is escaped.
 */
const EMPTY = '%e';
const NULL = '%n';
const JSON_MARK = '%j';

/** Replaces the characters that mean something in a key by `%` and their bytes in hex. */
export type Escape = (text: string) => string;

/**
 * An {@link Escape} for `%`, and for the character that ends a value.
 *
 * @param end one character (code point), or nothing; never `%`
 */
export function escapeUpTo(end: string): Escape {
  const pattern = new RegExp(`[%${end.replace(/[\\\]^-]/, String.raw`\$&`)}]`, 'gu');
  return text => text.replace(pattern, encodeCharacter);
}

/**
 * Text of a value: `''` for what is absent, and a text of its own for an empty string. Numbers,
 * bigints and booleans are their decimal text: 1 and '1' are the same in a key.
 *
 * @throws UnkeyableValueError
 */
export function valueText(value: unknown, escape: Escape): string {
  switch (typeof value) {
    case 'string':
      return value === '' ? EMPTY : escape(value);
    case 'number':
    case 'bigint':
    case 'boolean':
      return escape(String(value));
    case 'undefined':
      return '';
    default:
      return value === null ? NULL : JSON_MARK + escape(stableText(value));
  }
}

function encodeCharacter(character: string): string {
  return Array.from(
    Buffer.from(character),
    byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');
}
