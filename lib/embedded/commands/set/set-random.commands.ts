import type { Bytes } from '../../bytes.js';
import { SetValue } from '../../keyspace/set-value.js';
import { type Reply, SetReply } from '../../reply/reply.js';
import { positiveArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { signedArgument } from '../long-argument.js';

type Args = readonly Bytes[];

export const SET_RANDOM_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'spop',
    arity: -2,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'set',
    since: '1.0.0',
    summary: 'Remove and return one or multiple random members from a set',
    syntax: 'key [count]',
    handler: spop,
  },
  {
    name: 'srandmember',
    arity: -2,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'set',
    since: '1.0.0',
    summary: 'Get one or multiple random members from a set',
    syntax: 'key [count]',
    handler: srandmember,
  },
];

function spop(context: CommandContext, args: Args): Reply {
  const key = args[1] ?? '';
  if (args.length > 3) throw CommandError.syntax();
  const count = args.length === 3 ? positiveArgument(args[2]) : undefined;
  const set = context.write(key, SetValue);
  if (!set || count === 0) return count === undefined ? null : new SetReply([]);
  // Redis reads all of them as a union of the one set, and counts a hit.
  if (count !== undefined && count >= set.size) context.database.inspect(key);
  const popped = count === undefined ? [set.index.draw()] : take(set, count);
  for (const member of popped) set.delete(member, context.undo);
  context.modified(key, 'set', 'spop');
  context.deleteIfEmpty(key, set);
  return count === undefined ? (popped[0] ?? null) : new SetReply(popped);
}

function take(set: SetValue, count: number): readonly Bytes[] {
  return count >= set.size ? set.list() : set.index.sample(count);
}

function srandmember(context: CommandContext, args: Args): Reply {
  const key = args[1] ?? '';
  if (args.length > 3) throw CommandError.syntax();
  if (args.length === 2) return context.read(key, SetValue)?.index.draw() ?? null;
  const count = signedArgument(args[2]);
  const set = context.read(key, SetValue);
  if (!set || count === 0) return [];
  if (count > 0) return take(set, count);
  const { index } = set;
  return Array.from({ length: -count }, () => index.draw());
}
