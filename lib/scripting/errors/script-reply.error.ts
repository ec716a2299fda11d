import { inspect } from 'node:util';
import { ScriptError } from '../../errors/index.js';

/**
 * The script ran, but what came back is not what its definition says it returns.
 *
 * @publicApi
 */
export class ScriptReplyError extends ScriptError {
  readonly code = 'SCRIPT_REPLY';

  constructor(
    script: string,
    /** What the definition says, such as `an integer`. */
    readonly expected: string,
    /** What came back. */
    readonly reply: unknown,
    options?: ErrorOptions,
  ) {
    super(
      `Script ${script} answered ${inspect(reply, { depth: 3 })}, but its definition says ${expected}. ` +
        'Correct `returns`, or the script. (Redis gives an empty array for a table with string keys, ' +
        'and cuts an array at its first nil.)',
      { ...options, script },
    );
  }
}
