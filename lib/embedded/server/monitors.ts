import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';
import type { CommandContext } from '../commands/command-context.js';
import { StatusReply } from '../reply/reply.js';
import type { Session } from '../session/session.js';
import { monitorLine } from './monitor-line.js';

/** The clients of MONITOR: shown each command that runs, but those of administrators. */
export class Monitors {
  readonly #sessions = new Set<Session>();

  has(session: Session): boolean {
    return this.#sessions.has(session);
  }

  add(session: Session): void {
    this.#sessions.add(session);
  }

  release(session: Session): void {
    this.#sessions.delete(session);
  }

  /** A script is shown before what it calls. */
  commandBegins(context: CommandContext, command: Command, args: readonly Bytes[]): void {
    if (this.#sessions.size > 0 && skips(command)) this.#show(context, command, args);
  }

  commandEnds(context: CommandContext, command: Command, args: readonly Bytes[]): void {
    if (this.#sessions.size > 0 && !skips(command)) this.#show(context, command, args);
  }

  #show(context: CommandContext, command: Command, args: readonly Bytes[]): void {
    if (command.spec.flags.includes('admin')) return;
    const line = new StatusReply(monitorLine(context, command, args));
    for (const session of this.#sessions) {
      const show = (): void => {
        if (session.replyMode === 'on') session.push(line);
      };
      if (session === context.session) context.server.unit.deferAfterReply(show);
      else show();
    }
  }
}

function skips({ spec }: Command): boolean {
  return spec.flags.includes('skip_monitor');
}
