import { LRUCache } from 'lru-cache';
import { InvalidKeyError, ScriptError } from '../errors/index.js';
import { OptionReader } from '../options/index.js';
import type { CommandArgument, KeySpace } from '../redis/index.js';
import { type CompiledScript, compileScript } from './compiled-script.js';
import {
  defineScript,
  SCRIPT_NAME,
  type ScriptArgs,
  type ScriptDefinition,
  type ScriptKeys,
  type ScriptReply,
  type ScriptValue,
  UNTYPED,
} from './definition/index.js';
import { ScriptArgumentError } from './errors/index.js';
import { LuaScripts } from './library/index.js';
import { PreparedScript } from './prepared-script.js';
import { type PreparedCall, ScriptBatch, type ScriptBatchOptions } from './script-batch.js';
import { checkKeyCount, decodeReply, orderArgs, orderKeys, positionalArgs } from './script-call.js';
import type { ScriptRegistry } from './script-registry.service.js';
import type { ScriptResult } from './script-result.js';
import type { ScriptRunner } from './script-runner.js';

/** The scripts of the library, which need not be registered. */
const LIBRARY: ReadonlyMap<string, ScriptDefinition> = new Map(
  Object.values(LuaScripts).map(script => [script.name, script]),
);

/** How many texts that were given as strings are remembered with their digests. */
const REMEMBERED_TEXTS = 1000;

/**
 * Runs Lua scripts on the server: atomically, by their digest, with the key prefix on KEYS.
 *
 * @publicApi
 */
export class ScriptExecutor {
  readonly #runner: ScriptRunner;
  readonly #registry: ScriptRegistry;
  readonly #keySpace: KeySpace;
  readonly #compiled = new WeakMap<ScriptDefinition, CompiledScript>();
  readonly #texts = new LRUCache<string, ScriptDefinition>({ max: REMEMBERED_TEXTS });

  constructor(runner: ScriptRunner, registry: ScriptRegistry, keySpace: KeySpace) {
    this.#runner = runner;
    this.#registry = registry;
    this.#keySpace = keySpace;
  }

  /**
   * Runs a script with keys and arguments by position. Never rejects for a failure of the script or
   * of the server: look at `success`.
   *
   * @param script a definition, the name of a registered one or of one of LuaScripts, or Lua text
   */
  async execute<Definition extends ScriptDefinition>(
    script: Definition,
    keys?: readonly string[],
    values?: readonly ScriptValue[],
  ): Promise<ScriptResult<ScriptReply<Definition>>>;
  async execute<T = unknown>(
    script: string | ScriptDefinition,
    keys?: readonly string[],
    values?: readonly ScriptValue[],
  ): Promise<ScriptResult<T>>;
  async execute(
    script: string | ScriptDefinition,
    keys: readonly string[] = [],
    values: readonly ScriptValue[] = [],
  ): Promise<ScriptResult> {
    try {
      const definition = this.#definitionOf(script);
      checkKeyCount(definition, keys);
      const args = positionalArgs(definition, values);
      return { success: true, result: await this.#call(definition, keys, args) };
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error;
      return { success: false, result: undefined, error, errorMessage: error.message };
    }
  }

  /**
   * Runs a script with keys and arguments by name, checked and typed by its definition.
   *
   * @throws ScriptArgumentError before the call, when they are not what the definition says
   * @throws ScriptError when the script or the server failed
   */
  run<Definition extends ScriptDefinition>(
    script: Definition,
    keys: ScriptKeys<Definition>,
    args: ScriptArgs<Definition>,
  ): Promise<ScriptReply<Definition>>;
  run(
    script: ScriptDefinition,
    keys: Readonly<Record<string, string | readonly string[]>>,
    args: Readonly<Record<string, unknown>>,
  ): Promise<unknown> {
    try {
      return this.#call(script, orderKeys(script, keys), orderArgs(script, args));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Loads a script on every master, so that its first call does not carry its text.
   *
   * @throws ScriptSyntaxError when the server cannot compile it
   */
  async prepare<Definition extends ScriptDefinition>(
    script: Definition,
  ): Promise<PreparedScript<Definition>>;
  async prepare(script: string): Promise<PreparedScript>;
  async prepare(script: string | ScriptDefinition): Promise<PreparedScript> {
    const definition = this.#definitionOf(script);
    if (definition.procedure === undefined)
      await this.#runner.scripts.prepare(this.#compile(definition));
    return new PreparedScript(this, definition);
  }

  /**
   * Collects calls, to be sent together.
   *
   * @throws HybridCacheConfigurationError
   */
  batch(options: ScriptBatchOptions = {}): ScriptBatch {
    const read = new OptionReader('batch()', options);
    const atomic = read.boolean('atomic', false);
    read.end();
    return new ScriptBatch(
      this.#runner,
      {
        byPosition: (script, keys, values) => {
          const definition = this.#definitionOf(script);
          checkKeyCount(definition, keys);
          return this.#prepareCall(definition, keys, positionalArgs(definition, values));
        },
        byName: (script, keys, args) =>
          this.#prepareCall(script, orderKeys(script, keys), orderArgs(script, args)),
      },
      { atomic },
    );
  }

  #prepareCall(
    definition: ScriptDefinition,
    keys: readonly string[],
    args: readonly CommandArgument[],
  ): PreparedCall {
    const { name } = definition;
    if (definition.procedure !== undefined) {
      throw new ScriptArgumentError(
        `Script ${name} does not run as one script, and cannot be part of a batch. Call execute.`,
        { script: name },
      );
    }
    const encoding = definition.returns.bytes ? 'bytes' : 'utf8';
    const script = this.#compile(definition);
    return { definition, invocation: { script, keys: this.#prefix(name, keys), args, encoding } };
  }

  #call(
    definition: ScriptDefinition,
    keys: readonly string[],
    args: readonly CommandArgument[],
  ): Promise<unknown> {
    const encoding = definition.returns.bytes ? 'bytes' : 'utf8';
    const named = this.#prefix(definition.name, keys);
    const decode = (reply: unknown): unknown => decodeReply(definition, reply);
    if (definition.procedure !== undefined) {
      return this.#runner.follow(definition.name, definition.procedure, named, args).then(decode);
    }
    return this.#runner.call(this.#compile(definition), named, args, encoding, decode);
  }

  #prefix(script: string, keys: readonly string[]): string[] {
    try {
      return keys.map(key => this.#keySpace.entry(key));
    } catch (cause) {
      if (!(cause instanceof InvalidKeyError)) throw cause;
      throw new ScriptArgumentError(`Script ${script}: ${cause.message}`, { script, cause });
    }
  }

  #definitionOf(script: string | ScriptDefinition): ScriptDefinition {
    if (typeof script !== 'string') return script;
    const registered = this.#registry.get(script) ?? LIBRARY.get(script);
    if (registered !== undefined) return registered;
    if (SCRIPT_NAME.test(script)) {
      const known = this.#registry.list().map(({ name }) => name);
      throw new ScriptArgumentError(
        `There is no script ${script}. Register it with forFeature. Known: ${known.join(', ') || 'none'}.`,
        { script },
      );
    }
    return this.#inline(script);
  }

  /** A text without a definition: it takes what it is given, and answers what it answers. */
  #inline(lua: string): ScriptDefinition {
    let definition = this.#texts.get(lua);
    if (definition === undefined) {
      definition = defineScript({ ...UNTYPED, name: 'inline', lua });
      this.#texts.set(lua, definition);
    }
    return definition;
  }

  #compile(definition: ScriptDefinition): CompiledScript {
    let compiled = this.#compiled.get(definition);
    if (compiled === undefined) {
      compiled = compileScript(definition);
      this.#compiled.set(definition, compiled);
    }
    return compiled;
  }
}
