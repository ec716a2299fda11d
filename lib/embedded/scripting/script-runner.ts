import type { Bytes } from '../bytes.js';
import type { CommandContext } from '../commands/command-context.js';
import type { LuaLimits, LuaOutcome, LuaRun, ScriptFlag } from '../lua/index.js';
import { ErrorReply, type Reply } from '../reply/reply.js';
import type { Server } from '../server/server.js';
import { ScriptHost } from './script-host.js';
import type { EmbeddedScriptOptions, ScriptErrorMode } from './script-options.js';

/** One EVAL or FCALL. */
export interface ScriptInvocation {
  /** How error messages name it. */
  readonly name: Bytes;
  /** Those declared; undefined for a script without a `#!lua` line, which has more rights. */
  readonly flags: ReadonlySet<ScriptFlag> | undefined;
  /** By a command that ends in `_RO`. */
  readonly isReadOnly: boolean;
  readonly onError: ScriptErrorMode | undefined;
  readonly keys: readonly Bytes[];
  readonly args: readonly Bytes[];
  run(run: LuaRun): LuaOutcome;
}

/** Runs scripts and functions on behalf of a client, as units that may be taken back. */
export class ScriptRunner {
  readonly #server: Server;
  readonly #options: EmbeddedScriptOptions;

  constructor(server: Server, options: EmbeddedScriptOptions) {
    this.#server = server;
    this.#options = options;
  }

  run(caller: CommandContext, invocation: ScriptInvocation): Reply {
    const refusal = this.#refusal(invocation);
    if (refusal !== undefined) return new ErrorReply(refusal);
    const { events, unit } = this.#server;
    const { name, keys, args } = invocation;
    const mode = invocation.onError ?? this.#options.onError ?? 'keep';
    if (mode === 'keep') {
      const host = this.#host(caller, invocation);
      return replyOf(invocation.run({ name, keys, args, host, limits: this.#limits() }));
    }
    const { dirty } = events;
    const savepoint = unit.savepoint();
    let hasFailed = true;
    try {
      const host = this.#host(caller, invocation, effect => unit.defer(effect));
      const reply = replyOf(invocation.run({ name, keys, args, host, limits: this.#limits() }));
      hasFailed = reply instanceof ErrorReply;
      return reply;
    } finally {
      if (hasFailed) {
        unit.rollbackTo(savepoint);
        events.dirty = dirty;
      } else unit.release(savepoint);
    }
  }

  /** Why it may not even begin. */
  #refusal({ flags, isReadOnly }: ScriptInvocation): string | undefined {
    if (!flags || flags.has('no-writes')) return undefined;
    if (isReadOnly) return 'ERR Can not execute a script with write flag using *_ro command.';
    const { config, isFull } = this.#server;
    if (config.maxMemory > 0 && isFull && !flags.has('allow-oom')) {
      return "OOM allow-oom flag is not set on the script, can not run it when used memory > 'maxmemory'";
    }
    return undefined;
  }

  #host(
    caller: CommandContext,
    { flags, isReadOnly }: ScriptInvocation,
    defer?: (effect: () => void) => void,
  ): ScriptHost {
    const permissions = {
      isReadOnly: isReadOnly || flags?.has('no-writes') === true,
      allowsOom: flags?.has('allow-oom') === true,
    };
    return new ScriptHost(caller.forScript(), permissions, this.#options.log, defer);
  }

  #limits(): LuaLimits {
    const { maxInstructions, maxReplyBytes, maxReplyDepth } = this.#options;
    const { scriptTimeLimit } = this.#server.config;
    return {
      timeMs: scriptTimeLimit === 0 ? undefined : scriptTimeLimit,
      instructions: maxInstructions,
      replyBytes: maxReplyBytes,
      replyDepth: maxReplyDepth,
    };
  }
}

function replyOf(outcome: LuaOutcome): Reply {
  if (outcome.ok) return outcome.reply;
  return outcome.isCounted ? new ErrorReply(outcome.error.text, true) : outcome.error;
}
