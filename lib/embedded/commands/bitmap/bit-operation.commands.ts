import type { Bytes } from '../../bytes.js';
import { StringValue } from '../../keyspace/string-value.js';
import type { Reply } from '../../reply/reply.js';
import { keyword } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import type { CommandSpec } from '../command-spec.js';
import { storeStringValue } from '../string/store-string.js';
import { type BitOperation, combineBits, isBitOperation } from './combine-bits.js';

export const BIT_OPERATION_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'bitop',
    arity: -4,
    flags: ['write', 'denyoom'],
    keys: { first: 2, last: -1, step: 1 },
    group: 'bitmap',
    since: '2.6.0',
    summary: 'Perform bitwise operations between strings',
    syntax: '<AND | OR | XOR | NOT> destkey key [key ...]',
    handler: bitop,
  },
];

function bitop(context: CommandContext, args: readonly Bytes[]): Reply {
  const operation = operationArgument(args);
  const destination = args[2] ?? '';
  const sources = args
    .slice(3)
    .map(key => context.read(key, StringValue)?.view ?? new Uint8Array());
  const result = combineBits(operation, sources);
  if (result.length === 0) deleteKey(context, destination);
  else {
    const value = new StringValue('');
    value.write(0, result.toString('latin1'), undefined);
    storeStringValue(context, destination, value);
  }
  return result.length;
}

function operationArgument(args: readonly Bytes[]): BitOperation {
  const name = keyword(args[1]);
  if (!isBitOperation(name)) throw CommandError.syntax();
  if (name === 'not' && args.length !== 4) {
    throw new CommandError('ERR BITOP NOT must be called with a single source key.');
  }
  return name;
}

function deleteKey(context: CommandContext, key: Bytes): void {
  if (!context.database.peek(key)) return;
  context.database.delete(key);
  context.modified(key, 'generic', 'del');
}
