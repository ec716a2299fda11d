import type { Bytes } from '../../bytes.js';

const SHORT: Readonly<Record<string, Bytes>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};
const DELETE = 0x7f;

/** How each byte is written inside a JSON string, where not as itself. */
export const ESCAPES: readonly (Bytes | undefined)[] = Array.from({ length: 256 }, (_, code) => {
  const isControl = code < 32 || code === DELETE;
  const unicode = isControl ? `\\u${code.toString(16).padStart(4, '0')}` : undefined;
  return SHORT[String.fromCharCode(code)] ?? unicode;
});

/** What the letter after a backslash stands for, as a code; `u` has a rule of its own. */
export const UNESCAPES: ReadonlyMap<number, number> = new Map(
  Object.entries(SHORT).map(([text, escape]) => [escape.charCodeAt(1), text.charCodeAt(0)]),
);
