import { refusalFor } from '../acl/refusal.js';
import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';
import { CommandError } from '../commands/command-error.js';
import type { Server } from '../server/server.js';
import type { Session } from './session.js';

const ALLOWED_WHILE_SUBSCRIBED: ReadonlySet<string> = new Set([
  'ping',
  'subscribe',
  'ssubscribe',
  'unsubscribe',
  'sunsubscribe',
  'psubscribe',
  'punsubscribe',
  'quit',
  'reset',
]);
const ALLOWED_WHEN_FULL: ReadonlySet<string> = new Set(['exec', 'discard', 'quit', 'reset']);

/**
 * What a session may run at this moment, in the order in which Redis checks it.
 *
 * @throws CommandError why not
 */
export function admit(
  server: Server,
  session: Session,
  command: Command,
  args: readonly Bytes[],
): void {
  if (!session.isAuthenticated && !command.isNoAuth && server.acl.requiresLogin) {
    throw new CommandError('NOAUTH Authentication required.');
  }
  if (command.isNoMulti && session.transaction) {
    throw new CommandError('ERR Command not allowed inside a transaction');
  }
  const refusal = refusalFor(server, session, command, args, 'toplevel');
  if (refusal !== undefined) throw new CommandError(refusal);
  if (server.config.maxMemory > 0) admitToMemory(server, session, command, args);
  server.tracking.makeRoom();
  if (
    session.protocol === 2 &&
    session.isSubscribed &&
    !ALLOWED_WHILE_SUBSCRIBED.has(command.fullName)
  ) {
    throw new CommandError(
      `ERR Can't execute '${command.fullName}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`,
    );
  }
  if (server.monitors.has(session) && touchesKeys(command)) {
    throw new CommandError("ERR Replica can't interact with the keyspace");
  }
}

/** A client of MONITOR counts as a replica. */
function touchesKeys({ isReadOnly, isWrite, spec }: Command): boolean {
  return isReadOnly || isWrite || spec.flags.includes('may_replicate');
}

function admitToMemory(
  server: Server,
  session: Session,
  command: Command,
  args: readonly Bytes[],
): void {
  server.isFull = !server.eviction.makeRoom();
  server.unit.commit();
  // The session is told of its own evicted keys before the command reads anew.
  server.unit.commitAfterReply();
  if (!server.isFull) return;
  const { transaction } = session;
  const deniesOom =
    command.effectsOf(session.context, args).deniesOom ||
    (transaction !== undefined &&
      (command.fullName === 'exec'
        ? transaction.deniesOom
        : !ALLOWED_WHEN_FULL.has(command.fullName)));
  if (deniesOom) {
    throw new CommandError("OOM command not allowed when used memory > 'maxmemory'.");
  }
}
