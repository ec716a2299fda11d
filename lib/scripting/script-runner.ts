import { type ScriptError, ServerReplyError } from '../errors/index.js';
import type { CommandArgument, RedisConnection, ReplyEncoding } from '../redis/index.js';
import type { CompiledScript } from './compiled-script.js';
import type { ScriptProcedure } from './definition/index.js';
import { CrossSlotError, ScriptRuntimeError, ScriptSyntaxError } from './errors/index.js';

/**
 * Runs scripts by their digest, with keys as the server knows them, and brings a script back when
 * the server does not know it (any more): after SCRIPT FLUSH, a restart or a failover.
 */
export class ScriptRunner {
  readonly #connection: RedisConnection;
  readonly #loading = new Map<string, Promise<void>>();
  /** Cleared when the server turns out to be older than 7.0. */
  #knowsReadOnly = true;

  constructor(connection: RedisConnection) {
    this.#connection = connection;
  }

  /**
   * @param decode what becomes of the reply; here, because a then() of its own would cost a promise
   * @throws ScriptError
   */
  call<Result = unknown>(
    script: CompiledScript,
    keys: readonly string[],
    args: readonly CommandArgument[],
    encoding: ReplyEncoding,
    decode: (reply: unknown) => Result,
  ): Promise<Result> {
    if (this.#connection.isCluster && keys.length > 1) {
      const slots = new Map(keys.map(key => [key, this.#connection.slotOf(key)]));
      if (new Set(slots.values()).size > 1) {
        return Promise.reject(new CrossSlotError(script.name, slots));
      }
    }
    return this.#send(script, keys, args, encoding).then(decode, (error: unknown) =>
      this.#recover(error, script, keys, args, encoding).then(decode),
    );
  }

  /** Takes the steps of a script that does not run as one. @throws ScriptError */
  async follow(
    name: string,
    procedure: ScriptProcedure,
    keys: readonly string[],
    args: readonly CommandArgument[],
  ): Promise<unknown> {
    try {
      return await procedure(this.#connection, keys, args);
    } catch (error) {
      throw error instanceof ServerReplyError
        ? scriptError({ name, file: undefined }, error)
        : error;
    }
  }

  /** Loads a script on every master. Calls at the same time share one load. */
  load(script: CompiledScript): Promise<void> {
    let loading = this.#loading.get(script.sha1);
    if (loading === undefined) {
      loading = this.#loadEverywhere(script).finally(() => this.#loading.delete(script.sha1));
      this.#loading.set(script.sha1, loading);
    }
    return loading;
  }

  #send(
    script: CompiledScript,
    keys: readonly string[],
    args: readonly CommandArgument[],
    encoding: ReplyEncoding,
  ): Promise<unknown> {
    const command = script.readOnly && this.#knowsReadOnly ? 'evalsha_ro' : 'evalsha';
    return this.#connection.send(command, [script.sha1, keys.length, ...keys, ...args], encoding);
  }

  async #recover(
    error: unknown,
    script: CompiledScript,
    keys: readonly string[],
    args: readonly CommandArgument[],
    encoding: ReplyEncoding,
  ): Promise<unknown> {
    if (!(error instanceof ServerReplyError)) throw error;
    // Not any unknown command: Valkey words one that the script calls in the same way.
    if (/unknown command .?evalsha_ro/i.test(error.reply)) {
      this.#knowsReadOnly = false;
      return this.call(script, keys, args, encoding, reply => reply);
    }
    if (error.serverCode !== 'NOSCRIPT') throw scriptError(script, error);
    await this.load(script);
    try {
      return await this.#send(script, keys, args, encoding);
    } catch (second) {
      throw second instanceof ServerReplyError ? scriptError(script, second) : second;
    }
  }

  async #loadEverywhere(script: CompiledScript): Promise<void> {
    const masters = await this.#connection.masters();
    const loads = masters.map(node =>
      this.#connection.send('script', ['load', script.lua], 'utf8', node),
    );
    const results = await Promise.allSettled(loads);
    const failed = results.find(result => result.status === 'rejected');
    if (failed === undefined) return;
    const error: unknown = failed.reason;
    if (error instanceof ServerReplyError) throw scriptError(script, error);
    // One master that is away must not stop scripts on the others: they have theirs now.
    const allFailed = results.every(result => result.status === 'rejected');
    if (allFailed) throw error;
  }
}

function scriptError(
  script: Pick<CompiledScript, 'name' | 'file'>,
  error: ServerReplyError,
): ScriptError {
  const { reply } = error;
  const line = lineOf(reply);
  const text = reply.replace(/ script: [0-9a-f]{40}, on @user_script:\d+\.?$/, '');
  if (/Error compiling script/.test(reply)) {
    return new ScriptSyntaxError(script.name, text, line, script.file, { cause: error });
  }
  return new ScriptRuntimeError(script.name, text, error.serverCode, line, { cause: error });
}

/** `… script: <sha>, on @user_script:7.` since Redis 7.0, else `user_script:7: …`. */
function lineOf(reply: string): number | undefined {
  const line = /on @user_script:(\d+)/.exec(reply)?.[1] ?? /user_script:(\d+):/.exec(reply)?.[1];
  return line === undefined ? undefined : Number(line);
}
