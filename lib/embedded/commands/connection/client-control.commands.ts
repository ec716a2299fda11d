import type { Bytes } from '../../bytes.js';
import { ErrorReply, OK, type Reply } from '../../reply/reply.js';
import type { Server } from '../../server/server.js';
import type { Session } from '../../session/session.js';
import { integerArgument, keyword, millisecondsArgument, rangeArgument } from '../arguments.js';
import { cString } from '../c-string.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';
import { type ClientType, clientTypeArgument, clientTypeOf } from './client-type.js';

type Args = readonly Bytes[];

const ADMIN: readonly CommandFlag[] = ['admin', 'noscript', 'loading', 'stale'];

/** The subcommands of CLIENT that act on other clients. */
export const CLIENT_CONTROL_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'kill',
    arity: -3,
    flags: ADMIN,
    group: 'connection',
    since: '2.4.0',
    summary: 'Kill the connection of a client',
    syntax:
      '<ip:port | [ID client-id] [TYPE <NORMAL | MASTER | REPLICA | PUBSUB>] [USER username] [ADDR ip:port] [LADDR ip:port] [SKIPME <yes | no>]>',
    handler: kill,
  },
  {
    name: 'unblock',
    arity: -3,
    flags: ADMIN,
    group: 'connection',
    since: '5.0.0',
    summary: 'Unblock a client blocked in a blocking command from a different connection',
    syntax: 'client-id [TIMEOUT | ERROR]',
    handler: unblock,
  },
  {
    name: 'pause',
    arity: -3,
    flags: ADMIN,
    group: 'connection',
    since: '2.9.50',
    summary: 'Stop processing commands from clients for some time',
    syntax: 'timeout [WRITE | ALL]',
    handler: pause,
  },
  {
    name: 'unpause',
    arity: 2,
    flags: ADMIN,
    group: 'connection',
    since: '6.2.0',
    summary: 'Resume processing of clients that were paused',
    handler: ({ server }) => {
      server.unit.deferAfterReply(() => server.pause.end());
      return OK;
    },
  },
];

interface KillFilter {
  id?: number;
  type?: ClientType;
  address?: Bytes;
  localAddress?: Bytes;
  user?: Bytes;
  skipsMe: boolean;
}

function kill({ server, session }: CommandContext, args: Args): Reply {
  const isOldStyle = args.length === 3;
  const filter = isOldStyle
    ? { address: args[2] ?? '', skipsMe: false }
    : parseFilter(server, args);
  const killed = [...server.sessions.values()].filter(
    other => isMeant(other, filter) && !(other === session && filter.skipsMe),
  );
  for (const other of killed) {
    if (other === session) server.unit.deferAfterReply(() => session.close());
    else server.unit.defer(() => other.close());
  }
  if (!isOldStyle) return killed.length;
  if (killed.length === 0) throw new CommandError('ERR No such client');
  return OK;
}

function parseFilter(server: Server, args: Args): KillFilter {
  const filter: KillFilter = { skipsMe: true };
  for (let at = 2; at < args.length; at += 2) {
    const value = args[at + 1];
    if (value === undefined || !readFilter(server, filter, keyword(args[at]), value)) {
      throw CommandError.syntax();
    }
  }
  return filter;
}

function readFilter(server: Server, filter: KillFilter, option: string, value: Bytes): boolean {
  if (option === 'id') {
    const error = 'ERR client-id should be greater than 0';
    filter.id = rangeArgument(value, 1, Number.MAX_VALUE, error);
  } else if (option === 'type') filter.type = clientTypeArgument(value);
  else if (option === 'addr') filter.address = value;
  else if (option === 'laddr') filter.localAddress = value;
  else if (option === 'user') {
    if (!server.acl.find(value)) throw new CommandError(`ERR No such user '${cString(value)}'`);
    filter.user = value;
  } else if (option === 'skipme' && /^(?:yes|no)$/i.test(value)) {
    filter.skipsMe = keyword(value) === 'yes';
  } else return false;
  return true;
}

function isMeant(session: Session, filter: KillFilter): boolean {
  const { id, type, address, localAddress, user } = filter;
  return (
    (address === undefined || session.address.remote === address) &&
    (localAddress === undefined || session.address.local === localAddress) &&
    (type === undefined || clientTypeOf(session) === type) &&
    (id === undefined || session.id === id) &&
    (user === undefined || session.user.name === user)
  );
}

function unblock({ server }: CommandContext, [, , id, reason]: Args): Reply {
  const how = reason === undefined ? 'timeout' : keyword(reason);
  if (how !== 'timeout' && how !== 'error') {
    throw new CommandError('ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR');
  }
  const target = server.sessions.get(integerArgument(id));
  if (!target || !server.blockedClients.isBlocked(target)) return 0;
  const error = new ErrorReply('UNBLOCKED client unblocked via CLIENT UNBLOCK');
  // It goes on with its next command, which must not run in the midst of this one.
  server.unit.deferAfterReply(() => {
    server.blockedClients.unblock(target, how === 'error' ? error : undefined);
  });
  return 1;
}

function pause({ server }: CommandContext, [, , duration, modeText]: Args): Reply {
  const mode = modeText === undefined ? 'all' : keyword(modeText);
  if (mode !== 'write' && mode !== 'all') {
    throw new CommandError('ERR CLIENT PAUSE mode must be WRITE or ALL');
  }
  server.pause.begin(millisecondsArgument(duration), mode);
  return OK;
}
