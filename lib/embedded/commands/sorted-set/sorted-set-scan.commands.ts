import type { Bytes } from '../../bytes.js';
import type { ScoredMember } from '../../keyspace/sorted-set/scored-member.js';
import { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import { formatDouble } from '../../reply/format-double.js';
import type { Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { cursorArgument, parseScanOptions } from '../scan-options.js';

const LISTPACK_INTEGER_LIMIT = 2 ** 62;

export const SORTED_SET_SCAN_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'zscan',
    arity: -3,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'sorted-set',
    since: '2.8.0',
    summary: 'Incrementally iterate sorted sets elements and associated scores',
    syntax: 'key cursor [MATCH pattern] [COUNT count]',
    handler: scan,
  },
];

function scan(context: CommandContext, args: readonly Bytes[]): Reply {
  const start = cursorArgument(args[2]);
  const value = context.read(args[1] ?? '', SortedSetValue);
  if (!value) return ['0', []];
  const { count, matches } = parseScanOptions(args, 3);
  if (value.encoding === 'listpack') {
    const entries = value.slice().filter(({ member }) => matches(member));
    return ['0', entries.flatMap(({ member, score }) => [member, listpackScore(score)])];
  }
  const { cursor, items } = context.server.scanCursors.next(value.members, start, count);
  const entries = items.map(([, entry]) => entry).filter(({ member }) => matches(member));
  return [cursor, entries.flatMap(textOf)];
}

function textOf({ member, score }: ScoredMember): readonly Bytes[] {
  return [member, formatDouble(score)];
}

/** A listpack keeps whole numbers as integers, and here Redis shows them as it keeps them. */
function listpackScore(score: number): Bytes {
  const isKeptAsInteger = Number.isInteger(score) && Math.abs(score) < LISTPACK_INTEGER_LIMIT;
  return isKeptAsInteger ? BigInt(score).toString() : formatDouble(score);
}
