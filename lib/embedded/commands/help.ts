import type { Bytes } from '../bytes.js';
import { type Reply, StatusReply } from '../reply/reply.js';
import type { CommandGroup, CommandSpec } from './command-spec.js';

/** The HELP subcommand of a container: its subcommands with their arguments and summaries. */
export function helpSpec(
  container: string,
  group: CommandGroup,
  since: string,
  subcommands: readonly CommandSpec[],
  categories?: readonly string[],
): CommandSpec {
  return {
    name: 'help',
    arity: 2,
    flags: ['loading', 'stale'],
    group,
    since,
    summary: 'Show helpful text about the different subcommands',
    ...(categories && { categories }),
    handler: () => helpReply(container, subcommands),
  };
}

/** As Redis frames it; the lines between are the table's. */
export function helpReply(
  container: Bytes,
  subcommands: readonly Pick<CommandSpec, 'name' | 'summary' | 'syntax'>[],
): Reply {
  const name = container.toUpperCase();
  const lines = [
    `${name} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:`,
    ...subcommands.flatMap(({ name: subcommand, syntax, summary }) => [
      [subcommand.toUpperCase(), syntax].filter(Boolean).join(' '),
      `    ${summary}`,
    ]),
    'HELP',
    '    Print this help.',
  ];
  return lines.map(line => new StatusReply(line));
}
