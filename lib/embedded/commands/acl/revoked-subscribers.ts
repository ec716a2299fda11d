import { isAmong } from '../../acl/selector.js';
import type { User } from '../../acl/user.js';
import type { UserRights } from '../../acl/user-rights.js';
import type { Bytes } from '../../bytes.js';
import type { Server } from '../../server/server.js';
import type { Session } from '../../session/session.js';

/** Closes the sessions of a user that are subscribed to what he is about to lose. */
export function closeRevokedSubscribers(server: Server, user: User, rights: UserRights): void {
  const allowed = channelsOf(rights);
  if (!allowed) return;
  const before = channelsOf(user.rights);
  if (before?.every(pattern => allowed.includes(pattern)) === true) return;
  for (const session of server.sessions.values()) {
    if (session.user !== user || !hasRevoked(server, session, allowed)) continue;
    server.unit.deferAfterReply(() => session.close());
  }
}

/** The patterns of all selectors; undefined where one allows all channels. */
function channelsOf({ selectors }: UserRights): readonly Bytes[] | undefined {
  const channels: Bytes[] = [];
  for (const selector of selectors) {
    if (!selector.channels) return undefined;
    channels.push(...selector.channels);
  }
  return channels;
}

function hasRevoked({ pubSub }: Server, session: Session, allowed: readonly Bytes[]): boolean {
  const names = [
    ...pubSub.of('channels').namesOf(session),
    ...pubSub.of('shardChannels').namesOf(session),
  ];
  const patterns = pubSub.of('patterns').namesOf(session);
  return (
    names.some(name => !isAmong(name, false, allowed)) ||
    patterns.some(pattern => !isAmong(pattern, true, allowed))
  );
}
