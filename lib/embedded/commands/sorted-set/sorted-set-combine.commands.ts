import type { Bytes } from '../../bytes.js';
import type { ScoredMember } from '../../keyspace/sorted-set/scored-member.js';
import type { Reply } from '../../reply/reply.js';
import type { CommandContext } from '../command-context.js';
import type { CommandSpec } from '../command-spec.js';
import { differenceOf, intersectionOf, unionOf } from './combine.js';
import { type CombineOption, type CombineRequest, parseCombine } from './combine-arguments.js';
import { countedKeys } from '../number-of-keys.js';
import { membersOf, scoredReply } from './scored-reply.js';
import { storeSortedSet } from './store-sorted-set.js';

type Args = readonly Bytes[];
type Operation = (request: CombineRequest) => readonly ScoredMember[];

const SOURCES = 'numkeys key [key ...]';
const WEIGHTED: readonly CombineOption[] = ['weights', 'aggregate'];
const WEIGHTS = '[WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX>]';

const union: Operation = ({ sources, aggregate }) =>
  [...unionOf(sources, aggregate)].map(([member, score]) => ({ member, score }));
const intersection: Operation = ({ sources, aggregate }) => [...intersectionOf(sources, aggregate)];
const difference: Operation = ({ sources }) => differenceOf(sources.map(({ source }) => source));

export const SORTED_SET_COMBINE_COMMANDS: readonly CommandSpec[] = [
  {
    ...readSpec('zunion', '6.2.0', WEIGHTED, union),
    summary: 'Add multiple sorted sets',
    syntax: `${SOURCES} ${WEIGHTS} [WITHSCORES]`,
  },
  {
    ...readSpec('zinter', '6.2.0', WEIGHTED, intersection),
    summary: 'Intersect multiple sorted sets',
    syntax: `${SOURCES} ${WEIGHTS} [WITHSCORES]`,
  },
  {
    ...readSpec('zdiff', '6.2.0', [], difference),
    summary: 'Subtract multiple sorted sets',
    syntax: `${SOURCES} [WITHSCORES]`,
  },
  {
    ...storeSpec('zunionstore', '2.0.0', WEIGHTED, union),
    summary: 'Add multiple sorted sets and store the resulting sorted set in a new key',
    syntax: `destination ${SOURCES} ${WEIGHTS}`,
  },
  {
    ...storeSpec('zinterstore', '2.0.0', WEIGHTED, intersection),
    summary: 'Intersect multiple sorted sets and store the resulting sorted set in a new key',
    syntax: `destination ${SOURCES} ${WEIGHTS}`,
  },
  {
    ...storeSpec('zdiffstore', '6.2.0', [], difference),
    summary: 'Subtract multiple sorted sets and store the resulting sorted set in a new key',
    syntax: `destination ${SOURCES}`,
  },
  {
    name: 'zintercard',
    arity: -3,
    flags: ['readonly'],
    keys: countedKeys(1),
    group: 'sorted-set',
    since: '7.0.0',
    summary: 'Intersect multiple sorted sets and return the cardinality of the result',
    syntax: `${SOURCES} [LIMIT limit]`,
    handler: intersectionCardinality,
  },
];

function readSpec(
  name: string,
  since: string,
  takes: readonly CombineOption[],
  operation: Operation,
): Omit<CommandSpec, 'summary' | 'syntax'> {
  const form = { name, countAt: 1, takes: [...takes, 'withscores' as const] };
  return {
    name,
    arity: -3,
    flags: ['readonly'],
    keys: countedKeys(1),
    group: 'sorted-set',
    since,
    handler: (context, args) => {
      const request = parseCombine(context, args, form);
      const entries = operation(request).toSorted(inOrder);
      return request.withScores ? scoredReply(context, entries) : membersOf(entries);
    },
  };
}

function storeSpec(
  name: string,
  since: string,
  takes: readonly CombineOption[],
  operation: Operation,
): Omit<CommandSpec, 'summary' | 'syntax'> {
  const form = { name, countAt: 2, takes };
  return {
    name,
    arity: -4,
    flags: ['write', 'denyoom'],
    keys: countedKeys(2, 'destination'),
    group: 'sorted-set',
    since,
    handler: (context, args) => {
      const request = parseCombine(context, args, form);
      return storeSortedSet(context, args[1] ?? '', operation(request), name);
    },
  };
}

function inOrder(a: ScoredMember, b: ScoredMember): number {
  if (a.score !== b.score) return a.score - b.score;
  return a.member < b.member ? -1 : 1;
}

function intersectionCardinality(context: CommandContext, args: Args): Reply {
  const form = { name: 'zintercard', countAt: 1, takes: ['limit' as const] };
  const { sources, aggregate, limit } = parseCombine(context, args, form);
  const entries = intersectionOf(sources, aggregate);
  let cardinality = 0;
  while (!entries.next().done) {
    cardinality++;
    if (cardinality === limit) break;
  }
  return cardinality;
}
