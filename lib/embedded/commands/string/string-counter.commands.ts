import type { Bytes } from '../../bytes.js';
import { StringValue } from '../../keyspace/string-value.js';
import type { Reply } from '../../reply/reply.js';
import { exactIntegerArgument, isInt64, narrowInteger, parseInteger } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { addLongDoubles, formatLongDouble, parseLongDouble } from '../long-double.js';

const INT64_MIN = -(2n ** 63n);

type Args = readonly Bytes[];

export const STRING_COUNTER_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'incr',
    arity: 2,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'string',
    since: '1.0.0',
    summary: 'Increment the integer value of a key by one',
    syntax: 'key',
    handler: (context, [, key = '']) => increment(context, key, 1),
  },
  {
    name: 'decr',
    arity: 2,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'string',
    since: '1.0.0',
    summary: 'Decrement the integer value of a key by one',
    syntax: 'key',
    handler: (context, [, key = '']) => increment(context, key, -1),
  },
  {
    name: 'incrby',
    arity: 3,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'string',
    since: '1.0.0',
    summary: 'Increment the integer value of a key by the given amount',
    syntax: 'key increment',
    handler: (context, [, key = '', by]) => increment(context, key, by),
  },
  {
    name: 'decrby',
    arity: 3,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'string',
    since: '1.0.0',
    summary: 'Decrement the integer value of a key by the given number',
    syntax: 'key decrement',
    handler: decrby,
  },
  {
    name: 'incrbyfloat',
    arity: 3,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'string',
    since: '2.6.0',
    summary: 'Increment the float value of a key by the given amount',
    syntax: 'key increment',
    handler: incrbyfloat,
  },
];

function decrby(context: CommandContext, [, key = '', by]: Args): Reply {
  const decrement = exactIntegerArgument(by);
  if (decrement === INT64_MIN) throw new CommandError('ERR decrement would overflow');
  return increment(context, key, narrowInteger(-decrement));
}

function increment(
  context: CommandContext,
  key: Bytes,
  by: number | bigint | Bytes | undefined,
): Reply {
  const delta = typeof by === 'number' || typeof by === 'bigint' ? by : parseInteger(by);
  if (delta === undefined) throw CommandError.notAnInteger();
  const current = parseInteger(context.write(key, StringValue)?.bytes ?? '0');
  if (current === undefined) throw CommandError.notAnInteger();
  const sum = add(current, delta);
  context.database.set(key, new StringValue(String(sum)));
  context.modified(key, 'string', 'incrby');
  return sum;
}

function add(a: number | bigint, b: number | bigint): number | bigint {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a + b)) return a + b;
  const sum = BigInt(a) + BigInt(b);
  if (!isInt64(sum)) throw new CommandError('ERR increment or decrement would overflow');
  return narrowInteger(sum);
}

function incrbyfloat(context: CommandContext, [, key = '', by = '']: Args): Reply {
  const current = parseLongDouble(context.write(key, StringValue)?.bytes ?? '0');
  const delta = parseLongDouble(by);
  if (current === undefined || delta === undefined) throw CommandError.notAFloat();
  const sum =
    typeof current === 'number' || typeof delta === 'number'
      ? undefined
      : addLongDoubles(current, delta);
  if (!sum) throw new CommandError('ERR increment would produce NaN or Infinity');
  const text = formatLongDouble(sum);
  context.database.set(key, new StringValue(text, false));
  context.modified(key, 'string', 'incrbyfloat');
  return text;
}
