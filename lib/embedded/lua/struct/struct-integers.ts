const WORD = 2 ** 32;
const LONG = 2 ** 63;
const WORD_BYTES = 4;
const LONG_BYTES = 8;

/** The bytes of a number as a C `long`, least first; past the eighth there are only zeros. */
export function integerBytes(value: number, size: number): number[] {
  const integer = toLong(value);
  const words = [(integer % WORD) | 0, Math.floor(integer / WORD) | 0];
  return Array.from({ length: size }, (_, index) => {
    if (index >= LONG_BYTES) return 0;
    const word = words[index < WORD_BYTES ? 0 : 1] ?? 0;
    return (word >>> (8 * (index % WORD_BYTES))) & 0xff;
  });
}

/** The number that bytes stand for, least first, in a `long`. */
export function integerOf(bytes: readonly number[], isSigned: boolean): number {
  const size = Math.min(bytes.length, LONG_BYTES);
  let value = 0n;
  for (let index = size - 1; index >= 0; index--) {
    value = (value << 8n) | BigInt(bytes[index] ?? 0);
  }
  return Number(isSigned ? BigInt.asIntN(size * 8, value) : value);
}

/** What C on x86-64 makes of a number where it wants 64 bits, with a sign or without. */
export function toLong(value: number): number {
  const integer = Math.trunc(value);
  if (integer >= 2 * LONG) return 0;
  return integer >= -LONG ? integer : -LONG;
}
