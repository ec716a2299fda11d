import type { Bytes } from '../../bytes.js';
import { StringValue } from '../../keyspace/string-value.js';
import type { Reply } from '../../reply/reply.js';
import { integerArgument } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { checkStringLength } from './store-string.js';

type Args = readonly Bytes[];

export const STRING_RANGE_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'append',
    arity: 3,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'string',
    since: '2.0.0',
    summary: 'Append a value to a key',
    syntax: 'key value',
    handler: append,
  },
  {
    name: 'strlen',
    arity: 2,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'string',
    since: '2.2.0',
    summary: 'Get the length of the value stored in a key',
    syntax: 'key',
    handler: (context, [, key = '']) => context.read(key, StringValue)?.length ?? 0,
  },
  {
    name: 'setrange',
    arity: 4,
    flags: ['write', 'denyoom'],
    keys: FIRST_KEY,
    group: 'string',
    since: '2.2.0',
    summary: 'Overwrite part of a string at key starting at the specified offset',
    syntax: 'key offset value',
    handler: setrange,
  },
  {
    name: 'getrange',
    arity: 4,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'string',
    since: '2.4.0',
    summary: 'Get a substring of the string stored at a key',
    syntax: 'key start end',
    handler: getrange,
  },
  {
    name: 'substr',
    arity: 4,
    flags: ['readonly'],
    keys: FIRST_KEY,
    group: 'string',
    since: '1.0.0',
    summary: 'Get a substring of the string stored at a key',
    syntax: 'key start end',
    handler: getrange,
  },
];

function append(context: CommandContext, [, key = '', bytes = '']: Args): Reply {
  let value = context.write(key, StringValue);
  if (value) {
    checkStringLength(context, value.length + bytes.length);
    value.append(bytes, context.undo);
  } else {
    value = new StringValue(bytes);
    context.database.set(key, value);
  }
  context.modified(key, 'string', 'append');
  return value.length;
}

function setrange(context: CommandContext, [, key = '', offsetText, bytes = '']: Args): Reply {
  const offset = integerArgument(offsetText);
  if (offset < 0) throw new CommandError('ERR offset is out of range');
  const existing = context.write(key, StringValue);
  if (bytes === '') return existing?.length ?? 0;
  checkStringLength(context, offset + bytes.length);
  const value = existing ?? new StringValue('');
  if (!existing) context.database.set(key, value);
  value.write(offset, bytes, context.undo);
  context.modified(key, 'string', 'setrange');
  return value.length;
}

function getrange(context: CommandContext, [, key = '', startText, endText]: Args): Reply {
  let start = integerArgument(startText);
  let end = integerArgument(endText);
  const value = context.read(key, StringValue);
  if (!value) return '';
  const { length } = value;
  if (start < 0 && end < 0 && start > end) return '';
  if (start < 0) start = Math.max(length + start, 0);
  if (end < 0) end = Math.max(length + end, 0);
  return start > end ? '' : value.slice(start, end + 1);
}
