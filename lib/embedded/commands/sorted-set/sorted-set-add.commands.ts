import type { Bytes } from '../../bytes.js';
import { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import { DoubleReply, type Reply } from '../../reply/reply.js';
import { floatArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { type AddOptions, parseAddOptions } from './add-options.js';

type Args = readonly Bytes[];

export const SORTED_SET_ADD_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'zadd',
    arity: -4,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'sorted-set',
    since: '1.2.0',
    summary: 'Add one or more members to a sorted set, or update its score if it already exists',
    syntax: 'key [NX | XX] [GT | LT] [CH] [INCR] score member [score member ...]',
    handler: (context, args) => addToSortedSet(context, args, false),
  },
  {
    name: 'zincrby',
    arity: 4,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'sorted-set',
    since: '1.2.0',
    summary: 'Increment the score of a member in a sorted set',
    syntax: 'key increment member',
    handler: (context, args) => addToSortedSet(context, args, true),
  },
];

/** Runs the arguments of a ZADD, or with `incr` of a ZINCRBY. */
export function addToSortedSet(context: CommandContext, args: Args, incr: boolean): Reply {
  const [, key = ''] = args;
  const options = { nx: false, xx: false, gt: false, lt: false, ch: false, incr };
  const start = parseAddOptions(args, options);
  const scores: number[] = [];
  for (let at = start; at < args.length; at += 2) scores.push(floatArgument(args[at]));

  const existing = context.write(key, SortedSetValue);
  if (!existing && options.xx) return options.incr ? null : 0;
  const value = existing ?? new SortedSetValue();
  // Nobody sees a new value before it is stored: taking the key back takes it back, too.
  const undo = existing && context.undo;
  const limits = context.server.config.encoding;

  let added = 0;
  let updated = 0;
  let result: number | undefined;
  for (const [index, score] of scores.entries()) {
    const member = args[start + 2 * index + 1] ?? '';
    const previous = value.score(member);
    const next = newScore(previous, score, options);
    result = next;
    if (next === undefined || next === previous) continue;
    value.set(member, next, limits, undo);
    if (previous === undefined) added++;
    else updated++;
  }
  if (!existing) context.database.set(key, value);
  if (added + updated > 0) context.modified(key, 'zset', options.incr ? 'zincr' : 'zadd');
  if (options.incr) return result === undefined ? null : new DoubleReply(result);
  return options.ch ? added + updated : added;
}

/** The score that a member gets; undefined where the options forbid it. */
function newScore(
  previous: number | undefined,
  score: number,
  { nx, xx, gt, lt, incr }: AddOptions,
): number | undefined {
  if (previous === undefined) return xx ? undefined : score;
  if (nx) return undefined;
  const next = incr ? previous + score : score;
  if (Number.isNaN(next)) throw new CommandError('ERR resulting score is not a number (NaN)');
  if ((lt && next >= previous) || (gt && next <= previous)) return undefined;
  return next;
}
