import { type ScriptError, ServerReplyError } from '../errors/index.js';
import type { RedisConnection } from '../redis/index.js';
import type { CompiledScript } from './compiled-script.js';
import { scriptError } from './script-failure.js';

/**
 * Which scripts the servers are known to have, and how they get them: by SCRIPT LOAD, since what
 * came by EVAL is forgotten again by Redis 7.4 and later.
 */
export class LoadedScripts {
  readonly #connection: RedisConnection;
  readonly #known = new Set<string>();
  readonly #refusals = new Map<string, ServerReplyError>();
  readonly #loading = new Map<string, Promise<void>>();
  readonly #prepared = new Map<string, CompiledScript>();
  #generation = 0;

  constructor(connection: RedisConnection) {
    this.#connection = connection;
    connection.onNodes(() => {
      this.forget(this.#generation);
      // What fails here is loaded by the next call.
      for (const script of this.#prepared.values()) this.load(script).catch(() => undefined);
    });
  }

  /** Grows whenever all that was known may be wrong. */
  get generation(): number {
    return this.#generation;
  }

  /**
   * Sees to it that a script can be called. Undefined when the call may be sent at once: on one
   * server the text goes in front of it, in the same write, so that calls keep their order.
   */
  ensure(script: CompiledScript): Promise<void> | undefined {
    if (this.#known.has(script.sha1)) return undefined;
    if (this.#connection.isCluster) return this.load(script);
    this.#known.add(script.sha1);
    this.#refusals.delete(script.sha1);
    this.#send(script).catch((error: unknown) => {
      this.#known.delete(script.sha1);
      if (error instanceof ServerReplyError) this.#refusals.set(script.sha1, error);
    });
    return undefined;
  }

  /** Why the server would not take a script whose call it then did not know. */
  refusalOf(script: CompiledScript): ScriptError | undefined {
    const refusal = this.#refusals.get(script.sha1);
    return refusal && scriptError(script, refusal);
  }

  /**
   * Loads a script on every master. Calls at the same time share one load.
   *
   * @throws ScriptError
   */
  load(script: CompiledScript): Promise<void> {
    let loading = this.#loading.get(script.sha1);
    if (loading === undefined) {
      loading = this.#loadEverywhere(script).finally(() => this.#loading.delete(script.sha1));
      this.#loading.set(script.sha1, loading);
    }
    return loading;
  }

  /** As {@link load}, now and on every master that there will be. @throws ScriptError */
  async prepare(script: CompiledScript): Promise<void> {
    await this.load(script);
    this.#prepared.set(script.sha1, script);
  }

  /** A server did not know a script: all of them are gone, unless that has been noticed since. */
  forget(generation: number): void {
    if (generation !== this.#generation) return;
    this.#generation++;
    this.#known.clear();
  }

  async #loadEverywhere(script: CompiledScript): Promise<void> {
    const generation = this.#generation;
    this.#refusals.delete(script.sha1);
    const masters = await this.#connection.masters();
    const results = await Promise.allSettled(masters.map(node => this.#send(script, node)));
    const failed = results.find(result => result.status === 'rejected');
    if (failed === undefined) {
      if (generation === this.#generation) this.#known.add(script.sha1);
      return;
    }
    const error: unknown = failed.reason;
    if (error instanceof ServerReplyError) {
      this.#refusals.set(script.sha1, error);
      throw scriptError(script, error);
    }
    // One master that is away must not stop scripts on the others: they have theirs now.
    if (results.every(result => result.status === 'rejected')) throw error;
  }

  #send(
    { lua }: CompiledScript,
    node?: Awaited<ReturnType<RedisConnection['masters']>>[number],
  ): Promise<unknown> {
    return this.#connection.send('script', ['load', lua], 'utf8', node);
  }
}
