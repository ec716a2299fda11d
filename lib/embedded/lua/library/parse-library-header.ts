import type { Bytes } from '../../bytes.js';
import { splitInline } from '../../reply/split-inline.js';

const NAME_OPTION = /^name=/i;
const NAME = /^[A-Za-z0-9_]+$/;
const INVALID_NAME =
  'Library names can only contain letters, numbers, or underscores(_) and must be at least one character long';

export interface LibraryText {
  readonly name: Bytes;
  /** What follows the first line, with its line break, so that lines keep their numbers. */
  readonly code: Bytes;
}

/** Takes the `#!lua name=…` line off a library; a string says what is wrong with it. */
export function parseLibraryHeader(source: Bytes): LibraryText | string {
  if (!source.startsWith('#!')) return 'Missing library metadata';
  const end = source.indexOf('\n');
  const parts = end < 0 ? undefined : splitInline(source.slice(0, end));
  if (!parts || parts.length === 0) return 'Invalid library metadata';
  const [engine = '', ...options] = parts;
  let name: Bytes | undefined;
  for (const option of options) {
    if (!NAME_OPTION.test(option)) return `Invalid metadata value given: ${option}`;
    if (name !== undefined) {
      return 'Invalid metadata value, name argument was given multiple times';
    }
    name = option.slice('name='.length);
  }
  if (name === undefined) return 'Library name was not given';
  if (!isLibraryName(name)) return INVALID_NAME;
  const engineName = engine.slice('#!'.length);
  if (engineName.toLowerCase() !== 'lua') return `Engine '${engineName}' not found`;
  return { name, code: source.slice(end) };
}

/** Functions may be called what libraries may be called; Redis says «library» of both. */
export function invalidNameMessage(name: Bytes): string | undefined {
  return isLibraryName(name) ? undefined : INVALID_NAME;
}

function isLibraryName(name: Bytes): boolean {
  return NAME.test(name);
}
