import type { Bytes } from '../../bytes.js';
import { ListValue } from '../../keyspace/list-value.js';
import { SetValue } from '../../keyspace/set-value.js';
import { SortedSetValue } from '../../keyspace/sorted-set/sorted-set-value.js';
import type { Value } from '../../keyspace/value.js';
import { parseFloat64 } from '../arguments.js';
import { cString } from '../c-string.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { lookUpPattern } from './pattern-lookup.js';
import type { SortOptions } from './sort-options.js';

interface Weighted {
  readonly element: Bytes;
  readonly weight: Bytes | undefined;
  readonly score: number;
}

/** What there is to sort, in its own order. */
export function elementsOf(value: Value | undefined): readonly Bytes[] {
  if (!value) return [];
  if (value instanceof ListValue) return value.slice(0, value.length);
  if (value instanceof SetValue) return value.list();
  if (value instanceof SortedSetValue) return value.slice().map(({ member }) => member);
  throw CommandError.wrongType();
}

/** @throws CommandError when a weight should be a number and is none */
export function sortElements(
  context: CommandContext,
  elements: readonly Bytes[],
  options: Pick<SortOptions, 'by' | 'isAlphabetic' | 'isDescending'>,
): Bytes[] {
  const { by, isAlphabetic, isDescending } = options;
  const weighted = elements.map((element): Weighted => {
    const weight = by === undefined ? element : lookUpPattern(context, by, element);
    return { element, weight, score: isAlphabetic ? 0 : scoreOf(weight) };
  });
  // Not before all weights were looked up, each with its trace.
  if (weighted.some(({ score }) => Number.isNaN(score))) {
    throw new CommandError("ERR One or more scores can't be converted into double");
  }
  const compare = isAlphabetic ? compareWeights : compareScores;
  weighted.sort((a, b) => (isDescending ? compare(b, a) : compare(a, b)));
  return weighted.map(({ element }) => element);
}

/** As `strtod` reads it, which skips spaces before a number; NaN where it is none. */
function scoreOf(weight: Bytes | undefined): number {
  const text = cString(weight ?? '');
  return text === '' ? 0 : (parseFloat64(text.replace(/^[ \t\n\v\f\r]+/, '')) ?? NaN);
}

function compareScores(a: Weighted, b: Weighted): number {
  return a.score === b.score ? compareBytes(a.element, b.element) : a.score - b.score;
}

/** No weight comes before any. */
function compareWeights({ weight: a }: Weighted, { weight: b }: Weighted): number {
  if (a === undefined || b === undefined) return Number(b === undefined) - Number(a === undefined);
  return compareBytes(a, b);
}

function compareBytes(a: Bytes, b: Bytes): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
