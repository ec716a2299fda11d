import * as fc from 'fast-check';
import type { FuzzFamily } from '../fuzz-step.ts';
import { drawsFrom } from './draws-from.ts';

/** Of equal scores: only there do ranges by member mean anything. */
const BY_NAME = 'zn';
const SMALLEST_NORMAL = 2 ** -1022;

export const SORTED_SET_FAMILY: FuzzFamily = {
  name: 'sorted sets',
  keys: ['z1', 'z2', 'z3'],
  words: {
    score: fc.oneof(
      fc.constantFrom('0', '1', '-1', '2', '2.5', '1e10', 'inf', '-inf', '-0', '3', 'x', 'nan'),
      // What is too small for a double leaves an error behind that the next SORT of 7.0 trips over.
      fc
        .double()
        .filter(score => score === 0 || Math.abs(score) > SMALLEST_NORMAL)
        .map(String),
    ),
    bound: fc.constantFrom('-inf', '+inf', '0', '(0', '1', '(2', '2.5', '-1', '(-3.25', 'x', '(x'),
    bytes: fc.constantFrom('-', '+', '[c', '(c', '[k', '(p', '[', '(', '[zz', 'x'),
    names: fc
      .uniqueArray(fc.constantFrom('', 'a', 'b', 'c', 'cc', 'k', 'p', 'q', '\xff'), {
        minLength: 1,
        maxLength: 9,
        size: 'max',
      })
      .map(names => names.flatMap(name => ['0', name])),
  },
  commands: `
    ZADD {k} <{score} {member}>...
    ZADD {k} <{score} {member}>...
    ZADD {k} [NX | XX] [GT | LT] [CH] [INCR] <{score} {member}>...
    ZADD {k} 0 a 1 b 2 c 3 d 4 e 5 f 6 g 7 h 8 i 9 j
    ZINCRBY {k} {score} {member}
    ZREM {k} {member}...
    ZREMRANGEBYRANK {k} {index} {index}
    ZREMRANGEBYSCORE {k} {bound} {bound}
    ZPOPMIN {k} [{count}]
    ZPOPMAX {k} [{count}]
    ZMPOP <1 {k} | 2 {k} {k} | {count} {k}> <MIN | MAX> [COUNT {count}]
    ZRANGE {k} {index} {index} [REV] [WITHSCORES]
    ZRANGE {k} {bound} {bound} BYSCORE [REV] [LIMIT {index} {index}] [WITHSCORES]
    ZREVRANGE {k} {index} {index} [WITHSCORES]
    ZRANGEBYSCORE {k} {bound} {bound} [WITHSCORES] [LIMIT {index} {index}]
    ZREVRANGEBYSCORE {k} {bound} {bound} [WITHSCORES] [LIMIT {index} {index}]
    ZRANGESTORE {k} {k} {index} {index} [REV]
    ZRANGESTORE {k} {k} {bound} {bound} BYSCORE [REV] [LIMIT {index} {index}]
    ZSCORE {k} {member}
    ZMSCORE {k} {member}...
    ZRANK {k} {member}
    ZREVRANK {k} {member}
    ZCARD {k}
    ZCOUNT {k} {bound} {bound}
    <ZUNION | ZINTER> <1 {k} | 2 {k} {k}> [AGGREGATE <SUM | MIN | MAX>] [WITHSCORES]
    <ZUNION | ZINTER> 3 {k} {key} {k} WEIGHTS {score} {score} {score} [WITHSCORES]
    <ZUNIONSTORE | ZINTERSTORE> {k} <1 {k} | 2 {k} {key}> [AGGREGATE <SUM | MIN | MAX>]
    <ZUNIONSTORE | ZINTERSTORE> {k} 2 {k} {k} WEIGHTS {score} {score}
    ZDIFF <1 {k} | 3 {k} {k} {key}> [WITHSCORES]
    ZDIFFSTORE {k} <2 {k} {k} | {count} {k}>
    ZINTERCARD <2 {k} {k} | {count} {k}> [LIMIT {count}]
  `,
  wait: keys => ['BZPOPMIN', ...keys, '0'],
  shapes: phrase => [
    ...[
      'ZRANGEBYLEX {name} {bytes} {bytes} [LIMIT {index} {index}]',
      'ZREVRANGEBYLEX {name} {bytes} {bytes} [LIMIT {index} {index}]',
      'ZRANGE {name} {bytes} {bytes} BYLEX [REV] [LIMIT {index} {index}]',
      'ZRANGESTORE {k} {name} {bytes} {bytes} BYLEX [REV] [LIMIT {index} {index}]',
      'ZLEXCOUNT {name} {bytes} {bytes}',
      'ZREMRANGEBYLEX {name} {bytes} {bytes}',
    ].map(template =>
      fc
        .tuple(phrase(template.replace('{name}', BY_NAME)), phrase(`ZADD ${BY_NAME} {names}`))
        .map(([words, fill]) => ({ words, before: [['DEL', BY_NAME], fill] })),
    ),
    phrase(`
      < <BZPOPMIN | BZPOPMAX> {k}... {wait}
      | BZMPOP {wait} <1 {k} | 2 {k} {k}> <MIN | MAX> [COUNT {count}] >
    `).map(words => ({ words })),
    phrase('ZSCAN {k} 0 COUNT 10000 [MATCH {pattern}]').map(words => ({ words })),
    drawsFrom(phrase('ZRANDMEMBER {k} [{count} | -3]'), key => ['ZRANGE', key, '0', '-1']),
    drawsFrom(
      phrase('ZRANDMEMBER {k} <{count} | -3> WITHSCORES'),
      key => ['ZRANGE', key, '0', '-1', 'WITHSCORES'],
      { draws: 'pairs' },
    ),
  ],
};
