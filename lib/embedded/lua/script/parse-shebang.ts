import type { Bytes } from '../../bytes.js';
import { splitInline } from '../../reply/split-inline.js';
import { findScriptFlag, type ScriptFlag } from './script-flags.js';

export interface ScriptText {
  readonly flags: ReadonlySet<ScriptFlag> | undefined;
  /** What follows the first line, with its line break, so that lines keep their numbers. */
  readonly code: Bytes;
}

/** Takes the `#!lua flags=…` line off a script; a string says what is wrong with it. */
export function parseShebang(source: Bytes): ScriptText | string {
  if (!source.startsWith('#!')) return { flags: undefined, code: source };
  const end = source.indexOf('\n');
  if (end < 0) return 'Invalid script shebang';
  const parts = splitInline(source.slice(0, end));
  if (!parts || parts.length === 0) return 'Invalid engine in script shebang';
  const [engine, ...options] = parts;
  if (engine !== '#!lua') return `Unexpected engine in script shebang: ${engine}`;
  const flags = new Set<ScriptFlag>();
  for (const option of options) {
    if (!option.startsWith('flags=')) return `Unknown lua shebang option: ${option}`;
    const names = option.slice('flags='.length);
    for (const name of names === '' ? [] : names.split(',')) {
      const flag = findScriptFlag(name);
      if (!flag) return `Unexpected flag in script shebang: ${name}`;
      flags.add(flag);
    }
  }
  return { flags, code: source.slice(end) };
}
