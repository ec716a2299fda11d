import { HybridCacheError } from './hybrid-cache.error.js';

/**
 * A script did not give a result: what `ScriptExecutor.run` rejects with, and what
 * `ScriptExecutor.execute` puts in its result. The subclass says which kind of failure it was.
 *
 * @publicApi
 */
export abstract class ScriptError extends HybridCacheError {
  /** Name of the script, where one was involved. */
  readonly script: string | undefined;

  constructor(message: string, options?: ErrorOptions & { readonly script?: string | undefined }) {
    super(message, options);
    this.script = options?.script;
  }
}
