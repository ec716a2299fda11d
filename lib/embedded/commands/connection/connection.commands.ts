import type { Bytes } from '../../bytes.js';
import { mapReply, OK, PONG, type Reply, StatusReply } from '../../reply/reply.js';
import { integerArgument, keyword } from '../arguments.js';
import { cString } from '../c-string.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';
import { databaseArgument } from '../keys/database-argument.js';
import { authenticate } from './authenticate.js';
import { setClientName } from './client-name.js';

type Args = readonly Bytes[];

const ALWAYS: readonly CommandFlag[] = [
  'noscript',
  'loading',
  'stale',
  'fast',
  'no_auth',
  'allow_busy',
];

export const CONNECTION_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'ping',
    arity: -1,
    flags: ['fast'],
    group: 'connection',
    since: '1.0.0',
    summary: 'Ping the server',
    syntax: '[message]',
    handler: ping,
  },
  {
    name: 'echo',
    arity: 2,
    flags: ['loading', 'stale', 'fast'],
    group: 'connection',
    since: '1.0.0',
    summary: 'Echo the given string',
    syntax: 'message',
    handler: (_, [, message = '']) => message,
  },
  {
    name: 'select',
    arity: 2,
    flags: ['loading', 'stale', 'fast'],
    group: 'connection',
    since: '1.0.0',
    summary: 'Change the selected database for the current connection',
    syntax: 'index',
    handler: (context, [, index]) => {
      context.database = databaseArgument(context, index);
      return OK;
    },
  },
  {
    name: 'hello',
    arity: -1,
    flags: ALWAYS,
    group: 'connection',
    since: '6.0.0',
    summary: 'Handshake with Redis',
    syntax: '[protover [AUTH username password] [SETNAME clientname]]',
    handler: hello,
  },
  {
    name: 'auth',
    arity: -2,
    flags: ALWAYS,
    group: 'connection',
    since: '1.0.0',
    summary: 'Authenticate to the server',
    syntax: '[username] password',
    handler: auth,
  },
  {
    name: 'quit',
    arity: -1,
    flags: ALWAYS,
    group: 'connection',
    since: '1.0.0',
    summary: 'Close the connection',
    handler: ({ server, session }) => {
      server.unit.deferAfterReply(() => session.close());
      return OK;
    },
  },
  {
    name: 'reset',
    arity: 1,
    flags: ALWAYS,
    group: 'connection',
    since: '6.2.0',
    summary: 'Reset the connection',
    handler: context => {
      context.server.resetSession(context.session);
      return new StatusReply('RESET');
    },
  },
];

function ping({ session }: CommandContext, args: Args): Reply {
  if (args.length > 2) throw CommandError.wrongArity('ping');
  // A subscriber of RESP2 tells answers from messages by their form only.
  if (session.isSubscribed && session.protocol === 2) return ['pong', args[1] ?? ''];
  return args[1] ?? PONG;
}

function auth(context: CommandContext, args: Args): Reply {
  if (args.length > 3) throw CommandError.syntax();
  if (args.length === 2 && context.server.acl.defaultUser.rights.needsNoPassword) {
    throw new CommandError(
      'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
    );
  }
  const [user = '', password = ''] = args.length === 2 ? ['default', args[1]] : args.slice(1);
  authenticate(context, args[0] ?? '', user, password);
  return OK;
}

function hello(context: CommandContext, args: Args): Reply {
  const { server, session } = context;
  const version =
    args.length > 1
      ? integerArgument(args[1], 'ERR Protocol version is not an integer or out of range')
      : undefined;
  if (version !== undefined && version !== 2 && version !== 3) {
    throw new CommandError('NOPROTO unsupported protocol version');
  }
  for (let at = 2; at < args.length; at++) {
    const option = keyword(args[at]);
    if (option === 'auth' && at + 2 < args.length) {
      authenticate(context, args[0] ?? '', args[at + 1] ?? '', args[at + 2] ?? '');
      at += 2;
    } else if (option === 'setname' && at + 1 < args.length) {
      setClientName(session, args[++at] ?? '');
    } else throw new CommandError(`ERR Syntax error in HELLO option '${cString(args[at] ?? '')}'`);
  }
  if (!session.isAuthenticated) {
    throw new CommandError(
      'NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time',
    );
  }
  if (version) session.protocol = version;
  return mapReply({
    server: 'redis',
    version: server.version,
    proto: session.protocol,
    id: session.id,
    mode: 'standalone',
    role: 'master',
    modules: [],
  });
}
