import type { Bytes } from '../../bytes.js';
import { HashValue } from '../../keyspace/hash-value.js';
import type { Reply } from '../../reply/reply.js';
import { exactIntegerArgument, isInt64, narrowInteger, parseInteger } from '../arguments.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';
import { addLongDoubles, formatLongDouble, parseLongDouble } from '../long-double.js';

type Args = readonly Bytes[];

export const HASH_COUNTER_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'hincrby',
    arity: 4,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '2.0.0',
    summary: 'Increment the integer value of a hash field by the given number',
    syntax: 'key field increment',
    handler: hincrby,
  },
  {
    name: 'hincrbyfloat',
    arity: 4,
    flags: ['write', 'denyoom', 'fast'],
    keys: FIRST_KEY,
    group: 'hash',
    since: '2.6.0',
    summary: 'Increment the float value of a hash field by the given amount',
    syntax: 'key field increment',
    handler: hincrbyfloat,
  },
];

function hincrby(context: CommandContext, [, key = '', field = '', by]: Args): Reply {
  const delta = exactIntegerArgument(by);
  const hash = context.write(key, HashValue);
  const current = parseInteger(hash?.get(field) ?? '0');
  if (current === undefined) throw new CommandError('ERR hash value is not an integer');
  const sum = BigInt(current) + delta;
  if (!isInt64(sum)) throw new CommandError('ERR increment or decrement would overflow');
  store(context, key, hash, field, String(sum));
  context.modified(key, 'hash', 'hincrby');
  return narrowInteger(sum);
}

function hincrbyfloat(context: CommandContext, [, key = '', field = '', by = '']: Args): Reply {
  const delta = parseLongDouble(by);
  if (delta === undefined) throw CommandError.notAFloat();
  if (typeof delta === 'number') throw new CommandError('ERR value is NaN or Infinity');
  const hash = context.write(key, HashValue);
  const current = parseLongDouble(hash?.get(field) ?? '0');
  if (current === undefined) throw new CommandError('ERR hash value is not a float');
  const sum = typeof current === 'number' ? undefined : addLongDoubles(current, delta);
  if (!sum) throw new CommandError('ERR increment would produce NaN or Infinity');
  const text = formatLongDouble(sum);
  store(context, key, hash, field, text);
  context.modified(key, 'hash', 'hincrbyfloat');
  return text;
}

function store(
  context: CommandContext,
  key: Bytes,
  found: HashValue | undefined,
  field: Bytes,
  value: Bytes,
): void {
  const hash = found ?? new HashValue();
  if (!found) context.database.set(key, hash);
  hash.set(field, value, context.server.config.encoding, context.undo);
}
