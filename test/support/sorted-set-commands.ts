import type { RandomSource } from './random-source.ts';

const KEYS = ['a', 'b', 'c', 'd', 'plain'];
const MEMBERS = Array.from({ length: 24 }, (_, at) => String.fromCharCode(97 + at));
const SCORES = ['0', '1', '-1', '2', '2.5', '0.1', '1e10', '-3.25', 'inf', '-inf', '3', '7', '-0'];
const BOUNDS = ['-inf', '+inf', '0', '(0', '1', '(2', '2.5', '-1', '(-3.25', '1e10'];
const LEX_BOUNDS = ['-', '+', '[c', '(c', '[k', '(p', '[', '[zz'];
const RANKS = ['0', '-1', '1', '3', '-2', '10', '-10', '100'];

/** What {@link sortedSetCommand} builds upon. */
export const SORTED_SET_SETUP: readonly (readonly string[])[] = [
  ['SADD', 'plain', 'a', 'c', 'e', 'g', '1'],
  // Of equal scores: only there do ranges by member mean anything.
  ['ZADD', 'lex', ...MEMBERS.flatMap(member => ['0', member])],
];

/** A command on one of a few keys, so that they meet each other often. */
export function sortedSetCommand(random: RandomSource): readonly string[] {
  return random
    .pick(TEMPLATES)
    .split(' ')
    .map(word => filled(word, random));
}

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  key: KEYS,
  target: KEYS.slice(0, 4),
  member: MEMBERS,
  score: SCORES,
  bound: BOUNDS,
  lexbound: LEX_BOUNDS,
  rank: RANKS,
  option: ['NX', 'XX', 'GT', 'LT'],
  aggregate: ['SUM', 'MIN', 'MAX'],
};

const TEMPLATES: readonly string[] = [
  'ZADD key score member score member score member',
  'ZADD key score member score member',
  'ZADD key option score member',
  'ZADD key option CH score member score member',
  'ZADD key option INCR score member',
  'ZADD lex NX 0 member',
  'ZINCRBY key score member',
  'ZREM key member member',
  'ZREM lex member',
  'ZREMRANGEBYRANK key rank rank',
  'ZREMRANGEBYSCORE key bound (1',
  'ZREMRANGEBYLEX lex [k (l',
  'ZPOPMIN key',
  'ZPOPMAX key 2',
  'ZMPOP 2 key key MIN COUNT 2',
  'BZMPOP 0.001 2 key key MAX',
  'ZRANGE key rank rank WITHSCORES',
  'ZRANGE key rank rank REV',
  'ZRANGE key bound bound BYSCORE LIMIT rank rank WITHSCORES',
  'ZRANGE key bound bound BYSCORE REV LIMIT rank rank',
  'ZRANGE lex lexbound lexbound BYLEX LIMIT rank rank',
  'ZREVRANGEBYLEX lex lexbound lexbound',
  'ZRANGESTORE key key rank rank REV',
  'ZRANGESTORE key key bound bound BYSCORE LIMIT 0 rank',
  'ZSCORE key member',
  'ZMSCORE key member member',
  'ZRANK key member',
  'ZREVRANK key member',
  'ZCARD key',
  'ZCOUNT key bound bound',
  'ZLEXCOUNT lex lexbound lexbound',
  'ZUNION 3 key key plain WEIGHTS score score score AGGREGATE aggregate WITHSCORES',
  'ZINTER 2 key key WEIGHTS score score AGGREGATE aggregate WITHSCORES',
  'ZDIFF 3 key key key WITHSCORES',
  'ZUNIONSTORE target 2 key key WEIGHTS score 1 AGGREGATE aggregate',
  'ZINTERSTORE target 2 key key AGGREGATE aggregate',
  'ZDIFFSTORE target 2 key key',
  'ZINTERCARD 2 key key LIMIT 3',
  'ZSCAN a 0 MATCH member',
  'ZRANDMEMBER a 1000 WITHSCORES',
  'COPY key target REPLACE',
  'RENAME key target',
  'DEL target',
  'EXPIRE key 1000',
  'PERSIST key',
];

function filled(word: string, random: RandomSource): string {
  const choices = CHOICES[word];
  return choices ? random.pick(choices) : word;
}
