/** An integer of 64 bits: a number where that holds it exactly, a bigint beyond. */
export type Integer64 = number | bigint;

export function narrow(value: bigint): Integer64 {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** The sum, as a signed integer of 64 bits, which wraps as that of C. */
export function plus(value: Integer64, step: Integer64): Integer64 {
  if (typeof value === 'number' && typeof step === 'number') {
    const sum = value + step;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return narrow(BigInt.asIntN(64, BigInt(value) + BigInt(step)));
}
