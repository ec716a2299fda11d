import type { Bytes } from '../../bytes.js';
import { parseInteger } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';

/**
 * The place of a bit, counted from the highest one of the first byte.
 *
 * @param width bits of a field: `#2` is then the place of the third field of that width
 * @throws CommandError
 */
export function bitOffsetArgument(
  context: CommandContext,
  text: Bytes | undefined = '',
  width?: number,
): number {
  const isIndex = width !== undefined && text.startsWith('#');
  const value = parseInteger(isIndex ? text.slice(1) : text);
  if (value === undefined) throw badOffset();
  // The product wraps around in 64 bits, as that of C does.
  const offset = Number(isIndex ? BigInt.asIntN(64, BigInt(value) * BigInt(width)) : value);
  if (offset < 0 || Math.floor(offset / 8) >= context.server.config.protoMaxBulkLength) {
    throw badOffset();
  }
  return offset;
}

function badOffset(): CommandError {
  return new CommandError('ERR bit offset is not an integer or out of range');
}
