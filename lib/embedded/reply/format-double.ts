import type { Bytes } from '../bytes.js';

const SIGNIFICANT_DIGITS = 17;
const MAX_DIGITS = 100;
/** An even digit, and exactly half of one more. */
const TIE = /^(\d\.\d{15}[02468])50*(e.*)$/;

/** A double as C's `%.17g` prints it, which is how Redis 7.0 answers scores. */
export function formatDouble(value: number): Bytes {
  // Most scores are whole numbers, whose shortest form is the same as far as each has its own.
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? '-0' : `${value}`;
  if (!Number.isFinite(value)) return nonFinite(value);
  const [mantissa = '', exponentText = '0'] = rounded(Math.abs(value)).split('e');
  const sign = value < 0 ? '-' : '';
  return sign + inPlainOrExponential(mantissa.replace('.', ''), Number(exponentText));
}

/** Where two roundings are equally near, C takes the even one, and JavaScript the greater one. */
function rounded(value: number): string {
  const greater = value.toExponential(SIGNIFICANT_DIGITS - 1);
  if (!value.toExponential(SIGNIFICANT_DIGITS).includes('5e')) return greater;
  const [, kept = '', exponent = ''] = TIE.exec(value.toExponential(MAX_DIGITS)) ?? [];
  return kept === '' ? greater : `${kept}${exponent}`;
}

function inPlainOrExponential(digits: string, exponent: number): Bytes {
  if (exponent < -4 || exponent >= SIGNIFICANT_DIGITS) {
    const mantissa = withoutTrailingZeros(`${digits.charAt(0)}.${digits.slice(1)}`);
    const sign = exponent < 0 ? '-' : '+';
    return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  if (exponent < 0) return withoutTrailingZeros(`0.${'0'.repeat(-exponent - 1)}${digits}`);
  return withoutTrailingZeros(`${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`);
}

function nonFinite(value: number): Bytes {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}

function withoutTrailingZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0*$/, '') : digits;
}
