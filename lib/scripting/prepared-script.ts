import type {
  ScriptArgs,
  ScriptDefinition,
  ScriptKeys,
  ScriptReply,
  ScriptValue,
} from './definition/index.js';
import type { ScriptExecutor } from './script-executor.service.js';
import type { ScriptResult } from './script-result.js';

/**
 * A script that every master has loaded. Made by `ScriptExecutor.prepare`.
 *
 * @publicApi
 */
export class PreparedScript<Definition extends ScriptDefinition = ScriptDefinition> {
  readonly #executor: ScriptExecutor;
  readonly #script: Definition;

  constructor(executor: ScriptExecutor, script: Definition) {
    this.#executor = executor;
    this.#script = script;
  }

  /** As `ScriptExecutor.execute`. */
  execute<T = ScriptReply<Definition>>(
    keys?: readonly string[],
    values?: readonly ScriptValue[],
  ): Promise<ScriptResult<T>> {
    return this.#executor.execute<T>(this.#script, keys, values);
  }

  /** As `ScriptExecutor.run`. */
  run(
    keys: ScriptKeys<Definition>,
    args: ScriptArgs<Definition>,
  ): Promise<ScriptReply<Definition>> {
    return this.#executor.run(this.#script, keys, args);
  }
}
