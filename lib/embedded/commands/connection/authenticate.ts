import { logRefusal } from '../../acl/refusal.js';
import type { Bytes } from '../../bytes.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';

/**
 * Makes a user of the session's.
 *
 * @param command as the client called it, for the ACL log
 * @throws CommandError WRONGPASS
 */
export function authenticate(
  { server, session, deniesBlocking }: CommandContext,
  command: Bytes,
  name: Bytes,
  password: Bytes,
): void {
  const user = server.acl.authenticate(name, password);
  if (!user) {
    const context = deniesBlocking ? 'multi' : 'toplevel';
    logRefusal(server, session, { reason: 'auth', context, object: command, username: name });
    throw new CommandError('WRONGPASS invalid username-password pair or user is disabled.');
  }
  session.user = user;
  session.isAuthenticated = true;
}
