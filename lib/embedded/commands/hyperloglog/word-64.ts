/** An unsigned integer of 64 bits that is computed in place: BigInt makes an object at each step. */
export class Word64 {
  /** As the integers of bit operations are, signed. */
  high: number;
  low: number;

  constructor(high: number, low: number) {
    this.high = high | 0;
    this.low = low | 0;
  }

  /** Keeps the lower 64 bits of the product. */
  multiply({ high, low }: Word64): void {
    const a = this.low & 0xffff;
    const b = this.low >>> 16;
    const c = low & 0xffff;
    const d = low >>> 16;
    const lowest = a * c;
    // Each term has 32 bits at the most, their sum fewer than 53.
    const middle = a * d + b * c + Math.floor(lowest / 0x10000);
    const carry = b * d + Math.floor(middle / 0x10000);
    this.high = (carry + Math.imul(this.high, low) + Math.imul(this.low, high)) | 0;
    this.low = (middle << 16) | (lowest & 0xffff);
  }

  xor({ high, low }: Word64): void {
    this.high ^= high;
    this.low ^= low;
  }

  /** Shifts to the right by 32 bits or more. */
  xorShiftedRight(bits: number): void {
    this.low ^= this.high >>> (bits - 32);
  }
}
