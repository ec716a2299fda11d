import type { Bytes } from '../bytes.js';
import type { ScriptErrorMode } from './script-options.js';

const DIRECTIVE = /^(?:#![^\n]*\n)?\s*--\[\[@on-error (rollback|keep)\]\]/;

/**
 * What a script says of itself before its first statement; a comment, so that a server takes the
 * same text. Undefined where it says nothing.
 */
export function onErrorDirective(source: Bytes): ScriptErrorMode | undefined {
  const mode = DIRECTIVE.exec(source)?.[1];
  return mode === 'rollback' || mode === 'keep' ? mode : undefined;
}
