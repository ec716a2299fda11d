import type { Bytes } from '../../bytes.js';
import { exactIntegerArgument, keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { Overflow } from './bit-field-overflow.js';
import { type BitFieldType, bitFieldTypeArgument } from './bit-field-type.js';
import { bitOffsetArgument } from './bit-offset.js';

/** One of the operations of a BITFIELD. */
export interface BitFieldOperation {
  readonly kind: 'get' | 'set' | 'incrby';
  readonly type: BitFieldType;
  /** In bits. */
  readonly offset: number;
  /** The value of a `set`, the increment of an `incrby`. */
  readonly operand: bigint;
  readonly overflow: Overflow;
}

/** Arguments after the name of an operation. */
const OPERANDS = { get: 2, set: 3, incrby: 3, overflow: 1 };

/** @throws CommandError */
export function parseBitFieldOperations(
  context: CommandContext,
  args: readonly Bytes[],
): readonly BitFieldOperation[] {
  const operations: BitFieldOperation[] = [];
  let overflow: Overflow = 'wrap';
  let at = 2;
  while (at < args.length) {
    const kind = operationKind(args[at]);
    if (at + OPERANDS[kind] >= args.length) throw CommandError.syntax();
    if (kind === 'overflow') overflow = overflowArgument(args[at + 1]);
    else {
      const type = bitFieldTypeArgument(args[at + 1]);
      const offset = bitOffsetArgument(context, args[at + 2], type.width);
      const operand = kind === 'get' ? 0n : exactIntegerArgument(args[at + 3]);
      operations.push({ kind, type, offset, operand, overflow });
    }
    at += 1 + OPERANDS[kind];
  }
  return operations;
}

function operationKind(text: Bytes | undefined): keyof typeof OPERANDS {
  const name = keyword(text);
  if (name === 'get' || name === 'set' || name === 'incrby' || name === 'overflow') return name;
  throw CommandError.syntax();
}

function overflowArgument(text: Bytes | undefined): Overflow {
  const name = keyword(text);
  if (name === 'wrap' || name === 'sat' || name === 'fail') return name;
  throw new CommandError('ERR Invalid OVERFLOW type specified');
}
