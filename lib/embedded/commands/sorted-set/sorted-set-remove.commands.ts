import type { Bytes } from '../../bytes.js';
import { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import type { Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { lexRange, type RangeParser, rankRange, scoreRange } from './range-arguments.js';

type Args = readonly Bytes[];

export const SORTED_SET_REMOVE_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'zrem',
    arity: -3,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'sorted-set',
    since: '1.2.0',
    summary: 'Remove one or more members from a sorted set',
    syntax: 'key member [member ...]',
    handler: (context, args) => remove(context, args[1] ?? '', 'zrem', () => args.slice(2)),
  },
  rangeSpec('rank', '2.0.0', 'within the given indexes', 'key start stop', rankRange),
  rangeSpec('score', '1.2.0', 'within the given scores', 'key min max', scoreRange),
  rangeSpec('lex', '2.8.9', 'between the given lexicographical range', 'key min max', lexRange),
];

function rangeSpec(
  by: string,
  since: string,
  range: string,
  syntax: string,
  parse: RangeParser,
): CommandSpec {
  const name = `zremrangeby${by}`;
  return {
    name,
    arity: 4,
    flags: ['write'],
    keys: FIRST_KEY,
    group: 'sorted-set',
    since,
    summary: `Remove all members in a sorted set ${range}`,
    syntax,
    handler: (context, [, key = '', min = '', max = '']: Args) => {
      const rangeOf = parse(min, max);
      return remove(context, key, name, value => {
        const { start, end } = rangeOf(value);
        return value.slice(start, end).map(({ member }) => member);
      });
    },
  };
}

function remove(
  context: CommandContext,
  key: Bytes,
  event: string,
  choose: (value: SortedSetValue) => Iterable<Bytes>,
): Reply {
  const value = context.write(key, SortedSetValue);
  if (!value) return 0;
  let removed = 0;
  for (const member of choose(value)) if (value.delete(member, context.undo)) removed++;
  if (removed === 0) return 0;
  context.modified(key, 'zset', event);
  context.deleteIfEmpty(key, value);
  return removed;
}
