import type { FuzzFamily } from '../fuzz-step.ts';
import { drawsFrom } from './draws-from.ts';

export const SET_FAMILY: FuzzFamily = {
  name: 'sets',
  keys: ['t1', 't2', 't3'],
  commands: `
    SADD {k} {text}...
    SADD {k} {integer}...
    SADD {k} {many}
    SREM {k} {text}...
    SREM {k} {many}
    SISMEMBER {k} {text}
    SMISMEMBER {k} {text}...
    SMEMBERS {k}
    SCARD {k}
    SMOVE {k} {k} {text}
    SINTER {k}...
    SINTERSTORE {k} {k}...
    SINTERCARD <1 {k} | 2 {k} {k} | {count} {k}> [LIMIT {count}]
    SUNION {k}...
    SUNIONSTORE {k} {k}...
    SDIFF {k}...
    SDIFFSTORE {k} {k}...
  `,
  shapes: phrase => [
    phrase('SPOP {k} 10000').map(words => ({ words, as: 'unordered' })),
    phrase('SSCAN {k} 0 COUNT 10000 [MATCH {pattern}]').map(words => ({ words })),
    drawsFrom(phrase('SRANDMEMBER {k} [{count} | -3]'), key => ['SMEMBERS', key]),
    // What is left over differs.
    drawsFrom(phrase('SPOP {k} [{count}]'), key => ['SMEMBERS', key], {
      after: key => ['DEL', key],
    }),
  ],
};
