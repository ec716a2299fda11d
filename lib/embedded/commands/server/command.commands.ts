import type { Bytes } from '../../bytes.js';
import { globMatcher } from '../../keyspace/glob.js';
import { MapReply, type Reply } from '../../reply/reply.js';
import { keyword } from '../arguments.js';
import type { Command } from '../command.js';
import { categoriesOf } from '../command-categories.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandFlag, CommandSpec } from '../command-spec.js';
import { helpSpec } from '../help.js';
import { commandDocs, commandInfo } from './command-description.js';
import { getKeys, getKeysAndFlags } from './command-keys.js';

type Args = readonly Bytes[];

const FLAGS: readonly CommandFlag[] = ['loading', 'stale'];
const CATEGORIES = ['connection'];

const SUBCOMMANDS: readonly CommandSpec[] = [
  {
    name: 'count',
    arity: 2,
    flags: FLAGS,
    categories: CATEGORIES,
    group: 'server',
    since: '2.8.13',
    summary: 'Get total number of Redis commands',
    handler: ({ server }) => server.commands.size,
  },
  {
    name: 'info',
    arity: -2,
    flags: FLAGS,
    categories: CATEGORIES,
    group: 'server',
    since: '2.8.13',
    summary: 'Get array of specific Redis command details, or all when no argument is given.',
    syntax: '[command-name [command-name ...]]',
    handler: (context, args) =>
      args.length === 2
        ? allInfo(context)
        : args.slice(2).map(name => commandInfo(context.server.commands.named(name))),
  },
  {
    name: 'docs',
    arity: -2,
    flags: FLAGS,
    categories: CATEGORIES,
    group: 'server',
    since: '7.0.0',
    summary: 'Get array of specific Redis command documentation',
    syntax: '[command-name [command-name ...]]',
    handler: docs,
  },
  {
    name: 'list',
    arity: -2,
    flags: FLAGS,
    categories: CATEGORIES,
    group: 'server',
    since: '7.0.0',
    summary: 'Get an array of Redis command names',
    syntax: '[FILTERBY <MODULE module-name | ACLCAT category | PATTERN pattern>]',
    handler: list,
  },
  {
    name: 'getkeys',
    arity: -4,
    flags: FLAGS,
    categories: CATEGORIES,
    group: 'server',
    since: '2.8.13',
    summary: 'Extract keys given a full Redis command',
    syntax: 'command [arg [arg ...]]',
    handler: getKeys,
  },
  {
    name: 'getkeysandflags',
    arity: -4,
    flags: FLAGS,
    categories: CATEGORIES,
    group: 'server',
    since: '7.0.0',
    summary: 'Extract keys and access flags given a full Redis command',
    syntax: 'command [arg [arg ...]]',
    handler: getKeysAndFlags,
  },
];

export const COMMAND_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'command',
    arity: -1,
    flags: FLAGS,
    categories: CATEGORIES,
    group: 'server',
    since: '2.8.13',
    summary: 'Get array of Redis command details',
    handler: allInfo,
    subcommands: [...SUBCOMMANDS, helpSpec('command', 'server', '5.0.0', SUBCOMMANDS, CATEGORIES)],
  },
];

function allInfo({ server }: CommandContext): Reply {
  return Array.from(server.commands.list(), commandInfo);
}

function docs(context: CommandContext, args: Args): Reply {
  const commands =
    args.length === 2
      ? [...context.server.commands.list()]
      : args.slice(2).flatMap(name => context.server.commands.named(name) ?? []);
  return new MapReply(commands.flatMap(command => [command.fullName, commandDocs(command)]));
}

function list({ server }: CommandContext, args: Args): Reply {
  const [, , option, kind, filter = ''] = args;
  if (args.length === 2) return Array.from(server.commands.all(), ({ fullName }) => fullName);
  if (keyword(option) !== 'filterby' || args.length !== 5) throw CommandError.syntax();
  return [...server.commands.all()]
    .filter(commandFilter(keyword(kind), filter))
    .map(({ fullName }) => fullName);
}

function commandFilter(kind: string, filter: Bytes): (command: Command) => boolean {
  if (kind === 'module') return () => false;
  if (kind === 'aclcat') return command => categoriesOf(command).includes(keyword(filter));
  if (kind !== 'pattern') throw CommandError.syntax();
  const matches = globMatcher(filter, true);
  return ({ fullName }) => matches(fullName);
}
