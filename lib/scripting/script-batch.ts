import { ScriptError } from '../errors/index.js';
import type { ScriptArgs, ScriptDefinition, ScriptKeys, ScriptValue } from './definition/index.js';
import { ScriptNotRunError } from './errors/index.js';
import { decodeReply } from './script-call.js';
import type { InvocationOutcome, ScriptInvocation } from './script-invocation.js';
import type { ScriptResult } from './script-result.js';
import type { ScriptRunner } from './script-runner.js';
import { runTogether } from './script-transaction.js';

/** @publicApi */
export interface ScriptBatchOptions {
  /**
   * `true`: all calls run as one MULTI/EXEC, between whose parts nothing else runs; on a cluster all
   * their keys must share a slot. A call that fails does not stop the others, as everywhere in Redis.
   *
   * @default false
   */
  readonly atomic?: boolean | undefined;
}

/** How a batch makes calls of what it is given; the executor's. */
export interface CallPreparer {
  byPosition(
    script: string | ScriptDefinition,
    keys: readonly string[],
    values: readonly ScriptValue[],
  ): PreparedCall;
  byName(
    script: ScriptDefinition,
    keys: Readonly<Record<string, string | readonly string[]>>,
    args: Readonly<Record<string, unknown>>,
  ): PreparedCall;
}

export interface PreparedCall {
  readonly definition: ScriptDefinition;
  readonly invocation: ScriptInvocation;
}

/**
 * Calls that are sent together: in one write to each node, in their order, with one result each.
 * Made by `ScriptExecutor.batch`.
 *
 * ```ts
 * const [first, second] = await executor
 *   .batch()
 *   .addTyped(visit, { page: 'home' }, { by: 1 })
 *   .add(LuaScripts.GetMultiple, ['a', 'b'])
 *   .exec();
 * ```
 *
 * @publicApi
 */
export class ScriptBatch {
  readonly #runner: ScriptRunner;
  readonly #prepare: CallPreparer;
  readonly #isAtomic: boolean;
  readonly #calls: (PreparedCall | ScriptError)[] = [];

  constructor(runner: ScriptRunner, prepare: CallPreparer, { atomic }: ScriptBatchOptions) {
    this.#runner = runner;
    this.#prepare = prepare;
    this.#isAtomic = atomic === true;
  }

  /** How many calls there are. */
  get size(): number {
    return this.#calls.length;
  }

  /** A call by position, as `ScriptExecutor.execute`. What is wrong with it is its result. */
  add(
    script: string | ScriptDefinition,
    keys: readonly string[] = [],
    values: readonly ScriptValue[] = [],
  ): this {
    return this.#add(() => this.#prepare.byPosition(script, keys, values));
  }

  /** A call by name, as `ScriptExecutor.run`. What is wrong with it is its result. */
  addTyped<Definition extends ScriptDefinition>(
    script: Definition,
    keys: ScriptKeys<Definition>,
    args: ScriptArgs<Definition>,
  ): this;
  addTyped(
    script: ScriptDefinition,
    keys: Readonly<Record<string, string | readonly string[]>>,
    args: Readonly<Record<string, unknown>>,
  ): this {
    return this.#add(() => this.#prepare.byName(script, keys, args));
  }

  /**
   * Sends the calls, and gives one result for each, in their order; a failure of one is its result
   * and does not hide the others. The batch is empty afterwards.
   *
   * An atomic batch is not sent when anything is wrong with one of its calls: the others then fail
   * with ScriptNotRunError.
   */
  async exec(): Promise<ScriptResult[]> {
    const calls = this.#calls.splice(0);
    const sound = calls.filter((call): call is PreparedCall => !(call instanceof ScriptError));
    const outcomes = await this.#run(sound, calls.length - sound.length);
    const results = sound.map((call, index) => resultOf(call, outcomes[index]));
    let next = 0;
    return calls.map(call =>
      call instanceof ScriptError ? failure(call) : (results[next++] ?? failure(notRun(call))),
    );
  }

  #add(prepare: () => PreparedCall): this {
    try {
      this.#calls.push(prepare());
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      this.#calls.push(error);
    }
    return this;
  }

  async #run(
    calls: readonly PreparedCall[],
    unsound: number,
  ): Promise<readonly InvocationOutcome[]> {
    const invocations = calls.map(({ invocation }) => invocation);
    if (!this.#isAtomic) return this.#runner.callAll(invocations);
    if (unsound > 0) return calls.map(call => ({ error: notRun(call) }));
    try {
      return await runTogether(this.#runner, invocations);
    } catch (error) {
      return calls.map(() => ({ error }));
    }
  }
}

function resultOf(
  { definition }: PreparedCall,
  outcome: InvocationOutcome | undefined,
): ScriptResult {
  if (outcome === undefined || 'error' in outcome) return failure(outcome?.error);
  try {
    return { success: true, result: decodeReply(definition, outcome.reply) };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): ScriptResult {
  if (!(error instanceof ScriptError)) throw error;
  return { success: false, result: undefined, error, errorMessage: error.message };
}

function notRun({ definition: { name } }: PreparedCall): ScriptNotRunError {
  return new ScriptNotRunError(
    `Script ${name} was not run: another call of the same atomic batch could not be made.`,
    { script: name },
  );
}
