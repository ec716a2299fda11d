import type { Bytes } from '../bytes.js';

const SIGNIFICANT_DIGITS = 17;

/** A double as C's `%.17g` prints it, which is how Redis 7.0 answers scores. */
export function formatDouble(value: number): Bytes {
  // Most scores are whole numbers, whose shortest form is the same.
  if (Number.isInteger(value) && Math.abs(value) < 1e17)
    return Object.is(value, -0) ? '-0' : `${value}`;
  if (!Number.isFinite(value)) return nonFinite(value);
  const [mantissa = '', exponentText = '0'] = value
    .toExponential(SIGNIFICANT_DIGITS - 1)
    .split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < SIGNIFICANT_DIGITS) {
    return withoutTrailingZeros(value.toFixed(SIGNIFICANT_DIGITS - 1 - exponent));
  }
  const sign = exponent < 0 ? '-' : '+';
  return `${withoutTrailingZeros(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function nonFinite(value: number): Bytes {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}

function withoutTrailingZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}
