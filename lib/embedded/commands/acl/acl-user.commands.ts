import { RuleError } from '../../acl/rule-error.js';
import { mergeSelectors } from '../../acl/merge-selectors.js';
import { type Selector } from '../../acl/selector.js';
import type { User } from '../../acl/user.js';
import type { Bytes } from '../../bytes.js';
import { MapReply, OK, type Reply, SetReply } from '../../reply/reply.js';
import { cString } from '../c-string.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';
import { closeRevokedSubscribers } from './revoked-subscribers.js';

type Args = readonly Bytes[];

const ADMIN: readonly CommandFlag[] = ['admin', 'noscript', 'loading', 'stale'];
const SPACE = /[\s\0]/;
const NO_FILE =
  'ERR This Redis instance is not configured to use an ACL file. You may want to specify users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis configuration file set) in order to store users in the Redis configuration.';

/** The subcommands of ACL about users and their rules. */
export const ACL_USER_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'deluser',
    arity: -3,
    flags: ADMIN,
    group: 'server',
    since: '6.0.0',
    summary: 'Remove the specified ACL users and the associated rules',
    syntax: 'username [username ...]',
    handler: deleteUsers,
  },
  {
    name: 'getuser',
    arity: 3,
    flags: ADMIN,
    group: 'server',
    since: '6.0.0',
    summary: 'Get the rules for a specific ACL user',
    syntax: 'username',
    handler: ({ server }, [, , name = '']) => {
      const user = server.acl.find(name);
      return user ? describeUser(user) : null;
    },
  },
  {
    name: 'list',
    arity: 2,
    flags: ADMIN,
    group: 'server',
    since: '6.0.0',
    summary: 'List the current ACL rules in ACL config file format',
    handler: ({ server }) =>
      server.acl.users.map(({ name, rights }) => `user ${name} ${rights.describe()}`),
  },
  fileSpec('load', 'Reload the ACLs from the configured ACL file'),
  fileSpec('save', 'Save the current ACL rules in the configured ACL file'),
  {
    name: 'setuser',
    arity: -3,
    flags: ADMIN,
    group: 'server',
    since: '6.0.0',
    summary: 'Modify or create the rules for a specific ACL user',
    syntax: 'username [rule [rule ...]]',
    handler: setUser,
  },
  {
    name: 'users',
    arity: 2,
    flags: ADMIN,
    group: 'server',
    since: '6.0.0',
    summary: 'List the username of all the configured ACL rules',
    handler: ({ server }) => server.acl.users.map(({ name }) => name),
  },
];

/** An embedded engine keeps no files of Redis. */
function fileSpec(name: string, summary: string): CommandSpec {
  return {
    name,
    arity: 2,
    flags: ADMIN,
    group: 'server',
    since: '6.0.0',
    summary,
    handler: () => {
      throw new CommandError(NO_FILE);
    },
  };
}

function setUser({ server }: CommandContext, [, , name = '', ...rules]: Args): Reply {
  if (SPACE.test(name)) {
    throw new CommandError("ERR Usernames can't contain spaces or null characters");
  }
  const user = server.acl.find(name);
  const rights = user?.rights.copy() ?? server.acl.newRights();
  for (const rule of mergeSelectors(rules)) {
    try {
      rights.apply(rule);
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      throw new CommandError(
        `ERR Error in ACL SETUSER modifier '${cString(rule)}': ${error.reason}`,
      );
    }
  }
  if (user) closeRevokedSubscribers(server, user, rights);
  server.acl.set(name, rights);
  return OK;
}

function deleteUsers({ server, session }: CommandContext, [, , ...names]: Args): Reply {
  if (names.includes('default')) {
    throw new CommandError("ERR The 'default' user cannot be removed");
  }
  const deleted = new Set(names.flatMap(name => server.acl.delete(name) ?? []));
  for (const other of server.sessions.values()) {
    if (!deleted.has(other.user)) continue;
    other.user = server.acl.defaultUser;
    other.isAuthenticated = false;
    if (other === session) server.unit.deferAfterReply(() => session.close());
    else server.unit.defer(() => other.close());
  }
  return deleted.size;
}

function describeUser({ rights }: User): Reply {
  const [root, ...others] = rights.selectors;
  return new MapReply([
    'flags',
    new SetReply(rights.flags),
    'passwords',
    rights.passwordHashes,
    ...describeSelector(root),
    'selectors',
    others.map(selector => new MapReply(describeSelector(selector))),
  ]);
}

function describeSelector(selector: Selector): readonly Bytes[] {
  return [
    'commands',
    selector.describeCommands(),
    'keys',
    selector.describeKeys(),
    'channels',
    selector.describeChannels(),
  ];
}
