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
export function admit(server: Server, session: Session, command: Command): void {
  if (!session.isAuthenticated && !command.isNoAuth) {
    throw new CommandError('NOAUTH Authentication required.');
  }
  if (command.isNoMulti && session.transaction) {
    throw new CommandError('ERR Command not allowed inside a transaction');
  }
  if (server.config.maxMemory > 0) admitToMemory(server, session, command);
  if (
    session.protocol === 2 &&
    session.isSubscribed &&
    !ALLOWED_WHILE_SUBSCRIBED.has(command.fullName)
  ) {
    throw new CommandError(
      `ERR Can't execute '${command.fullName}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`,
    );
  }
}

function admitToMemory(server: Server, session: Session, command: Command): void {
  server.isFull = !server.eviction.makeRoom();
  server.unit.commit();
  if (!server.isFull) return;
  const { transaction } = session;
  const deniesOom =
    command.deniesOom ||
    (transaction !== undefined &&
      (command.fullName === 'exec'
        ? transaction.deniesOom
        : !ALLOWED_WHEN_FULL.has(command.fullName)));
  if (deniesOom) {
    throw new CommandError("OOM command not allowed when used memory > 'maxmemory'.");
  }
}
