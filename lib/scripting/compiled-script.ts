import { createHash } from 'node:crypto';
import luaparse from 'luaparse';
import { ScriptSyntaxError } from './errors/index.js';

/** A text with its digest, under the name that errors call it by. */
export interface CompiledScript {
  readonly name: string;
  readonly lua: string;
  readonly file: string | undefined;
  /** By which the server knows the text: 40 hexadecimal digits. */
  readonly sha1: string;
  readonly readOnly: boolean;
}

/** What {@link compileScript} needs of a definition. */
type ScriptText = Omit<CompiledScript, 'sha1'>;

export function compileScript({ name, lua, file, readOnly }: ScriptText): CompiledScript {
  const sha1 = createHash('sha1').update(lua).digest('hex');
  return { name, lua, file, readOnly, sha1 };
}

/**
 * Finds mistakes of syntax before a server sees the text.
 *
 * @throws ScriptSyntaxError with the file and the line
 */
export function checkSyntax({ name, lua, file }: Omit<ScriptText, 'readOnly'>): void {
  try {
    luaparse.parse(lua, { luaVersion: '5.1', comments: false });
  } catch (cause) {
    if (!isParseError(cause)) throw cause;
    throw new ScriptSyntaxError(name, cause.message, cause.line, file, { cause });
  }
}

function isParseError(error: unknown): error is Error & { line: number } {
  return typeof error === 'object' && error !== null && 'line' in error && 'message' in error;
}
