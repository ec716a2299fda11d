/** The arguments of a command, without its name. Nothing stands for one that is no constant. */
export type Words = readonly (string | undefined)[];

/** Where in the arguments of a command its keys are, counted from 0. */
type KeyFinder = (words: Words) => readonly number[];

/** Words that can only stand after keys whose number is not known. */
const OPTIONS: ReadonlySet<string> = new Set(
  'AGGREGATE COUNT LEFT LIMIT MAX MIN RIGHT WEIGHTS WITHSCORES EX PX EXAT PXAT KEEPTTL NX XX'.split(
    ' ',
  ),
);

const first: KeyFinder = () => [0];
const second: KeyFinder = () => [1];
const firstTwo: KeyFinder = () => [0, 1];
const all: KeyFinder = words => words.map((_, at) => at);
const allButFirst: KeyFinder = words => all(words).slice(1);
const allButLast: KeyFinder = words => all(words).slice(0, -1);
const everySecond: KeyFinder = words => all(words).filter(at => at % 2 === 0);

/** As many as the word at a place says. */
const numbered =
  (place: number): KeyFinder =>
  words => {
    const count = Number(words[place] ?? Number.NaN);
    const rest = all(words).slice(place + 1);
    if (Number.isInteger(count)) return rest.slice(0, count);
    const option = rest.findIndex(at => OPTIONS.has(words[at]?.toUpperCase() ?? ''));
    return option < 0 ? rest : rest.slice(0, option);
  };

const firstAndNumbered: KeyFinder = words => [0, ...numbered(1)(words)];

/** `MSETEX 2 k1 v1 k2 v2 EX 10`: as many pairs as the first word says. */
const numberedPairs: KeyFinder = ([count, ...words]) => {
  const pairs = Number(count ?? Number.NaN);
  const keys = everySecond(words).map(at => at + 1);
  return Number.isInteger(pairs) ? keys.slice(0, pairs) : keys.slice(0, 1);
};

/** `XREAD … STREAMS k1 k2 id1 id2` */
const streams: KeyFinder = words => {
  const keyword = words.findIndex(word => word?.toUpperCase() === 'STREAMS');
  if (keyword < 0) return [];
  const rest = all(words).slice(keyword + 1);
  return rest.slice(0, Math.ceil(rest.length / 2));
};

/** `SORT k … STORE destination` */
const firstAndStored: KeyFinder = words => {
  const stores = all(words).filter(at => /^STORE(DIST)?$/i.test(words[at] ?? ''));
  return [0, ...stores.map(at => at + 1)].filter(at => at < words.length);
};

const FINDERS: readonly (readonly [KeyFinder, string])[] = [
  [
    first,
    'APPEND BITCOUNT BITFIELD BITFIELD_RO BITPOS DECR DECRBY DELEX DIGEST DUMP EXPIRE EXPIREAT EXPIRETIME ' +
      'GEOADD GEODIST GEOHASH GEOPOS GEORADIUSBYMEMBER_RO GEORADIUS_RO GEOSEARCH GET GETBIT ' +
      'GETDEL GETEX GETRANGE GETSET HDEL HEXISTS HEXPIRE HEXPIREAT HEXPIRETIME HGET HGETALL ' +
      'HGETDEL HGETEX HINCRBY HINCRBYFLOAT HKEYS HLEN HMGET HMSET HPERSIST HPEXPIRE HPEXPIREAT ' +
      'HPEXPIRETIME HPTTL HRANDFIELD HSCAN HSET HSETEX HSETNX HSTRLEN HTTL HVALS INCR INCRBY ' +
      'INCRBYFLOAT LINDEX LINSERT LLEN LPOP LPOS LPUSH LPUSHX LRANGE LREM LSET LTRIM MOVE PERSIST ' +
      'PEXPIRE PEXPIREAT PEXPIRETIME PFADD PSETEX PTTL RESTORE RESTORE-ASKING RPOP RPUSH RPUSHX ' +
      'SADD SCARD SET SETBIT SETEX SETNX SETRANGE SISMEMBER SMEMBERS SMISMEMBER SORT_RO SPOP ' +
      'SRANDMEMBER SREM SSCAN STRLEN SUBSTR TTL TYPE VADD VCARD VDIM VEMB VGETATTR VINFO VISMEMBER ' +
      'VLINKS VRANDMEMBER VREM VSETATTR VSIM XACK XACKDEL XADD XAUTOCLAIM XCLAIM XDEL XDELEX XLEN ' +
      'XPENDING XRANGE XREVRANGE XSETID XTRIM ZADD ZCARD ZCOUNT ZINCRBY ZLEXCOUNT ZMSCORE ZPOPMAX ' +
      'ZPOPMIN ZRANDMEMBER ZRANGE ZRANGEBYLEX ZRANGEBYSCORE ZRANK ZREM ZREMRANGEBYLEX ' +
      'ZREMRANGEBYRANK ZREMRANGEBYSCORE ZREVRANGE ZREVRANGEBYLEX ZREVRANGEBYSCORE ZREVRANK ZSCAN ' +
      'ZSCORE',
  ],
  [
    firstTwo,
    'BLMOVE BRPOPLPUSH COPY GEOSEARCHSTORE LCS LMOVE RENAME RENAMENX RPOPLPUSH SMOVE ZRANGESTORE',
  ],
  [
    all,
    'DEL EXISTS MGET PFCOUNT PFMERGE SDIFF SDIFFSTORE SINTER SINTERSTORE SUNION SUNIONSTORE TOUCH ' +
      'UNLINK WATCH',
  ],
  [second, 'MEMORY OBJECT PFDEBUG XGROUP XINFO'],
  [allButFirst, 'BITOP'],
  [allButLast, 'BLPOP BRPOP BZPOPMAX BZPOPMIN'],
  [everySecond, 'MSET MSETNX'],
  [numberedPairs, 'MSETEX'],
  [numbered(0), 'LMPOP SINTERCARD ZDIFF ZINTER ZINTERCARD ZMPOP ZUNION'],
  [numbered(1), 'BLMPOP BZMPOP'],
  [firstAndNumbered, 'ZDIFFSTORE ZINTERSTORE ZUNIONSTORE'],
  [firstAndStored, 'GEORADIUS GEORADIUSBYMEMBER SORT'],
  [streams, 'XREAD XREADGROUP'],
];

const FINDER_OF: ReadonlyMap<string, KeyFinder> = new Map(
  FINDERS.flatMap(([finder, names]) => names.split(' ').map(name => [name, finder] as const)),
);

/**
 * Where in the arguments of a command its keys are, counted from 0. None for a command that is not
 * known, such as one of a module.
 *
 * @param command in capitals
 */
export function keyPositions(command: string, words: Words): readonly number[] {
  return FINDER_OF.get(command)?.(words) ?? [];
}
