import type { FuzzFamily } from '../fuzz-step.ts';
import { drawsFrom } from './draws-from.ts';

export const HASH_FAMILY: FuzzFamily = {
  name: 'hashes',
  keys: ['h1', 'h2'],
  commands: `
    HSET {k} <{text} {text}>...
    HSET {k} {member} {many} [{text}]
    HMSET {k} <{text} {text}>...
    HSETNX {k} {text} {text}
    HGET {k} {text}
    HMGET {k} {text}...
    HGETALL {k}
    HDEL {k} {text}...
    HEXISTS {k} {text}
    HLEN {k}
    HSTRLEN {k} {text}
    HKEYS {k}
    HVALS {k}
    HINCRBY {k} {text} {integer}
    HINCRBYFLOAT {k} {text} {float}
  `,
  shapes: phrase => [
    phrase('HSCAN {k} 0 COUNT 10000 [MATCH {pattern}]').map(words => ({ words })),
    drawsFrom(phrase('HRANDFIELD {k} [{count} | -3]'), key => ['HKEYS', key]),
    drawsFrom(phrase('HRANDFIELD {k} <{count} | -3> WITHVALUES'), key => ['HGETALL', key], {
      draws: 'pairs',
    }),
  ],
};
