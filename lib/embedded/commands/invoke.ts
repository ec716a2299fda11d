import type { Bytes } from '../bytes.js';
import { monotonicNow } from '../real-time.js';
import { ErrorReply, type Reply } from '../reply/reply.js';
import type { Stats } from '../server/stats.js';
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
  const { events, monitors, slowLog, stats } = context.server;
  events.isScripted = context.isScript;
  // What a script reads counts as read by the command that runs it.
  if (context.session.onRead && !context.isScript) context.request = { command, args };
  stats.commands++;
  command.stats.calls++;
  monitors.commandBegins(context, command, args);
  // To look at the clock may take longer than the command.
  const began = slowLog.isOn ? monotonicNow() : undefined;
  let reply: Reply | Blocked;
  try {
    reply = command.handler?.(context, args) ?? null;
  } catch (error) {
    reply = errorReply(error);
  }
  monitors.commandEnds(context, command, args);
  if (command.isReadOnly) context.tellRead(command);
  if (typeof reply === 'object' && reply !== null) {
    if (reply instanceof Blocked) {
      if (!context.deniesBlocking) return reply;
      reply = reply.request.timeoutReply;
    } else if (reply instanceof ErrorReply) countFailure(stats, command, reply);
  }
  if (slowLog.isOn) {
    const duration = began === undefined ? 0 : monotonicNow() - began;
    slowLog.add(context.session, command, args, context.now, duration);
  }
  return reply;
}

/** Counts what a command has failed with, at once or after it had blocked. */
export function countFailure(
  stats: Stats,
  command: Command | undefined,
  { isCounted, text }: ErrorReply,
): void {
  if (command) command.stats.failed++;
  if (!isCounted) stats.countError(text);
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
