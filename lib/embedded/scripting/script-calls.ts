import { refusalFor } from '../acl/refusal.js';
import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';
import type { CommandContext } from '../commands/command-context.js';
import { invoke } from '../commands/invoke.js';
import { ErrorReply, type Reply } from '../reply/reply.js';
import { Blocked } from '../session/blocked.js';

export interface ScriptPermissions {
  /** Declared by `no-writes` or by the `_RO` variants. */
  readonly isReadOnly: boolean;
  /** Declared by `allow-oom`. */
  readonly allowsOom: boolean;
}

/** The commands that one run of a script calls, with the checks that scripts are under. */
export class ScriptCalls {
  readonly #context: CommandContext;
  readonly #permissions: ScriptPermissions;
  #hasWritten = false;

  /** @param context of `forScript()`: where SELECT and `redis.setresp` have their effect */
  constructor(context: CommandContext, permissions: ScriptPermissions) {
    this.#context = context;
    this.#permissions = permissions;
  }

  /** A write was let through: such a script is not killed by SCRIPT KILL, nor stopped by OOM. */
  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  /** Runs a command; whatever goes wrong is an ErrorReply. */
  call(args: readonly Bytes[]): Reply {
    const { server } = this.#context;
    const command = server.commands.find(args);
    const refusal = this.#refusal(command, args);
    if (!command || refusal !== undefined) {
      if (command) command.stats.rejected++;
      const reply = new ErrorReply(refusal ?? '');
      server.stats.countError(reply.text);
      return reply;
    }
    if (command.isWrite) this.#hasWritten = true;
    const reply = invoke(this.#context, command, args);
    // The context denies blocking: what would block has answered already.
    return reply instanceof Blocked ? null : reply;
  }

  #refusal(command: Command | undefined, args: readonly Bytes[]): string | undefined {
    const { server, session } = this.#context;
    if (!command) return 'ERR Unknown Redis command called from script';
    if (!command.accepts(args.length) || !command.handler) {
      return 'ERR Wrong number of args calling Redis command from script';
    }
    if (command.isNoScript && !server.scripting.allowsAllCommands) {
      return 'ERR This Redis command is not allowed from script';
    }
    const refusal = refusalFor(server, session, command, args, 'lua');
    if (refusal !== undefined) return refusal;
    if (this.#permissions.isReadOnly && mayWrite(command)) {
      return 'ERR Write commands are not allowed from read-only scripts.';
    }
    const { config, isFull } = server;
    const isLimited = config.maxMemory > 0 && isFull && !this.#permissions.allowsOom;
    // What has begun to write is let on: to stop it half way would be worse.
    if (isLimited && !this.#hasWritten && command.deniesOom) {
      return "OOM command not allowed when used memory > 'maxmemory'.";
    }
    return undefined;
  }
}

function mayWrite({ isWrite, spec }: Command): boolean {
  return isWrite || spec.flags.includes('may_replicate');
}
