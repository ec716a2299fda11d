const X0 = 0x330e;
const X1 = 0xabcd;
const X2 = 0x1234;
const A0 = 0xe66d;
const A1 = 0xdeec;
const A2 = 0x5;
const C = 0xb;
const LOW = 0xffff;

/** The generator of POSIX's lrand48, which Redis ships for `math.random`: 48 bits, in words of 16. */
export class Lrand48 {
  #x0 = X0;
  #x1 = X1;
  #x2 = X2;

  seed(value: number): void {
    this.#x0 = X0;
    this.#x1 = value & LOW;
    this.#x2 = (value >>> 16) & LOW;
  }

  /** From 0 to 2^31 - 1. */
  next(): number {
    const low = A0 * this.#x0 + C;
    const middle = Math.floor(low / 0x10000) + A0 * this.#x1;
    // Two products of 16 bits and a carry need more than the 32 that shifts keep.
    const middleSum = middle + A1 * this.#x0;
    const high = Math.floor(middleSum / 0x10000) + A0 * this.#x2 + A1 * this.#x1 + A2 * this.#x0;
    this.#x0 = low % 0x10000;
    this.#x1 = middleSum % 0x10000;
    this.#x2 = high % 0x10000;
    return this.#x2 * 0x8000 + (this.#x1 >>> 1);
  }
}
