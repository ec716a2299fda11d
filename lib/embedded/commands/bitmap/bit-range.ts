import type { Bytes } from '../../bytes.js';
import { keyword } from '../arguments.js';
import { CommandError } from '../command-error.js';

/** Bits of a string, the end not included; empty where it is not above the start. */
export interface BitRange {
  readonly start: number;
  readonly end: number;
}

/** What a range counts: BYTE or BIT. */
export type RangeUnit = 'byte' | 'bit';

/** @throws CommandError */
export function rangeUnitArgument(text: Bytes | undefined): RangeUnit {
  const unit = text === undefined ? 'byte' : keyword(text);
  if (unit === 'byte' || unit === 'bit') return unit;
  throw CommandError.syntax();
}

/**
 * The bits between two places, the last one included; negative ones count from the end.
 *
 * @param length of the string in bytes
 */
export function bitRange(first: number, last: number, unit: RangeUnit, length: number): BitRange {
  const total = unit === 'bit' ? 8 * length : length;
  const bits = unit === 'bit' ? 1 : 8;
  const start = first < 0 ? Math.max(total + first, 0) : first;
  const end = Math.min(last < 0 ? Math.max(total + last, 0) : last, total - 1);
  return { start: start * bits, end: (end + 1) * bits };
}
