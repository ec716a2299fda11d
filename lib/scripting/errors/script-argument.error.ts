import { ScriptError } from '../../errors/index.js';

/**
 * A key or an argument is not what the script's definition says. Nothing was sent.
 *
 * @publicApi
 */
export class ScriptArgumentError extends ScriptError {
  readonly code = 'SCRIPT_ARGUMENT';
}
