import { ScriptError } from '../../errors/index.js';

/**
 * A call of an atomic batch has not run, because another call of it could not be made.
 *
 * @publicApi
 */
export class ScriptNotRunError extends ScriptError {
  readonly code = 'SCRIPT_NOT_RUN';
}
