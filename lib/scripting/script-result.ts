import type { ScriptError } from '../errors/index.js';

/** A script gave a result. */
export interface ScriptSuccess<T> {
  readonly success: true;
  readonly result: T;
}

/** A script gave none, and this is why. */
export interface ScriptFailure {
  readonly success: false;
  readonly result: undefined;
  readonly error: ScriptError;
  readonly errorMessage: string;
}

/**
 * What `ScriptExecutor.execute` resolves with.
 *
 * @publicApi
 */
export type ScriptResult<T = unknown> = ScriptSuccess<T> | ScriptFailure;
