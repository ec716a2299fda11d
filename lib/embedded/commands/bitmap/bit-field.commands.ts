import type { Bytes } from '../../bytes.js';
import { StringValue } from '../../keyspace/string-value.js';
import type { Reply } from '../../reply/reply.js';
import { narrowInteger } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { readField, writeField } from './bit-field-access.js';
import { type BitFieldOperation, parseBitFieldOperations } from './bit-field-operations.js';
import { addToField } from './bit-field-overflow.js';
import { type BitString, bitStringToWrite } from './bit-string.js';

type Args = readonly Bytes[];

const GET = 'GET encoding offset';
const WRITES =
  '[OVERFLOW <WRAP | SAT | FAIL>] <SET encoding offset value | INCRBY encoding offset increment>';

export const BIT_FIELD_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'bitfield',
    arity: -2,
    flags: ['write', 'denyoom'],
    keys: FIRST_KEY,
    group: 'bitmap',
    since: '3.2.0',
    summary: 'Perform arbitrary bitfield integer operations on strings',
    syntax: `key <${GET} | ${WRITES}> [${GET} | ${WRITES} ...]`,
    handler: (context, args) => bitfield(context, args, false),
  },
  {
    name: 'bitfield_ro',
    arity: -2,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'bitmap',
    since: '6.0.0',
    summary:
      'Perform arbitrary bitfield integer operations on strings. Read-only variant of BITFIELD',
    syntax: `key ${GET} [${GET} ...]`,
    handler: (context, args) => bitfield(context, args, true),
  },
];

function bitfield(context: CommandContext, args: Args, isReadOnly: boolean): Reply {
  const [, key = ''] = args;
  const operations = parseBitFieldOperations(context, args);
  const lastBit = lastWrittenBit(operations);
  if (lastBit === undefined) {
    const value = context.read(key, StringValue);
    return operations.map(({ offset, type }) => narrowInteger(readField(value, offset, type)));
  }
  if (isReadOnly) throw new CommandError('ERR BITFIELD_RO only supports the GET subcommand');
  return write(context, key, operations, lastBit);
}

/** Up to where the string must reach; undefined where nothing is written. */
function lastWrittenBit(operations: readonly BitFieldOperation[]): number | undefined {
  let last: number | undefined;
  for (const { kind, offset, type } of operations) {
    if (kind !== 'get') last = Math.max(last ?? 0, offset + type.width - 1);
  }
  return last;
}

function write(
  context: CommandContext,
  key: Bytes,
  operations: readonly BitFieldOperation[],
  lastBit: number,
): Reply {
  const string = bitStringToWrite(context, key, lastBit);
  let hasChanged = false;
  const replies = operations.map(operation => {
    const { reply, changes } = apply(context, string, operation);
    hasChanged ||= changes;
    return reply;
  });
  if (hasChanged) context.modified(key, 'string', 'setbit');
  return replies;
}

function apply(
  { undo }: CommandContext,
  { value, hasGrown }: BitString,
  { kind, type, offset, operand, overflow }: BitFieldOperation,
): { readonly reply: Reply; readonly changes: boolean } {
  const previous = readField(value, offset, type);
  if (kind === 'get') return { reply: narrowInteger(previous), changes: false };
  const next =
    kind === 'set'
      ? addToField(operand, 0n, type, overflow)
      : addToField(previous, operand, type, overflow);
  if (next === undefined) return { reply: null, changes: false };
  if (next !== previous) writeField(value, offset, type, next, undo);
  const reply = narrowInteger(kind === 'set' ? previous : next);
  return { reply, changes: hasGrown || next !== previous };
}
