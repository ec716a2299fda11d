const SLOTS = 16_384;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** CRC16-XMODEM of each byte, by which Redis Cluster spreads keys. */
const CRC_TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc;
});

/**
 * The slot of a key: of its hash tag (what stands between the first `{` and the first `}` after it)
 * if that is not empty, else of the whole key.
 *
 * Our own, because cluster-key-slot 1.1.2, which ioredis uses, goes on to a second pair of braces
 * when the first is empty: `{}{a}` came out as the slot of `a`, where the server says 13650.
 *
 * @see {@link https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/ | Cluster specification}
 */
export function keySlot(key: string | Buffer): number {
  const bytes = typeof key === 'string' ? Buffer.from(key) : key;
  const open = bytes.indexOf(OPEN);
  const close = open < 0 ? -1 : bytes.indexOf(CLOSE, open + 1);
  const hashed = close > open + 1 ? bytes.subarray(open + 1, close) : bytes;
  let crc = 0;
  for (const byte of hashed) crc = (crc << 8) ^ (CRC_TABLE[((crc >> 8) ^ byte) & 0xff] ?? 0);
  return (crc & 0xffff) % SLOTS;
}
