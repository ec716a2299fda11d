/** How many registers a HyperLogLog has: 14 bits of a hash choose one. */
export const REGISTERS = 16_384;

/** `HYLL`, the encoding, three unused bytes, the cached cardinality. */
export const HEADER_SIZE = 16;
export const MAGIC = 'HYLL';
export const ENCODING_AT = 4;
export const CARDINALITY_AT = 8;
/** The highest bit of the cached cardinality is set while it is out of date. */
export const STALE_AT = 15;
export const STALE_BIT = 0x80;

export const DENSE = 0;
export const SPARSE = 1;

/** In bits, of the dense encoding. */
export const REGISTER_WIDTH = 6;
export const DENSE_SIZE = HEADER_SIZE + (REGISTERS * REGISTER_WIDTH) / 8;
