import { MapReply, mapReply, type Reply, SetReply, StatusReply } from '../../reply/reply.js';
import type { Command } from '../command.js';
import type { CommandFlag, CommandGroup } from '../command-spec.js';

/** The ACL category that a group stands for. */
const GROUP_CATEGORY: Readonly<Record<CommandGroup, string | undefined>> = {
  generic: 'keyspace',
  string: 'string',
  list: 'list',
  set: 'set',
  'sorted-set': 'sortedset',
  hash: 'hash',
  pubsub: 'pubsub',
  transactions: 'transaction',
  connection: 'connection',
  server: undefined,
  scripting: 'scripting',
  hyperloglog: 'hyperloglog',
  geo: 'geo',
  stream: 'stream',
  bitmap: 'bitmap',
};

/** The ACL categories of a command, without their `@`. */
export function categoriesOf({ spec }: Command): readonly string[] {
  const has = (flag: CommandFlag): boolean => spec.flags.includes(flag);
  const implied = [
    has('write') && 'write',
    has('readonly') && spec.group !== 'scripting' && 'read',
    has('admin') && 'admin',
    has('admin') && 'dangerous',
    has('pubsub') && 'pubsub',
    has('blocking') && 'blocking',
    has('fast') ? 'fast' : 'slow',
  ];
  const own = spec.categories ?? [GROUP_CATEGORY[spec.group]];
  return [...new Set([...implied, ...own])].filter(name => typeof name === 'string');
}

/** An item of COMMAND INFO. */
export function commandInfo(command: Command | undefined): Reply {
  if (!command) return null;
  const { spec, keys } = command;
  const flags = spec.flags.filter(flag => flag !== 'protected');
  return [
    command.fullName,
    spec.arity,
    new SetReply([...flags, ...(keys?.find ? ['movablekeys'] : [])].map(asStatus)),
    keys?.first ?? 0,
    keys?.last ?? 0,
    keys?.step ?? 0,
    new SetReply(categoriesOf(command).map(name => asStatus(`@${name}`))),
    new SetReply([]),
    new SetReply([]),
    subcommandsOf(command).map(commandInfo),
  ];
}

/** An item of COMMAND DOCS. */
export function commandDocs(command: Command): Reply {
  const { spec } = command;
  const subcommands = subcommandsOf(command);
  return mapReply({
    summary: spec.summary,
    since: spec.since,
    group: spec.group,
    ...(spec.syntax !== undefined && { syntax: spec.syntax }),
    ...(subcommands.length > 0 && {
      subcommands: new MapReply(subcommands.flatMap(sub => [sub.fullName, commandDocs(sub)])),
    }),
  });
}

function subcommandsOf({ subcommands }: Command): Command[] {
  return subcommands ? [...subcommands.values()] : [];
}

function asStatus(text: string): StatusReply {
  return new StatusReply(text);
}
