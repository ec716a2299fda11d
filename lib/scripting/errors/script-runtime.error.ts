import { ScriptError } from '../../errors/index.js';

/**
 * The script began, and failed: in its Lua, or because the server refused one of its commands.
 * Writes made before the failure stay.
 *
 * @publicApi
 */
export class ScriptRuntimeError extends ScriptError {
  readonly code = 'SCRIPT_RUNTIME';

  constructor(
    script: string,
    /** The server's own words. */
    readonly reason: string,
    /** First word of the server's reply: `ERR`, `WRONGTYPE`, `OOM`, `READONLY`, or the script's own. */
    readonly serverCode: string,
    /** Line of the script, where the server named one. */
    readonly line: number | undefined,
    options?: ErrorOptions,
  ) {
    const place = line === undefined ? '' : `, line ${line}`;
    super(`Script ${script} failed${place}: ${reason}`, { ...options, script });
  }
}
