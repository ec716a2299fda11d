import { ServerReplyError } from '../errors/index.js';
import type { CommandArgument, RedisConnection, ReplyEncoding } from '../redis/index.js';
import type { CompiledScript } from './compiled-script.js';
import type { ScriptProcedure } from './definition/index.js';
import { CrossSlotError } from './errors/index.js';
import { LoadedScripts } from './loaded-scripts.js';
import { scriptError } from './script-failure.js';
import type { InvocationOutcome, ScriptInvocation } from './script-invocation.js';

/** How often a call is sent anew that has not run, because the server did not know its script. */
const MAX_ATTEMPTS = 16;

/**
 * Runs scripts by their digest, with keys as the server knows them, and brings a script back when
 * the server does not know it (any more): after SCRIPT FLUSH, a restart or a failover.
 */
export class ScriptRunner {
  readonly connection: RedisConnection;
  readonly scripts: LoadedScripts;
  /** Cleared when the server turns out to be older than 7.0. */
  #knowsReadOnly = true;

  constructor(connection: RedisConnection) {
    this.connection = connection;
    this.scripts = new LoadedScripts(connection);
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
    const crossing = this.crossSlot(script.name, keys);
    if (crossing) return Promise.reject(crossing);
    const loading = this.scripts.ensure(script);
    const invocation = { script, keys, args, encoding };
    if (loading) return loading.then(() => this.#recovering(invocation, 1)).then(decode);
    const { generation } = this.scripts;
    return this.#send(invocation).then(decode, (error: unknown) =>
      this.#recover(error, invocation, generation, 1).then(decode),
    );
  }

  /**
   * Sends several calls together, in one write to each node, and gives their outcomes in order. On
   * each node they run in this order, also those that the server did not know.
   */
  async callAll(invocations: readonly ScriptInvocation[]): Promise<InvocationOutcome[]> {
    const outcomes: InvocationOutcome[] = invocations.map(({ script, keys }) => {
      const error = this.crossSlot(script.name, keys);
      return error ? { error } : { reply: undefined };
    });
    let places = [...outcomes.keys()].filter(place => !('error' in (outcomes[place] ?? {})));
    for (let attempt = 1; places.length > 0; attempt++) {
      // oxlint-disable-next-line no-await-in-loop -- calls are sent anew once their scripts are there
      places = await this.#attempt(invocations, places, outcomes, attempt);
    }
    return outcomes;
  }

  /** Takes the steps of a script that does not run as one. @throws ScriptError */
  async follow(
    name: string,
    procedure: ScriptProcedure,
    keys: readonly string[],
    args: readonly CommandArgument[],
  ): Promise<unknown> {
    try {
      return await procedure(this.connection, keys, args);
    } catch (error) {
      throw error instanceof ServerReplyError
        ? scriptError({ name, file: undefined }, error)
        : error;
    }
  }

  /** Why keys cannot be used in one call: on a cluster they must live in one slot. */
  crossSlot(script: string, keys: readonly string[]): CrossSlotError | undefined {
    if (!this.connection.isCluster || keys.length < 2) return undefined;
    const slots = new Map(keys.map(key => [key, this.connection.slotOf(key)]));
    return new Set(slots.values()).size > 1 ? new CrossSlotError(script, slots) : undefined;
  }

  /** How a call is sent: its command and arguments. */
  commandOf({ script, keys, args }: ScriptInvocation): {
    readonly name: string;
    readonly args: CommandArgument[];
  } {
    const name = script.readOnly && this.#knowsReadOnly ? 'evalsha_ro' : 'evalsha';
    return { name, args: [script.sha1, keys.length, ...keys, ...args] };
  }

  #send(invocation: ScriptInvocation): Promise<unknown> {
    const { name, args } = this.commandOf(invocation);
    return this.connection.send(name, args, invocation.encoding);
  }

  async #recovering(invocation: ScriptInvocation, attempt: number): Promise<unknown> {
    const { generation } = this.scripts;
    try {
      return await this.#send(invocation);
    } catch (error) {
      return this.#recover(error, invocation, generation, attempt);
    }
  }

  async #recover(
    error: unknown,
    invocation: ScriptInvocation,
    generation: number,
    attempt: number,
  ): Promise<unknown> {
    if (!this.#mayRunNow(error, generation, attempt)) throw failureOf(invocation.script, error);
    const refusal = this.scripts.refusalOf(invocation.script);
    if (refusal) throw refusal;
    await this.scripts.ensure(invocation.script);
    return this.#recovering(invocation, attempt + 1);
  }

  /**
   * Whether a call failed for want of something that it can be given, and has not run; notes what
   * the server turned out not to know.
   */
  #mayRunNow(error: unknown, generation: number, attempt: number): boolean {
    if (!(error instanceof ServerReplyError) || attempt >= MAX_ATTEMPTS) return false;
    // Not any unknown command: Valkey words one that the script calls in the same way.
    if (/unknown command .?evalsha_ro/i.test(error.reply)) {
      this.#knowsReadOnly = false;
      return true;
    }
    if (error.serverCode !== 'NOSCRIPT') return false;
    this.scripts.forget(generation);
    return true;
  }

  /** Sends calls once; what is to be sent again comes back, by place. */
  async #attempt(
    invocations: readonly ScriptInvocation[],
    places: readonly number[],
    outcomes: InvocationOutcome[],
    attempt: number,
  ): Promise<number[]> {
    const calls = places.flatMap(place => {
      const invocation = invocations[place];
      return invocation ? [{ place, invocation }] : [];
    });
    const scripts = new Set(calls.map(({ invocation }) => invocation.script));
    // On a cluster only; one that fails is told by the calls.
    await Promise.allSettled([...scripts].map(async script => this.scripts.ensure(script)));
    const { generation } = this.scripts;
    const replies = await Promise.allSettled(calls.map(({ invocation }) => this.#send(invocation)));
    const again: number[] = [];
    for (const [index, { place, invocation }] of calls.entries()) {
      const settled = replies[index];
      if (settled?.status === 'fulfilled') {
        outcomes[place] = { reply: settled.value };
        continue;
      }
      const { script } = invocation;
      const isLost = this.#mayRunNow(settled?.reason, generation, attempt);
      const refusal = isLost ? this.scripts.refusalOf(script) : undefined;
      if (isLost && !refusal) again.push(place);
      else outcomes[place] = { error: refusal ?? failureOf(script, settled?.reason) };
    }
    return again;
  }
}

function failureOf(script: CompiledScript, error: unknown): unknown {
  return error instanceof ServerReplyError ? scriptError(script, error) : error;
}
