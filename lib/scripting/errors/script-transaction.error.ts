import { ScriptError } from '../../errors/index.js';

/**
 * An atomic batch has not run as a whole: the server forgot a script in the very moment between the
 * check and EXEC. Redis does not take back what a transaction has done.
 *
 * @publicApi
 */
export class ScriptTransactionError extends ScriptError {
  readonly code = 'SCRIPT_TRANSACTION';

  constructor(
    script: string,
    /** Places in the batch of the calls that have run. */
    readonly applied: readonly number[],
    /** Places of those that have not, since the server did not know their scripts. */
    readonly missing: readonly number[],
    options?: ErrorOptions,
  ) {
    super(
      `The server forgot script ${script} while an atomic batch ran: the calls at ${list(applied)} ran, ` +
        `those at ${list(missing)} did not. Send those again if the others may stay.`,
      { ...options, script },
    );
  }
}

function list(places: readonly number[]): string {
  return places.length === 0 ? 'no place' : places.join(', ');
}
