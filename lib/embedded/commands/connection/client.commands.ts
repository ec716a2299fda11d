import type { Bytes } from '../../bytes.js';
import { NO_REPLY, OK, type Reply, VerbatimReply } from '../../reply/reply.js';
import { integerArgument, keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';
import { clientInfo } from './client-info.js';
import { printable, setClientName } from './client-name.js';
import { CLIENT_CONTROL_COMMANDS } from './client-control.commands.js';
import { CLIENT_TRACKING_COMMANDS } from './client-tracking.commands.js';
import { clientTypeArgument, clientTypeOf } from './client-type.js';
import { helpSpec } from '../help.js';

type Args = readonly Bytes[];

const FLAGS: readonly CommandFlag[] = ['noscript', 'loading', 'stale'];
const ADMIN: readonly CommandFlag[] = ['admin', ...FLAGS];

const SUBCOMMANDS: readonly CommandSpec[] = [
  {
    name: 'id',
    arity: 2,
    flags: FLAGS,
    group: 'connection',
    since: '5.0.0',
    summary: 'Returns the client ID for the current connection',
    handler: ({ session }) => session.id,
  },
  {
    name: 'info',
    arity: 2,
    flags: FLAGS,
    group: 'connection',
    since: '6.2.0',
    summary: 'Returns information about the current client connection.',
    handler: ({ server, session }) => new VerbatimReply('txt', `${clientInfo(server, session)}\n`),
  },
  {
    name: 'list',
    arity: -2,
    flags: ADMIN,
    group: 'connection',
    since: '2.4.0',
    summary: 'Get the list of client connections',
    syntax: '[TYPE <NORMAL | MASTER | REPLICA | PUBSUB>] [ID client-id [client-id ...]]',
    handler: list,
  },
  {
    name: 'setname',
    arity: 3,
    flags: FLAGS,
    group: 'connection',
    since: '2.6.9',
    summary: 'Set the current connection name',
    syntax: 'connection-name',
    handler: ({ session }, [, , name = '']) => {
      setClientName(session, name);
      return OK;
    },
  },
  {
    name: 'getname',
    arity: 2,
    flags: FLAGS,
    group: 'connection',
    since: '2.6.9',
    summary: 'Get the current connection name',
    handler: ({ session }) => (session.name === '' ? null : session.name),
  },
  {
    // Redis has it since 7.2; ioredis introduces itself by it.
    name: 'setinfo',
    arity: 4,
    flags: FLAGS,
    group: 'connection',
    since: '7.2.0',
    summary: 'Set client or connection specific info',
    syntax: '<LIB-NAME libname | LIB-VER libver>',
    handler: setinfo,
  },
  {
    name: 'reply',
    arity: 3,
    flags: FLAGS,
    group: 'connection',
    since: '3.2.0',
    summary: 'Instruct the server whether to reply to commands',
    syntax: '<ON | OFF | SKIP>',
    handler: reply,
  },
  {
    name: 'no-evict',
    arity: 3,
    flags: ADMIN,
    group: 'connection',
    since: '7.0.0',
    summary: 'Set client eviction mode for the current connection',
    syntax: '<ON | OFF>',
    handler: ({ session }, [, , mode]) => {
      const value = keyword(mode);
      if (value !== 'on' && value !== 'off') throw CommandError.syntax();
      session.isNoEvict = value === 'on';
      return OK;
    },
  },
  ...CLIENT_CONTROL_COMMANDS,
  ...CLIENT_TRACKING_COMMANDS,
];

export const CLIENT_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'client',
    arity: -2,
    flags: [],
    categories: [],
    group: 'connection',
    since: '2.4.0',
    summary: 'A container for client connection commands',
    subcommands: [...SUBCOMMANDS, helpSpec('client', 'connection', '5.0.0', SUBCOMMANDS)],
  },
];

function list({ server }: CommandContext, args: Args): Reply {
  let sessions = [...server.sessions.values()];
  const option = keyword(args[2]);
  if (args.length === 4 && option === 'type') {
    const type = clientTypeArgument(args[3] ?? '');
    sessions = sessions.filter(session => clientTypeOf(session) === type);
  } else if (args.length > 3 && option === 'id') {
    sessions = args.slice(3).flatMap(id => {
      const session = server.sessions.get(integerArgument(id, 'ERR Invalid client ID'));
      return session ? [session] : [];
    });
  } else if (args.length !== 2) throw CommandError.syntax();
  const lines = sessions.map(session => `${clientInfo(server, session)}\n`);
  return new VerbatimReply('txt', lines.join(''));
}

function setinfo({ session }: CommandContext, [, , attribute = '', value = '']: Args): Reply {
  const name = keyword(attribute);
  if (name !== 'lib-name' && name !== 'lib-ver') {
    throw new CommandError(`ERR Unrecognized option '${attribute}'`);
  }
  session.library[name] = printable(value, name);
  return OK;
}

function reply({ session }: CommandContext, [, , mode]: Args): Reply {
  switch (keyword(mode)) {
    case 'on':
      session.replyMode = 'on';
      return OK;
    case 'off':
      session.replyMode = 'off';
      return NO_REPLY;
    case 'skip':
      if (session.replyMode !== 'off') session.replyMode = 'skip-next';
      return NO_REPLY;
    default:
      throw CommandError.syntax();
  }
}
