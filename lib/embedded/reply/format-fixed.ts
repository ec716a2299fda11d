import type { Bytes } from '../bytes.js';

const MAX_FIXED = 1e21;

/** A double as C's `%.6f` prints it: ties go to the even digit, which those of `toFixed` do not. */
export function formatFixed(value: number, digits: number): Bytes {
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Math.abs(value) >= MAX_FIXED) return `${BigInt(value)}.${'0'.repeat(digits)}`;
  const rounded = value.toFixed(digits);
  if (!isTie(value, digits)) return rounded;
  const cut = value.toFixed(digits + 1).slice(0, -1);
  return Number(cut.at(-1)) % 2 === 0 ? cut : rounded;
}

/** A double with up to 17 decimals, as Redis prints what a person shall read. */
export function formatHumanDouble(value: number): Bytes {
  const text = formatFixed(value, 17).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}

/** The digits end with a 5 just beyond those that are asked for. */
function isTie(value: number, digits: number): boolean {
  return Math.abs(value * 2 ** (digits + 1)) % 2 === 1;
}
