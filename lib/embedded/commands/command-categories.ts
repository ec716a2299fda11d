import type { Command } from './command.js';
import type { CommandFlag, CommandGroup } from './command-spec.js';

/** The ACL categories in the order of Redis, without their `@`. */
export const COMMAND_CATEGORIES: readonly string[] = [
  'keyspace',
  'read',
  'write',
  'set',
  'sortedset',
  'list',
  'hash',
  'string',
  'bitmap',
  'hyperloglog',
  'geo',
  'stream',
  'pubsub',
  'admin',
  'fast',
  'slow',
  'blocking',
  'dangerous',
  'connection',
  'transaction',
  'scripting',
];

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
  cluster: undefined,
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
