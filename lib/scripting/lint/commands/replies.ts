type Commands = ReadonlySet<string | undefined>;

const commands = (names: string): Commands => new Set(names.split(' '));

/** They answer with a place for each thing asked for, also for one that is missing. */
export const FIXED_ARRAYS = commands('GEOPOS HMGET MGET ZMSCORE');

/** They answer with one value, or none. */
export const NULLABLE = commands(
  'GEODIST GET GETDEL GETEX GETSET HGET HRANDFIELD LINDEX LMOVE LPOP LPOS RPOP RPOPLPUSH SPOP ' +
    'SRANDMEMBER ZRANDMEMBER ZRANK ZREVRANK ZSCORE',
);

/** They answer with as much as there is. */
export const COLLECTIONS = commands(
  'HGETALL HKEYS HVALS KEYS SDIFF SINTER SMEMBERS SORT SORT_RO SUNION ZDIFF ZINTER ZUNION',
);

/** As {@link COLLECTIONS}, but a first and a last place, at 1 and 2, may say how much. */
export const RANGES = commands('LRANGE ZRANGE ZREVRANGE');

/** As {@link COLLECTIONS}, but a word after LIMIT or COUNT may say how much. */
export const LIMITED = commands(
  'GEOSEARCH XRANGE XREVRANGE ZRANGEBYLEX ZRANGEBYSCORE ZREVRANGEBYLEX ZREVRANGEBYSCORE',
);

/** They answer with a cursor and, at 2, with about as many as a word after COUNT says. */
export const SCANS = commands('HSCAN SCAN SSCAN ZSCAN');

/** They answer with as many as the argument at 1 says. */
export const COUNTED = commands(
  'HRANDFIELD LPOP RPOP SPOP SRANDMEMBER ZPOPMAX ZPOPMIN ZRANDMEMBER',
);
