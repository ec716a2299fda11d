/** The sum of two doubles that do not overlap: a number of about 106 bits. */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

/** Splits a double in two halves of 26 bits, whose products are exact. */
const SPLITTER = 2 ** 27 + 1;

export function exactSum(a: number, b: number): DoubleDouble {
  const high = a + b;
  const part = high - a;
  return { high, low: a - (high - part) + (b - part) };
}

export function exactProduct(a: number, b: number): DoubleDouble {
  const high = a * b;
  const [aHigh, aLow] = halves(a);
  const [bHigh, bLow] = halves(b);
  return { high, low: aHigh * bHigh - high + aHigh * bLow + aLow * bHigh + aLow * bLow };
}

export function product(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const { high, low } = exactProduct(a.high, b.high);
  return normalized(high, low + (a.high * b.low + a.low * b.high));
}

export function quotient({ high, low }: DoubleDouble, divisor: number): DoubleDouble {
  const estimate = high / divisor;
  const back = exactProduct(estimate, divisor);
  return normalized(estimate, (high - back.high - back.low + low) / divisor);
}

/** 1 less a number. */
export function complement({ high, low }: DoubleDouble): DoubleDouble {
  const sum = exactSum(1, -high);
  return normalized(sum.high, sum.low - low);
}

/** @param low not larger than `high` */
export function normalized(high: number, low: number): DoubleDouble {
  const sum = high + low;
  return { high: sum, low: low - (sum - high) };
}

function halves(value: number): readonly [number, number] {
  const scaled = SPLITTER * value;
  const high = scaled - (scaled - value);
  return [high, value - high];
}
