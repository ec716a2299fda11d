import type { Bytes } from '../bytes.js';
import { ErrorReply, type Reply } from '../reply/reply.js';
import { Blocked } from '../session/blocked.js';
import type { Command } from './command.js';
import type { CommandContext } from './command-context.js';
import { CommandError } from './command-error.js';

/**
 * Runs a command that was resolved and admitted, at the top level, in EXEC and in scripts alike. A
 * failure is an ErrorReply; Blocked comes back only where blocking is allowed.
 */
export function invoke(
  context: CommandContext,
  command: Command,
  args: readonly Bytes[],
): Reply | Blocked {
  const { stats } = context.server;
  stats.commands++;
  command.stats.calls++;
  let reply: Reply | Blocked;
  try {
    reply = command.handler?.(context, args) ?? null;
  } catch (error) {
    reply = errorReply(error);
  }
  if (typeof reply === 'object' && reply !== null) {
    if (reply instanceof Blocked) {
      if (!context.deniesBlocking) return reply;
      reply = reply.request.timeoutReply;
    } else if (reply instanceof ErrorReply) {
      command.stats.failed++;
      stats.countError(reply.text);
    }
  }
  if (command.isReadOnly) context.session.onRead?.(command, args);
  return reply;
}

/** What a command that threw answers. */
export function errorReply(error: unknown): ErrorReply {
  if (error instanceof CommandError) return new ErrorReply(oneLine(error.text));
  const message = error instanceof Error ? error.message : String(error);
  return new ErrorReply(oneLine(`ERR internal error: ${message}`));
}

// A line break would end the reply early.
function oneLine(text: Bytes): Bytes {
  return /[\r\n]/.test(text) ? text.replace(/[\r\n]+$/, '').replaceAll(/[\r\n]/g, ' ') : text;
}
