import { ScriptError } from '../../errors/index.js';

/**
 * The text is not Lua 5.1.
 *
 * @publicApi
 */
export class ScriptSyntaxError extends ScriptError {
  readonly code = 'SCRIPT_SYNTAX';

  constructor(
    script: string,
    message: string,
    /** Line of the mistake, counted from 1. */
    readonly line: number | undefined,
    /** The file that the text was read from, where it was. */
    readonly file: string | undefined,
    options?: ErrorOptions,
  ) {
    const place = [file, line].filter(part => part !== undefined).join(':');
    super(`Script ${script} is not valid Lua 5.1${place === '' ? '' : ` (${place})`}: ${message}`, {
      ...options,
      script,
    });
  }
}
