import type { Bytes } from '../bytes.js';
import type { ErrorReply, Reply } from '../reply/reply.js';
import type { LoadedLibrary } from './library/loaded-library.js';
import type { LoadedScript } from './script/loaded-script.js';

export type { LibraryFunction, LoadedLibrary } from './library/loaded-library.js';
export type { LoadedScript } from './script/loaded-script.js';
export type { ScriptFlag } from './script/script-flags.js';

/** What a script can reach outside of Lua: the engine, in the context of the client that runs it. */
export interface LuaHost {
  /**
   * Runs a command, as `redis.call` and `redis.pcall` do; an ErrorReply is raised by the first. Of
   * typed replies (MapReply, DoubleReply…) the script sees what {@link setResp} asked for.
   *
   * An exception ends the script at once, and comes out of `run`.
   */
  call(args: Bytes[]): Reply;
  /** `redis.log`: 0 debug, 1 verbose, 2 notice, 3 warning. */
  log(level: number, message: Bytes): void;
  /** `redis.setresp`; every run begins with 2. */
  setResp(version: 2 | 3): void;
  /** `redis.set_repl`: a sum of 1 (AOF) and 2 (replicas). */
  setReplication(flags: number): void;
  /** `redis.acl_check_cmd`; undefined when there is no such command. */
  aclCheckCommand(args: Bytes[]): boolean | undefined;
}

/** What a run may use. What is not given is not limited. */
export interface LuaLimits {
  /** Wall time. A script is stopped at the next look at the clock: every 1,000 instructions, or 64 commands. */
  readonly timeMs?: number | undefined;
  /** Instructions of Lua's machine, counted in thousands; a command, or a step of a long search, is one. */
  readonly instructions?: number | undefined;
  /** How deep tables may be nested in a reply. By default 1000. */
  readonly replyDepth?: number | undefined;
  /** Bytes of a reply, roughly. By default 512 MB. */
  readonly replyBytes?: number | undefined;
  /** Asked now and then; a message ends the script with it, whatever it tries. */
  readonly interrupted?: (() => Bytes | undefined) | undefined;
}

export interface LuaRun {
  /** How error messages name it: the digest of a script, the name of a function. */
  readonly name: string;
  readonly keys: readonly Bytes[];
  readonly args: readonly Bytes[];
  readonly host: LuaHost;
  readonly limits?: LuaLimits | undefined;
}

/** Why a run ended that did not return: an error of the script, or a limit that was reached. */
export type LuaFailureCause =
  | 'error'
  | 'time'
  | 'instructions'
  | 'memory'
  | 'stack'
  | 'reply'
  | 'interrupted'
  | 'crash';

export type LuaOutcome =
  | { readonly ok: true; readonly reply: Reply }
  | {
      readonly ok: false;
      readonly error: ErrorReply;
      readonly cause: LuaFailureCause;
      /** The failing command has counted the error already. */
      readonly isCounted: boolean;
    };

/**
 * Runs scripts, one at a time. What is behind it is made when it is first needed, and replaced
 * whenever a script had to be stopped by force; what was loaded is loaded again by itself.
 */
export interface LuaVm {
  /** Compiles a script, or finds it again; the ErrorReply says why it cannot. */
  load(source: Bytes): LoadedScript | ErrorReply;
  /** Lets a script go; it would be compiled again. */
  unload(script: LoadedScript): void;
  run(script: LoadedScript, run: LuaRun): LuaOutcome;
  /** Runs the code of a library, as FUNCTION LOAD does, for the functions that it registers. */
  loadLibrary(
    source: Bytes,
    logger?: Pick<LuaHost, 'log'>,
    timeMs?: number,
  ): LoadedLibrary | ErrorReply;
  unloadLibrary(library: LoadedLibrary): void;
  /** Runs a function of a library that is loaded. */
  callFunction(library: LoadedLibrary, name: string, run: LuaRun): LuaOutcome;
  /** Bytes that values of Lua take, garbage included. */
  readonly usedBytes: number;
  /** Gives all memory back. What is used again is loaded again. */
  close(): void;
}
