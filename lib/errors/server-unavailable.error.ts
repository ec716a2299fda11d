import { ScriptError } from './script.error.js';

/**
 * What is known of a command that has no answer: `none`, it did not run (it was never sent, or the
 * server refused it); `unknown`, it was sent, and may have run.
 *
 * @publicApi
 */
export type Execution = 'none' | 'unknown';

/**
 * The server could not be reached, or did not answer within the deadline. {@link execution} tells
 * whether the command may have run all the same.
 *
 * @publicApi
 */
export class ServerUnavailableError extends ScriptError {
  readonly code = 'SERVER_UNAVAILABLE';
  /** `none`: it is safe to send it again. `unknown`: only when running twice does no harm. */
  readonly execution: Execution;

  constructor(
    message: string,
    options?: ErrorOptions & {
      readonly script?: string | undefined;
      readonly execution?: Execution | undefined;
    },
  ) {
    super(message, options);
    this.execution = options?.execution ?? 'none';
  }
}
