import type { Bytes } from '../../bytes.js';

const MIN_INT64 = -(2n ** 63n);
const INT_BITS = 32;
const MAX_PRECISION = 100;
const ARGUMENT_DIGITS = 17;
const COMMON_DIGITS = 10;
const COMMON = 10 ** COMMON_DIGITS;
const SHORTEST_DIGITS = 15;
const MIN_FIXED = 1e-4;
const TIE_SCALE = 2 ** 26;

/** A number as C's `%.<digits>g` prints it. */
export function formatSignificant(value: number, digits: number): Bytes {
  return shortest(value, digits) ?? exactText(value, digits);
}

/** Where the shortest text that means this number has no more digits, it is the same. */
function shortest(value: number, digits: number): Bytes | undefined {
  if (value > 0 && value < COMMON && Number.isInteger(value) && digits >= COMMON_DIGITS) {
    return `${value}`;
  }
  const size = Math.abs(value);
  if (digits > SHORTEST_DIGITS || !(size >= MIN_FIXED && size < 10 ** digits)) {
    return value === 0 ? zero(value) : undefined;
  }
  const text = `${value}`;
  const isFraction = text.includes('.');
  const length = text.length - (isFraction ? 1 : 0) - (value < 0 ? 1 : 0);
  return length <= digits ? text : undefined;
}

function exactText(value: number, digits: number): Bytes {
  if (!Number.isFinite(value)) return nonFinite(value);
  const [mantissa = '', power = '0'] = toExponential(value, digits).split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= digits) {
    const sign = exponent < 0 ? '-' : '+';
    return `${trimmed(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return trimmed(fixed(mantissa, exponent));
}

function zero(value: number): Bytes {
  return Object.is(value, -0) ? '-0' : '0';
}

/** An argument of `redis.call`: as `%.17g`. */
export function formatArgument(value: number): Bytes {
  if (Number.isSafeInteger(value)) return value === 0 ? zero(value) : `${value}`;
  return exactText(value, ARGUMENT_DIGITS);
}

/** The integer that C makes of a number in a reply, on x86-64. */
export function truncateToInteger(value: number): number | bigint {
  const integer = Math.trunc(value);
  if (Number.isSafeInteger(integer)) return integer + 0;
  if (!(integer >= -(2 ** 63) && integer < 2 ** 63)) return MIN_INT64;
  return BigInt(integer);
}

/** The `int` that C makes of a number, on x86-64: the low 32 bits of a `long`. */
export function truncateToInt(value: number): number {
  const integer = truncateToInteger(value);
  return typeof integer === 'bigint' ? Number(BigInt.asIntN(INT_BITS, integer)) : integer | 0;
}

function nonFinite(value: number): Bytes {
  if (Number.isNaN(value)) return 'nan';
  return value > 0 ? 'inf' : '-inf';
}

/** `d.ddde±p`. C rounds a tie to the even digit, JavaScript away from zero. */
function toExponential(value: number, digits: number): string {
  // A tie has one digit more, hence as many binary ones at most after the point.
  if (!Number.isInteger(value * TIE_SCALE)) return value.toExponential(digits - 1);
  const [oneMore = '', power = '0'] = value.toExponential(digits).split('e');
  const last = oneMore.replace('.', '').at(-2);
  const isMaybeTie = oneMore.endsWith('5') && Number(last) % 2 === 0;
  if (!isMaybeTie || !isExact(value, oneMore.length)) return value.toExponential(digits - 1);
  return `${oneMore.slice(0, -1)}e${power}`;
}

function isExact(value: number, length: number): boolean {
  const [exact = ''] = value.toExponential(MAX_PRECISION).split('e');
  return /^0*$/.test(exact.slice(length));
}

/** Moves the point of `d.ddd` by the exponent, which is at most the number of digits. */
function fixed(mantissa: string, exponent: number): string {
  const negative = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.slice(negative.length).replace('.', '');
  if (exponent < 0) return `${negative}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const point = exponent + 1;
  return `${negative}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function trimmed(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0*$/, '') : digits;
}
