import type { ScriptError, ServerReplyError } from '../errors/index.js';
import type { CompiledScript } from './compiled-script.js';
import { ScriptRuntimeError, ScriptSyntaxError } from './errors/index.js';

/** The error that a reply of the server means to who called a script. */
export function scriptError(
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
