import type { Bytes } from '../../bytes.js';
import type { Reply } from '../../reply/reply.js';
import { isInt64, parseInteger } from '../arguments.js';
import { cString } from '../c-string.js';
import type { CommandContext } from '../command-context.js';
import { CommandError } from '../command-error.js';
import { type CommandSpec, FIRST_KEY } from '../command-spec.js';

type Args = readonly Bytes[];

const CONDITIONS = ['nx', 'xx', 'gt', 'lt'] as const;
type Condition = (typeof CONDITIONS)[number];
const CONDITIONS_AT = 3;
const UNCONDITIONAL: ReadonlySet<Condition> = new Set();

export const EXPIRY_COMMANDS: readonly CommandSpec[] = [
  expireSpec('expire', '1.0.0', "Set a key's time to live in seconds", 'seconds'),
  expireSpec('pexpire', '2.6.0', "Set a key's time to live in milliseconds", 'milliseconds'),
  expireSpec(
    'expireat',
    '1.2.0',
    'Set the expiration for a key as a UNIX timestamp',
    'unix-time-seconds',
  ),
  expireSpec(
    'pexpireat',
    '2.6.0',
    'Set the expiration for a key as a UNIX timestamp specified in milliseconds',
    'unix-time-milliseconds',
  ),
  ttlSpec('ttl', '1.0.0', 'Get the time to live for a key in seconds'),
  ttlSpec('pttl', '2.6.0', 'Get the time to live for a key in milliseconds'),
  ttlSpec('expiretime', '7.0.0', 'Get the expiration Unix timestamp for a key'),
  ttlSpec('pexpiretime', '7.0.0', 'Get the expiration Unix timestamp for a key in milliseconds'),
  {
    name: 'persist',
    arity: 2,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'generic',
    since: '2.2.0',
    summary: 'Remove the expiration from a key',
    syntax: 'key',
    handler: persist,
  },
];

function expireSpec(name: string, since: string, summary: string, time: string): CommandSpec {
  const isSeconds = time.endsWith('seconds') && !time.endsWith('milliseconds');
  const isAbsolute = name.endsWith('at');
  return {
    name,
    arity: -3,
    flags: ['write', 'fast'],
    keys: FIRST_KEY,
    group: 'generic',
    since,
    summary,
    syntax: `key ${time} [NX | XX | GT | LT]`,
    handler: (context, args) => expire(context, args, isSeconds, isAbsolute),
  };
}

function ttlSpec(name: string, since: string, summary: string): CommandSpec {
  const isSeconds = !name.startsWith('p');
  const isAbsolute = name.endsWith('time');
  return {
    name,
    arity: 2,
    flags: ['readonly', 'fast'],
    keys: FIRST_KEY,
    group: 'generic',
    since,
    summary,
    syntax: 'key',
    handler: (context, [, key = '']) => ttl(context, key, isSeconds, isAbsolute),
  };
}

function expire(
  context: CommandContext,
  args: Args,
  isSeconds: boolean,
  isAbsolute: boolean,
): Reply {
  const [name = '', key = '', duration] = args;
  const conditions = parseConditions(args);
  const count = parseInteger(duration);
  if (count === undefined) throw CommandError.notAnInteger();
  const time = timeAfter(isAbsolute ? 0 : context.now, count, isSeconds ? 1000 : 1);
  if (time === undefined) throw CommandError.expireTime(name.toLowerCase());

  const { database } = context;
  if (!database.write(key) || !isAllowed(conditions, time, database.expiry(key))) return 0;
  if (time <= context.now) {
    database.delete(key);
    context.modified(key, 'generic', 'del');
  } else {
    database.expireAt(key, time);
    context.modified(key, 'generic', 'expire');
  }
  return 1;
}

/** Undefined past 64 bits. */
function timeAfter(start: number, count: number | bigint, unit: number): number | undefined {
  const time = start + Number(count) * unit;
  // Every date that can come is; bigints would cost more than the rest of the command.
  if (Number.isSafeInteger(time)) return time;
  const duration = BigInt(count) * BigInt(unit);
  const exact = BigInt(start) + duration;
  return isInt64(duration) && isInt64(exact) ? Number(exact) : undefined;
}

function parseConditions(args: Args): ReadonlySet<Condition> {
  if (args.length === CONDITIONS_AT) return UNCONDITIONAL;
  const conditions = new Set<Condition>();
  for (const option of args.slice(CONDITIONS_AT)) {
    const condition = CONDITIONS.find(name => name === option.toLowerCase());
    if (!condition) throw new CommandError(`ERR Unsupported option ${cString(option)}`);
    conditions.add(condition);
  }
  if (conditions.has('nx') && conditions.size > 1) {
    throw new CommandError('ERR NX and XX, GT or LT options at the same time are not compatible');
  }
  if (conditions.has('gt') && conditions.has('lt')) {
    throw new CommandError('ERR GT and LT options at the same time are not compatible');
  }
  return conditions;
}

function isAllowed(
  conditions: ReadonlySet<Condition>,
  time: number,
  current: number | undefined,
): boolean {
  if (conditions.size === 0) return true;
  if (conditions.has('nx') && current !== undefined) return false;
  if (conditions.has('xx') && current === undefined) return false;
  // No expiry counts as one that is infinitely far.
  if (conditions.has('gt') && time <= (current ?? Infinity)) return false;
  return !(conditions.has('lt') && time >= (current ?? Infinity));
}

function ttl(context: CommandContext, key: Bytes, isSeconds: boolean, isAbsolute: boolean): Reply {
  if (!context.database.inspect(key)) return -2;
  const time = context.database.expiry(key);
  if (time === undefined) return -1;
  const left = isAbsolute ? time : Math.max(time - context.now, 0);
  return isSeconds ? Math.floor((left + 500) / 1000) : left;
}

function persist(context: CommandContext, [, key = '']: Args): Reply {
  if (!context.database.write(key) || !context.database.persist(key)) return 0;
  context.modified(key, 'generic', 'persist');
  return 1;
}
