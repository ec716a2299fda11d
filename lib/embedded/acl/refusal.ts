import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/command.js';
import { clientInfo } from '../commands/connection/client-info.js';
import type { Server } from '../server/server.js';
import type { Session } from '../session/session.js';
import type { AclLogContext, AclLogEvent } from './acl-log.js';
import { type DeniedThing, deniedName } from './denial.js';

type Texts = Readonly<Record<DeniedThing, (command: string) => Bytes>>;

const CHANGED =
  'NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC call. This command is no longer allowed for the following reason:';

const TEXTS: Readonly<Record<AclLogContext, Texts>> = {
  toplevel: {
    command: name => `NOPERM this user has no permissions to run the '${name}' command`,
    key: () => 'NOPERM this user has no permissions to access one of the keys used as arguments',
    channel: () =>
      'NOPERM this user has no permissions to access one of the channels used as arguments',
  },
  multi: {
    command: () => `${CHANGED} no permission to execute the command or subcommand`,
    key: () => `${CHANGED} no permission to touch the specified keys`,
    channel: () => `${CHANGED} no permission to access one of the channels used as arguments`,
  },
  lua: {
    command: () => "ERR The user executing the script can't run this command or subcommand",
    key: () =>
      "ERR The user executing the script can't access at least one of the keys mentioned in the command arguments",
    channel: () =>
      "ERR The user executing the script can't publish to the channel mentioned in the command",
  },
};

/**
 * The error that a request of a session ends in because its user may not make it, which is written
 * to the ACL log; undefined if he may.
 *
 * @param context `multi` for what EXEC runs: rules may have changed since it was queued
 */
export function refusalFor(
  server: Server,
  session: Session,
  command: Command,
  args: readonly Bytes[],
  context: AclLogContext,
): Bytes | undefined {
  const denial = session.user.check(command, args);
  if (!denial) return undefined;
  logRefusal(server, session, {
    reason: denial.thing,
    context: context === 'toplevel' && session.transaction ? 'multi' : context,
    object: deniedName(denial, command, args),
    username: session.user.name,
  });
  return TEXTS[context][denial.thing](command.fullName);
}

/** Writes what a session was refused to the ACL log. */
export function logRefusal(
  server: Server,
  session: Session,
  event: Omit<AclLogEvent, 'client' | 'time'>,
): void {
  const client = clientInfo(server, session);
  const maxLength = server.config.number('acllog-max-len');
  server.acl.log.add({ ...event, client, time: server.clock.now }, maxLength);
}
