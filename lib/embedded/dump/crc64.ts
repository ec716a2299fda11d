/** The polynomial of Jones, bits reversed, as its two halves. */
const POLYNOMIAL_HIGH = 0x95ac9329;
const POLYNOMIAL_LOW = 0xac4bc9b5;
const TABLE = byteTable();

/** The CRC64 that ends a payload. */
export function crc64(bytes: Uint8Array): bigint {
  let high = 0;
  let low = 0;
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (TABLE.low[index] ?? 0);
    high = (high >>> 8) ^ (TABLE.high[index] ?? 0);
  }
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

function byteTable(): { readonly high: Int32Array; readonly low: Int32Array } {
  const table = { high: new Int32Array(256), low: new Int32Array(256) };
  for (let byte = 0; byte < 256; byte++) {
    let high = 0;
    let low = byte;
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = (low & 1) === 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (isOdd) {
        high ^= POLYNOMIAL_HIGH;
        low ^= POLYNOMIAL_LOW;
      }
    }
    table.high[byte] = high;
    table.low[byte] = low;
  }
  return table;
}
