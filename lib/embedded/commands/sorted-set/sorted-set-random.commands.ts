import type { Bytes } from '../../bytes.js';
import type { ScoredMember } from '../../keyspace/sorted-set/scored-member.js';
import { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import type { Reply } from '../../reply/reply.js';
import { keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { signedArgument } from '../long-argument.js';
import { membersOf, scoredReply } from './scored-reply.js';

type Args = readonly Bytes[];

const MAX_PAIRS = 2 ** 62;

export const SORTED_SET_RANDOM_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'zrandmember',
    arity: -2,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'sorted-set',
    since: '6.2.0',
    summary: 'Get one or multiple random elements from a sorted set',
    syntax: 'key [count [WITHSCORES]]',
    handler: randomMember,
  },
];

function randomMember(context: CommandContext, args: Args): Reply {
  const [, key = ''] = args;
  if (args.length === 2) {
    const value = context.read(key, SortedSetValue);
    return value ? drawFrom(value).member : null;
  }
  const count = countArgument(args);
  const value = context.read(key, SortedSetValue);
  if (!value) return [];
  const entries =
    count < 0 ? Array.from({ length: -count }, () => drawFrom(value)) : sampleOf(value, count);
  return args.length === 4 ? scoredReply(context, entries) : membersOf(entries);
}

function countArgument(args: Args): number {
  const count = signedArgument(args[2]);
  if (args.length > 4 || (args.length === 4 && keyword(args[3]) !== 'withscores')) {
    throw CommandError.syntax();
  }
  if (args.length === 4 && Math.abs(count) > MAX_PAIRS) throw CommandError.outOfRange();
  return count;
}

function drawFrom(value: SortedSetValue): ScoredMember {
  const rank = randomBelow(value.size);
  return value.slice(rank, rank + 1)[0] ?? { member: '', score: 0 };
}

/** Members that differ from each other: as many, or all (which Redis lists from the last on). */
function sampleOf(value: SortedSetValue, count: number): readonly ScoredMember[] {
  if (count >= value.size) return value.slice().toReversed();
  // Where most are wanted, few draws would be new ones.
  if (count * 3 > value.size) return shuffled(value.slice(), count);
  const drawn = new Set<ScoredMember>();
  while (drawn.size < count) drawn.add(drawFrom(value));
  return [...drawn];
}

function shuffled(entries: ScoredMember[], count: number): ScoredMember[] {
  for (let at = 0; at < count; at++) {
    const other = at + randomBelow(entries.length - at);
    const [picked] = entries.splice(other, 1, ...entries.slice(at, at + 1));
    if (picked) entries[at] = picked;
  }
  return entries.slice(0, count);
}

function randomBelow(limit: number): number {
  return Math.floor(Math.random() * limit);
}
