import type { Bytes } from '../../bytes.js';
import type { Server } from '../../server/server.js';
import type { Session } from '../../session/session.js';

/** A line of CLIENT LIST. What only a socket has (buffers, descriptors) is 0. */
export function clientInfo(server: Server, session: Session): Bytes {
  const { channels, patterns, shardChannels } = session.subscriptions;
  const seconds = (since: number): number => Math.floor((server.clock.now - since) / 1000);
  return Object.entries({
    id: session.id,
    addr: session.address.remote,
    laddr: session.address.local,
    fd: 0,
    name: session.name,
    age: seconds(session.createdAt),
    idle: seconds(session.lastActiveAt),
    flags: flagsOf(server, session),
    db: session.context.database.index,
    sub: channels,
    psub: patterns,
    ssub: shardChannels,
    multi: session.transaction?.queue.length ?? -1,
    qbuf: 0,
    'qbuf-free': 0,
    'argv-mem': 0,
    'multi-mem': 0,
    rbs: 0,
    rbp: 0,
    obl: 0,
    oll: 0,
    omem: 0,
    'tot-mem': 0,
    events: 'r',
    cmd: session.lastCommand?.fullName ?? 'NULL',
    user: session.user.name,
    redir: session.tracking.redirect,
    resp: session.protocol,
  })
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

function flagsOf(server: Server, session: Session): string {
  const flags = [
    server.monitors.has(session) && 'O',
    session.isSubscribed && 'P',
    session.transaction && 'x',
    (server.blockedClients.isBlocked(session) || server.pause.isHolding(session)) && 'b',
    session.tracking.flags,
    server.watchedKeys.isMarkedDirty(session) && 'd',
    session.isNoEvict && 'e',
  ];
  return flags.filter(Boolean).join('') || 'N';
}
