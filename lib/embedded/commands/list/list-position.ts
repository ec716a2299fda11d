import type { Bytes } from '../../bytes.js';
import { ListValue } from '../../keyspace/list-value.js';
import type { Reply } from '../../reply/reply.js';
import { exactIntegerArgument, keyword, positiveArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';

const INT64_MIN = -(2n ** 63n);

interface PositionOptions {
  rank: number;
  /** Undefined: only the first place, not in an array. */
  count: number | undefined;
  maxLength: number;
}

/** LPOS: where an element stands. */
export function lpos(context: CommandContext, args: readonly Bytes[]): Reply {
  const options = parseOptions(args);
  const list = context.read(args[1] ?? '', ListValue);
  const places = list ? find(list, args[2] ?? '', options) : [];
  return options.count === undefined ? (places[0] ?? null) : places;
}

function find(list: ListValue, item: Bytes, { rank, count, maxLength }: PositionOptions): number[] {
  const places: number[] = [];
  const limit = count === undefined ? 1 : count || Infinity;
  const steps = Math.min(list.length, maxLength || Infinity);
  let skipped = Math.abs(rank) - 1;
  for (let step = 0; step < steps && places.length < limit; step++) {
    const at = rank > 0 ? step : list.length - 1 - step;
    if (list.at(at) === item && skipped-- <= 0) places.push(at);
  }
  return places;
}

function parseOptions(args: readonly Bytes[]): PositionOptions {
  const options: PositionOptions = { rank: 1, count: undefined, maxLength: 0 };
  for (let at = 3; at < args.length; at += 2) {
    const value = args[at + 1];
    if (value === undefined) throw CommandError.syntax();
    const option = keyword(args[at]);
    if (option === 'rank') options.rank = rankArgument(value);
    else if (option === 'count') {
      options.count = positiveArgument(value, "ERR COUNT can't be negative");
    } else if (option === 'maxlen') {
      options.maxLength = positiveArgument(value, "ERR MAXLEN can't be negative");
    } else throw CommandError.syntax();
  }
  return options;
}

function rankArgument(text: Bytes): number {
  const rank = exactIntegerArgument(text);
  // Redis negates it, which overflows: each match is beyond it then.
  if (rank === INT64_MIN) return -1;
  if (rank !== 0n) return Number(rank);
  throw new CommandError(
    "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list",
  );
}
