import type { Bytes } from '../../bytes.js';
import { parseInteger } from '../arguments.js';
import { CommandError } from '../command-error.js';

/** An integer of some bits, as BITFIELD names it: `u8`, `i16`. */
export interface BitFieldType {
  readonly isSigned: boolean;
  /** Up to 64, unsigned up to 63. */
  readonly width: number;
}

/** @throws CommandError */
export function bitFieldTypeArgument(text: Bytes | undefined = ''): BitFieldType {
  const sign = text.charAt(0);
  const isSigned = sign === 'i';
  const width = Number(parseInteger(text.slice(1)) ?? 0);
  if ((!isSigned && sign !== 'u') || width < 1 || width > (isSigned ? 64 : 63)) {
    throw new CommandError(
      'ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.',
    );
  }
  return { isSigned, width };
}

/** The integer that is left of one when it has these bits only. */
export function wrapBits(value: bigint, { isSigned, width }: BitFieldType): bigint {
  return isSigned ? BigInt.asIntN(width, value) : BigInt.asUintN(width, value);
}
