import { MapReply, mapReply, type Reply, SetReply, StatusReply } from '../../reply/reply.js';
import type { Command } from '../command.js';
import { categoriesOf } from '../command-categories.js';
import type { CommandFlag } from '../command-spec.js';

/** What Redis keeps to itself. */
const HIDDEN_FLAGS: ReadonlySet<CommandFlag> = new Set(['protected', 'may_replicate']);

/** An item of COMMAND INFO. */
export function commandInfo(command: Command | undefined): Reply {
  if (!command) return null;
  const { spec, keys } = command;
  const flags = spec.flags.filter(flag => !HIDDEN_FLAGS.has(flag));
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
