/** Where an encoding with the length in its first byte ends, and that with 12 bits. */
export const SHORT_STRING_LIMIT = 0x40;
export const STRING_LIMIT = 0x1000;

/** The first byte of an entry tells what it is; most share it with bits of the value. */
export const LISTPACK_ENTRY = {
  shortString: 0x80,
  integer13: 0xc0,
  string: 0xe0,
  longString: 0xf0,
  integer16: 0xf1,
  integer24: 0xf2,
  integer32: 0xf3,
  integer64: 0xf4,
  end: 0xff,
} as const;

/** Before the entries: the length of all, and how many entries, or that they are too many for it. */
export const LISTPACK_HEADER_SIZE = 6;
export const UNKNOWN_COUNT = 0xffff;

/** How many bytes tell the length of an entry behind it, for reading backwards. */
export function backLengthSize(length: number): number {
  if (length <= 127) return 1;
  if (length < 16_383) return 2;
  if (length < 2_097_151) return 3;
  return length < 268_435_455 ? 4 : 5;
}
