import { randomBytes } from 'node:crypto';
import type { AclLogEntry } from '../../acl/acl-log.js';
import { type Denial, deniedName } from '../../acl/denial.js';
import type { Bytes } from '../../bytes.js';
import { DoubleReply, mapReply, OK, type Reply } from '../../reply/reply.js';
import { integerArgument, keyword } from '../arguments.js';
import { cString } from '../c-string.js';
import type { Command } from '../command.js';
import { COMMAND_CATEGORIES } from '../command-categories.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';

type Args = readonly Bytes[];

const FLAGS: readonly CommandFlag[] = ['noscript', 'loading', 'stale'];
const ADMIN: readonly CommandFlag[] = ['admin', ...FLAGS];
const DEFAULT_PASSWORD_BITS = 256;
const MAX_PASSWORD_BITS = 4096;
const DEFAULT_LOG_LENGTH = 10;
const MAX_QUOTED = 128;

/** The subcommands of ACL that answer questions. */
export const ACL_QUERY_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'cat',
    arity: -2,
    flags: FLAGS,
    group: 'server',
    since: '6.0.0',
    summary: 'List the ACL categories or the commands inside a category',
    syntax: '[categoryname]',
    handler: categories,
  },
  {
    name: 'dryrun',
    arity: -4,
    flags: ADMIN,
    group: 'server',
    since: '7.0.0',
    summary:
      'Returns whether the user can execute the given command without executing the command.',
    syntax: 'username command [arg [arg ...]]',
    handler: dryRun,
  },
  {
    name: 'genpass',
    arity: -2,
    flags: FLAGS,
    group: 'server',
    since: '6.0.0',
    summary: 'Generate a pseudorandom secure password to use for ACL users',
    syntax: '[bits]',
    handler: generatePassword,
  },
  {
    name: 'log',
    arity: -2,
    flags: ADMIN,
    group: 'server',
    since: '6.0.0',
    summary: 'List latest events denied because of ACLs in place',
    syntax: '[<count | RESET>]',
    handler: log,
  },
  {
    name: 'whoami',
    arity: 2,
    flags: FLAGS,
    group: 'server',
    since: '6.0.0',
    summary: 'Return the name of the user associated to the current connection',
    handler: ({ session }) => session.user.name,
  },
];

function categories({ server }: CommandContext, args: Args): Reply {
  if (args.length > 3) throw CommandError.badSubcommand('acl', args[1] ?? '');
  const [, , category] = args;
  if (category === undefined) return COMMAND_CATEGORIES;
  const commands = server.acl.catalog.category(category);
  if (!commands) throw new CommandError(`ERR Unknown category '${cString(category, MAX_QUOTED)}'`);
  return commands.map(({ fullName }) => fullName);
}

function dryRun({ server }: CommandContext, [, , name = '', ...request]: Args): Reply {
  const user = server.acl.find(name);
  if (!user) throw new CommandError(`ERR User '${cString(name)}' not found`);
  const command = server.commands.find(request);
  if (!command) throw new CommandError(`ERR Command '${cString(request[0] ?? '')}' not found`);
  if (!command.accepts(request.length)) throw CommandError.wrongArity(command.fullName);
  const denial = user.check(command, request);
  return denial ? denialText(denial, command, request) : OK;
}

function denialText(denial: Denial, command: Command, request: Args): Bytes {
  const name = deniedName(denial, command, request);
  const what =
    denial.thing === 'command'
      ? `run the '${name}' command`
      : `access the '${name}' ${denial.thing}`;
  return `This user has no permissions to ${what}`;
}

function generatePassword(_: CommandContext, args: Args): Reply {
  if (args.length > 3) throw CommandError.badSubcommand('acl', args[1] ?? '');
  const bits = args.length === 3 ? integerArgument(args[2]) : DEFAULT_PASSWORD_BITS;
  if (bits <= 0 || bits > MAX_PASSWORD_BITS) {
    throw new CommandError(
      `ERR ACL GENPASS argument must be the number of bits for the output password, a positive number up to ${MAX_PASSWORD_BITS}`,
    );
  }
  const digits = Math.ceil(bits / 4);
  return randomBytes(Math.ceil(digits / 2))
    .toString('hex')
    .slice(0, digits);
}

function log({ server }: CommandContext, args: Args): Reply {
  if (args.length > 3) throw CommandError.badSubcommand('acl', args[1] ?? '');
  if (keyword(args[2]) === 'reset') {
    server.acl.log.clear();
    return OK;
  }
  const count = args.length === 3 ? integerArgument(args[2]) : DEFAULT_LOG_LENGTH;
  return server.acl.log.entries
    .slice(0, Math.max(count, 0))
    .map(entry => describeEntry(entry, server.clock.now));
}

function describeEntry(entry: AclLogEntry, now: number): Reply {
  return mapReply({
    count: entry.count,
    reason: entry.reason,
    context: entry.context,
    object: entry.object,
    username: entry.username,
    'age-seconds': new DoubleReply((now - entry.time) / 1000),
    'client-info': entry.client,
  });
}
