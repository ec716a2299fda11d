/**
 * INCRBYFLOAT adds 80-bit long doubles, whose results differ from those of doubles
 * (10.5 + 0.1 is 10.6), and timeouts are such. A finite one is mantissa × 2^exponent, the mantissa
 * of 64 bits.
 */
export interface LongDouble {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const MANTISSA_BITS = 64;
const MIN_EXPONENT = -16_445;
const MAX_EXPONENT = 16_384 - MANTISSA_BITS;
const MAX_DECIMAL_EXPONENT = 5000;
const FRACTION_DIGITS = 17;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
const HEXADECIMAL = /^([+-]?)0x([\da-f]*)(?:\.([\da-f]*))?(?:p([+-]?\d+))?$/i;

/** Reads what `strtold` reads; infinite ones as ±Infinity, undefined for NaN and for no number. */
export function parseLongDouble(text: string): LongDouble | number | undefined {
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  const decimal = DECIMAL.exec(text);
  const match = decimal ?? HEXADECIMAL.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponentText = '0'] = match;
  if (whole + fraction === '') return undefined;
  const digits = BigInt(`${decimal ? '' : '0x'}${whole}${fraction}`);
  if (digits === 0n) return { mantissa: 0n, exponent: 0 };
  const value = decimal
    ? fromDecimal(digits, Number(exponentText) - fraction.length)
    : round(digits, 1n, Number(exponentText) - 4 * fraction.length);
  if (!value) return undefined;
  return sign === '-' ? { ...value, mantissa: -value.mantissa } : value;
}

/** The rounded sum; undefined when it is too large. */
export function addLongDoubles(a: LongDouble, b: LongDouble): LongDouble | undefined {
  const exponent = Math.min(a.exponent, b.exponent);
  const sum =
    (a.mantissa << BigInt(a.exponent - exponent)) + (b.mantissa << BigInt(b.exponent - exponent));
  if (sum === 0n) return { mantissa: 0n, exponent: 0 };
  const rounded = round(sum < 0n ? -sum : sum, 1n, exponent);
  return rounded && sum < 0n ? { ...rounded, mantissa: -rounded.mantissa } : rounded;
}

/** The rounded product with a positive integer; undefined when it is too large. */
export function multiplyLongDouble(
  { mantissa, exponent }: LongDouble,
  factor: bigint,
): LongDouble | undefined {
  if (mantissa === 0n) return { mantissa, exponent };
  const rounded = round((mantissa < 0n ? -mantissa : mantissa) * factor, 1n, exponent);
  return rounded && mantissa < 0n ? { ...rounded, mantissa: -rounded.mantissa } : rounded;
}

/** The least integer that is not below it. */
export function ceilLongDouble({ mantissa, exponent }: LongDouble): bigint {
  if (exponent >= 0) return mantissa << BigInt(exponent);
  // Shifting goes down, also below zero.
  return -(-mantissa >> BigInt(-exponent));
}

/** As `%.17Lf` without the zeros at the end. */
export function formatLongDouble({ mantissa, exponent }: LongDouble): string {
  const isNegative = mantissa < 0n;
  const scaled = (isNegative ? -mantissa : mantissa) * 10n ** BigInt(FRACTION_DIGITS);
  const fixed =
    exponent >= 0 ? scaled << BigInt(exponent) : divideToEven(scaled, 1n << BigInt(-exponent));
  const digits = fixed.toString().padStart(FRACTION_DIGITS + 1, '0');
  const whole = digits.slice(0, -FRACTION_DIGITS);
  const fraction = digits.slice(-FRACTION_DIGITS).replace(/0+$/, '');
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return isNegative && text !== '0' ? `-${text}` : text;
}

function fromDecimal(digits: bigint, exponent: number): LongDouble | undefined {
  // Far beyond what 80 bits reach, the powers of ten themselves would take all memory.
  if (Math.abs(exponent) > MAX_DECIMAL_EXPONENT + digits.toString().length) return undefined;
  if (exponent >= 0) return round(digits * 10n ** BigInt(exponent), 1n, 0);
  return round(digits, 10n ** BigInt(-exponent), 0);
}

/** numerator / denominator × 2^exponent, rounded to 64 bits, half to even. */
function round(numerator: bigint, denominator: bigint, exponent: number): LongDouble | undefined {
  const bits = bitLength(numerator) - bitLength(denominator);
  let shift = MANTISSA_BITS - bits;
  if (exponent - shift < MIN_EXPONENT) shift = exponent - MIN_EXPONENT;
  let mantissa = shifted(numerator, denominator, shift);
  if (bitLength(mantissa) > MANTISSA_BITS) mantissa = shifted(numerator, denominator, --shift);
  // Rounding up may have carried into a 65th bit.
  if (bitLength(mantissa) > MANTISSA_BITS) {
    mantissa >>= 1n;
    shift--;
  }
  if (mantissa === 0n || exponent - shift > MAX_EXPONENT) return undefined;
  return { mantissa, exponent: exponent - shift };
}

function shifted(numerator: bigint, denominator: bigint, shift: number): bigint {
  return shift >= 0
    ? divideToEven(numerator << BigInt(shift), denominator)
    : divideToEven(numerator, denominator << BigInt(-shift));
}

function divideToEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator - quotient * denominator) * 2n;
  const roundsUp = twice > denominator || (twice === denominator && (quotient & 1n) === 1n);
  return roundsUp ? quotient + 1n : quotient;
}

function bitLength(value: bigint): number {
  const hexadecimal = value.toString(16);
  return hexadecimal.length * 4 - Math.clz32(Number.parseInt(hexadecimal.charAt(0), 16)) + 28;
}
