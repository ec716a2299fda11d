import type { Bytes } from '../bytes.js';
import type { Command } from './command.js';

/** What a command does with a key, in the words of COMMAND GETKEYSANDFLAGS. */
export type KeyFlag = 'RO' | 'RW' | 'OW' | 'RM' | 'access' | 'update' | 'insert' | 'delete';

export interface KeyReference {
  readonly position: number;
  readonly flags: readonly KeyFlag[];
}

const READ: readonly KeyFlag[] = ['RO', 'access'];
const READ_AND_UPDATE: readonly KeyFlag[] = ['RW', 'access', 'update'];

/** What is done with the first key of a command, and with those behind it. */
type KeyUse = readonly [first: readonly KeyFlag[], rest: readonly KeyFlag[]];

/** Where it is not to read, as of most. */
const KEY_USES: ReadonlyMap<string, KeyUse> = new Map([
  ...using(
    ['RO'],
    'exists hexists hlen hstrlen llen memory|usage object|encoding object|freq object|idletime object|refcount scard sismember strlen touch type watch xlen zcard',
  ),
  ...using(
    ['RW', 'update'],
    'expire expireat geoadd hmset hset lset persist pexpire pexpireat setrange xack xadd xclaim xgroup|setid xsetid zadd',
  ),
  ...using(
    ['RW', 'access', 'delete'],
    'blmpop blpop brpop bzmpop bzpopmax bzpopmin getdel lmpop lpop rpop spop zmpop zpopmax zpopmin',
  ),
  ...using(
    ['RW', 'delete'],
    'hdel lrem ltrim srem xautoclaim xdel xgroup|delconsumer xgroup|destroy xtrim zrem zremrangebylex zremrangebyrank zremrangebyscore',
  ),
  ...using(
    READ_AND_UPDATE,
    'decr decrby eval evalsha fcall getex getset hincrby hincrbyfloat incr incrby incrbyfloat move setbit zincrby',
  ),
  ...using(
    ['RW', 'insert'],
    'append hsetnx linsert lpush lpushx pfadd rpush rpushx sadd xgroup|create xgroup|createconsumer',
  ),
  ...using(['RW', 'access'], 'pfcount pfdebug'),
  ...using(['OW', 'update'], 'mset psetex restore restore-asking setex'),
  ...using(['OW', 'insert'], 'msetnx setnx'),
  ...using(['RM', 'delete'], 'del unlink'),
  ...using(
    ['OW', 'update'],
    'bitop geosearchstore sdiffstore sunionstore zdiffstore zinterstore zrangestore zunionstore',
    READ,
  ),
  ...using(['RW', 'update'], 'sinterstore', READ),
  ...using(['RW', 'access', 'insert'], 'pfmerge', READ),
  ...using(READ, 'copy georadius georadiusbymember sort', ['OW', 'update']),
  ...using(['RW', 'access', 'delete'], 'blmove brpoplpush lmove rpoplpush smove', ['RW', 'insert']),
  ...using(['RW', 'access', 'delete'], 'rename', ['OW', 'update']),
  ...using(['RW', 'access', 'delete'], 'renamenx', ['OW', 'insert']),
]);

/** The keys of a request, each with what the command does with it. */
export function keyReferences(command: Command, args: readonly Bytes[]): readonly KeyReference[] {
  const positions = command.keyPositions(args);
  const [first, rest] = keyUse(command, args);
  const lowest = Math.min(...positions);
  return positions.map(position => ({ position, flags: position === lowest ? first : rest }));
}

function keyUse({ fullName }: Command, args: readonly Bytes[]): KeyUse {
  if (fullName === 'set') return onAll(answersPrevious(args) ? READ_AND_UPDATE : ['OW', 'update']);
  if (fullName === 'bitfield') return onAll(onlyGets(args) ? READ : READ_AND_UPDATE);
  return KEY_USES.get(fullName) ?? onAll(READ);
}

/** SET … GET */
function answersPrevious(args: readonly Bytes[]): boolean {
  return args.slice(3).some(option => option.toLowerCase() === 'get');
}

/** BITFIELD with nothing but GET; what is not understood may be anything. */
function onlyGets(args: readonly Bytes[]): boolean {
  for (let at = 2; at < args.length; at += 3) {
    while (args[at]?.toLowerCase() === 'overflow' && at + 1 < args.length) at += 2;
    if (at < args.length && (args[at]?.toLowerCase() !== 'get' || at + 2 >= args.length)) {
      return false;
    }
  }
  return true;
}

function onAll(flags: readonly KeyFlag[]): KeyUse {
  return [flags, flags];
}

function using(
  first: readonly KeyFlag[],
  names: string,
  rest: readonly KeyFlag[] = first,
): readonly (readonly [string, KeyUse])[] {
  return names.split(' ').map(name => [name, [first, rest]]);
}
