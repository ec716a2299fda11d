import type { Bytes } from '../../bytes.js';
import { floatArgument, integerArgument, keyword, positiveArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { Aggregate, WeightedSource } from './combine.js';
import { type CombineSource, sourceAt } from './combine-sources.js';

/** Which options a command takes after its keys. */
export interface CombineForm {
  /** In lower case, for the error text. */
  readonly name: string;
  /** Where the number of keys stands. */
  readonly countAt: number;
  readonly takes: readonly CombineOption[];
}

export type CombineOption = 'weights' | 'aggregate' | 'withscores' | 'limit';

export interface CombineRequest {
  readonly sources: readonly WeightedSource[];
  readonly aggregate: Aggregate;
  readonly withScores: boolean;
  /** 0: none. */
  readonly limit: number;
}

interface Options {
  weights: readonly number[];
  aggregate: Aggregate;
  withScores: boolean;
  limit: number;
}

/**
 * Parses the operands of ZUNION and its relatives, and looks them up, in the order in which Redis
 * finds what is wrong.
 *
 * @throws CommandError
 */
export function parseCombine(
  context: CommandContext,
  args: readonly Bytes[],
  form: CombineForm,
): CombineRequest {
  const { name, countAt } = form;
  const count = integerArgument(args[countAt]);
  if (count < 1) {
    throw new CommandError(`ERR at least 1 input key is needed for '${name}' command`);
  }
  if (count > args.length - countAt - 1) throw CommandError.syntax();
  const keys = args.slice(countAt + 1, countAt + 1 + count);
  const operands: CombineSource[] = keys.map(key => sourceAt(context, key));
  const { weights, ...options } = parseOptions(args, countAt + 1 + count, count, form);
  return {
    ...options,
    sources: operands.map((source, at) => ({ source, weight: weights[at] ?? 1 })),
  };
}

function parseOptions(
  args: readonly Bytes[],
  start: number,
  keyCount: number,
  { takes }: CombineForm,
): Options {
  const options: Options = { weights: [], aggregate: 'sum', withScores: false, limit: 0 };
  let at = start;
  while (at < args.length) {
    const name = keyword(args[at]);
    const option = takes.find(known => known === name);
    const values = valuesOf(option, keyCount);
    if (!option || at + values >= args.length) throw CommandError.syntax();
    readOption(options, option, args.slice(at + 1, at + 1 + values));
    at += 1 + values;
  }
  return options;
}

function valuesOf(option: CombineOption | undefined, keyCount: number): number {
  if (option === 'weights') return keyCount;
  return option === 'withscores' ? 0 : 1;
}

function readOption(options: Options, option: CombineOption, values: readonly Bytes[]): void {
  switch (option) {
    case 'weights':
      options.weights = values.map(value =>
        floatArgument(value, 'ERR weight value is not a float'),
      );
      break;
    case 'aggregate':
      options.aggregate = aggregateArgument(values[0]);
      break;
    case 'limit':
      options.limit = positiveArgument(values[0], "ERR LIMIT can't be negative");
      break;
    default:
      options.withScores = true;
  }
}

function aggregateArgument(text: Bytes | undefined): Aggregate {
  const name = keyword(text);
  if (name === 'sum' || name === 'min' || name === 'max') return name;
  throw CommandError.syntax();
}
