import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';
import { countFailure, errorReply, invoke } from '../commands/invoke.js';
import { monotonicNow } from '../real-time.js';
import { ErrorReply, QUEUED, type Reply } from '../reply/reply.js';
import type { Server } from '../server/server.js';
import { admit } from './admission.js';
import { Blocked } from './blocked.js';
import type { Session } from './session.js';

/** Run at once also between MULTI and EXEC. */
const NEVER_QUEUED: ReadonlySet<string> = new Set([
  'exec',
  'discard',
  'multi',
  'watch',
  'quit',
  'reset',
]);

/** The way of every command: look-up, checks, queueing, running, committing, answering. */
export class Dispatcher {
  readonly #server: Server;
  /** Requests that CLIENT PAUSE keeps back. */
  readonly #postponed = new WeakMap<Session, readonly Bytes[]>();
  /** Requests that have blocked their client. */
  readonly #blocked = new WeakMap<Session, readonly Bytes[]>();

  constructor(server: Server) {
    this.#server = server;
  }

  execute(session: Session, args: readonly Bytes[]): void {
    const { blockedClients, unit } = this.#server;
    this.#begin(session);
    const reply = this.#answer(session, args);
    unit.commit();
    if (reply instanceof Blocked) {
      this.#blocked.set(session, args);
      blockedClients.park(session, session.context.database.index, reply.request);
    } else if (reply !== undefined) session.reply(reply);
    unit.commitAfterReply();
    if (reply !== undefined) session.afterCommand?.();
    if (blockedClients.hasReady) this.serveBlocked();
  }

  /** Serves blocked clients whose keys have become ready. */
  serveBlocked(): void {
    const { blockedClients, slowLog, stats, unit } = this.#server;
    // Those served go on after all have had their turn: their next command may block again.
    const served: Session[] = [];
    blockedClients.serve((session, attempt) => {
      this.#begin(session);
      const began = slowLog.isOn ? monotonicNow() : 0;
      let reply: Reply | undefined;
      try {
        reply = attempt();
      } catch (error) {
        blockedClients.forget(session);
        reply = errorReply(error);
      }
      unit.commit();
      if (reply === undefined) return;
      if (reply instanceof ErrorReply) countFailure(stats, session.lastCommand, reply);
      if (slowLog.isOn) this.#logServed(session, monotonicNow() - began);
      session.reply(reply);
      unit.commitAfterReply();
      served.push(session);
    });
    for (const session of served) session.resume();
  }

  /** Runs the command that CLIENT PAUSE kept back, and lets the session go on. */
  runPostponed(session: Session): void {
    const args = this.#postponed.get(session);
    this.#postponed.delete(session);
    session.runFirst(() => {
      if (args) this.execute(session, args);
    });
  }

  /** It was slow if it took long to serve it, not if it has waited long. */
  #logServed(session: Session, milliseconds: number): void {
    const { clock, slowLog } = this.#server;
    const args = this.#blocked.get(session);
    if (!args || !session.lastCommand) return;
    slowLog.add(session, session.lastCommand, args, clock.now, milliseconds);
  }

  #begin(session: Session): void {
    const { clock, events } = this.#server;
    clock.refresh();
    events.origin = session;
    events.isScripted = false;
    session.lastActiveAt = clock.now;
  }

  /** An EXEC that is refused ends its transaction. */
  #refuse(session: Session, args: readonly Bytes[], refusal: ErrorReply): ErrorReply {
    const { commands, stats, watchedKeys } = this.#server;
    const command = commands.find(args);
    session.lastCommand = command;
    if (command) command.stats.rejected++;
    let reply = refusal;
    if (isExec(args)) {
      session.transaction = undefined;
      watchedKeys.unwatch(session);
      const reason = refusal.text.replace(/^ERR /, '');
      reply = new ErrorReply(`EXECABORT Transaction discarded because of: ${reason}`);
    }
    stats.countError(reply.text);
    return reply;
  }

  /** Undefined for a command that is kept back. */
  #answer(session: Session, args: readonly Bytes[]): Reply | Blocked | undefined {
    const server = this.#server;
    const { transaction } = session;
    let command: Command;
    session.lastCommand = undefined;
    try {
      command = server.commands.resolve(args);
      session.lastCommand = command;
      admit(server, session, command, args);
    } catch (error) {
      if (transaction) transaction.isBroken = true;
      return this.#refuse(session, args, errorReply(error));
    }
    if (server.pause.isOn && server.pause.holds(writes(session, command, args))) {
      this.#postponed.set(session, args);
      server.pause.hold(session);
      return undefined;
    }
    if (transaction && !NEVER_QUEUED.has(command.fullName)) {
      transaction.queue.push({
        command,
        args,
        effects: command.effectsOf(session.context, args),
      });
      return QUEUED;
    }
    return invoke(session.context, command, args);
  }
}

function isExec([name = '']: readonly Bytes[]): boolean {
  return name.toLowerCase() === 'exec';
}

function writes(session: Session, command: Command, args: readonly Bytes[]): boolean {
  const { isWrite, replicates } = command.effectsOf(session.context, args);
  return (
    isWrite || replicates || (command.fullName === 'exec' && session.transaction?.writes === true)
  );
}
