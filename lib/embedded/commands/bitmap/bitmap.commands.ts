import type { Bytes } from '../../bytes.js';
import { StringValue } from '../../keyspace/string-value.js';
import type { Reply } from '../../reply/reply.js';
import { integerArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { bitOffsetArgument } from './bit-offset.js';
import { bitRange, rangeUnitArgument } from './bit-range.js';
import { countBits, findBit } from './bit-scan.js';
import { bitStringToWrite } from './bit-string.js';

type Args = readonly Bytes[];

export const BITMAP_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'setbit',
    arity: 4,
    flags: ['write', 'denyoom'],
    keys: FIRST_KEY,
    group: 'bitmap',
    since: '2.2.0',
    summary: 'Sets or clears the bit at offset in the string value stored at key',
    syntax: 'key offset value',
    handler: setbit,
  },
  {
    name: 'getbit',
    arity: 3,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'bitmap',
    since: '2.2.0',
    summary: 'Returns the bit value at offset in the string value stored at key',
    syntax: 'key offset',
    handler: getbit,
  },
  {
    name: 'bitcount',
    arity: -2,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'bitmap',
    since: '2.6.0',
    summary: 'Count set bits in a string',
    syntax: 'key [start end [BYTE | BIT]]',
    handler: bitcount,
  },
  {
    name: 'bitpos',
    arity: -3,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'bitmap',
    since: '2.8.7',
    summary: 'Find first bit set or clear in a string',
    syntax: 'key bit [start [end [BYTE | BIT]]]',
    handler: bitpos,
  },
];

function setbit(context: CommandContext, [, key = '', offsetText, bitText]: Args): Reply {
  const offset = bitOffsetArgument(context, offsetText);
  const error = 'ERR bit is not an integer or out of range';
  const bit = integerArgument(bitText, error);
  if (bit !== 0 && bit !== 1) throw new CommandError(error);
  const { value, hasGrown } = bitStringToWrite(context, key, offset);
  const index = Math.floor(offset / 8);
  const mask = 0x80 >>> (offset % 8);
  const byte = value.byteAt(index);
  const previous = (byte & mask) === 0 ? 0 : 1;
  if (hasGrown || bit !== previous) {
    if (bit !== previous) value.setByte(index, byte ^ mask, context.undo);
    context.modified(key, 'string', 'setbit');
  }
  return previous;
}

function getbit(context: CommandContext, [, key = '', offsetText]: Args): Reply {
  const offset = bitOffsetArgument(context, offsetText);
  const byte = context.read(key, StringValue)?.byteAt(Math.floor(offset / 8)) ?? 0;
  return (byte >>> (7 - (offset % 8))) & 1;
}

function bitcount(context: CommandContext, args: Args): Reply {
  const [, key = '', startText, endText, unitText] = args;
  const value = context.read(key, StringValue);
  if (!value) return 0;
  const bytes = value.view;
  if (args.length === 2) return countBits(bytes, { start: 0, end: 8 * bytes.length });
  if (args.length !== 4 && args.length !== 5) throw CommandError.syntax();
  const start = integerArgument(startText);
  const end = integerArgument(endText);
  if (start < 0 && end < 0 && start > end) return 0;
  return countBits(bytes, bitRange(start, end, rangeUnitArgument(unitText), bytes.length));
}

function bitpos(context: CommandContext, args: Args): Reply {
  const [, key = '', bitText, startText = '0', endText, unitText] = args;
  const bit = integerArgument(bitText);
  if (bit !== 0 && bit !== 1) throw new CommandError('ERR The bit argument must be 1 or 0.');
  const value = context.read(key, StringValue);
  // A missing string is zeros without end.
  if (!value) return bit === 1 ? -1 : 0;
  if (args.length > 6) throw CommandError.syntax();
  const start = integerArgument(startText);
  const unit = rangeUnitArgument(unitText);
  const end = endText === undefined ? -1 : integerArgument(endText);
  const bytes = value.view;
  const range = bitRange(start, end, unit, bytes.length);
  const found = findBit(bytes, bit, range);
  if (found !== undefined) return found;
  // Zeros follow the string, unless its end was asked for.
  return bit === 0 && endText === undefined && range.start < range.end ? range.end : -1;
}
