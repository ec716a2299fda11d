import type { CommandArgument, RedisCall } from './redis-call.js';
import type { Expression } from './syntax-tree.js';

/** An argument of a command that tells one thing from another. */
export interface Identity {
  /** What it is, such as `member`. */
  readonly what: string;
  readonly expression: Expression;
  /** The score of a member of a sorted set. */
  readonly score: Expression | undefined;
}

const ZADD_OPTIONS: ReadonlySet<string> = new Set(['CH', 'GT', 'INCR', 'LT', 'NX', 'XX']);

/** The arguments of a write that tell one thing from another. */
export function identitiesOf({ arguments: args, command, words }: RedisCall): Identity[] {
  const [, ...values] = args;
  switch (command) {
    case 'PFADD':
    case 'SADD':
      return values.flatMap(value => identity('member', value));
    case 'ZADD':
      return membersOf(values.slice(optionCount(words.slice(1))));
    case 'HMSET':
    case 'HSET':
    case 'HSETNX':
      return values.filter((_, at) => at % 2 === 0).flatMap(value => identity('field', value));
    case 'SETNX':
      return values.slice(0, 1).flatMap(value => identity('token', value));
    case 'SET':
      // A value that is only set where there is none says who was first.
      return words.slice(2).some(word => word?.toUpperCase() === 'NX')
        ? values.slice(0, 1).flatMap(value => identity('token', value))
        : [];
    default:
      return [];
  }
}

function optionCount(words: readonly (string | undefined)[]): number {
  const score = words.findIndex(word => !ZADD_OPTIONS.has(word?.toUpperCase() ?? ''));
  return Math.max(score, 0);
}

/** Scores and members, alternating. */
function membersOf(values: readonly CommandArgument[]): Identity[] {
  return values.flatMap((value, at) =>
    at % 2 === 1 ? identity('member', value, values[at - 1]?.expression) : [],
  );
}

function identity(what: string, { expression }: CommandArgument, score?: Expression): Identity[] {
  return expression === undefined ? [] : [{ what, expression, score }];
}
