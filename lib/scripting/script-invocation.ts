import type { CommandArgument, ReplyEncoding } from '../redis/index.js';
import type { CompiledScript } from './compiled-script.js';

/** A call of a script, with its keys as the server knows them. */
export interface ScriptInvocation {
  readonly script: CompiledScript;
  readonly keys: readonly string[];
  readonly args: readonly CommandArgument[];
  readonly encoding: ReplyEncoding;
}

/** What came of a call: its reply, or the error that it failed with. */
export type InvocationOutcome = { readonly reply: unknown } | { readonly error: unknown };
