import type { FuzzFamily } from '../fuzz-step.ts';

export const STRING_FAMILY: FuzzFamily = {
  name: 'strings',
  keys: ['s1', 's2', 's3', 'w_a', 'w_1'],
  commands: `
    GET {k}
    SET {k} {text}
    SET {k} {text} [NX | XX] [GET] [EX {seconds} | PX {milliseconds} | EXAT {second} | PXAT {millisecond} | KEEPTTL]
    SET {k} {integer}
    SETNX {k} {text}
    SETEX {k} {seconds} {text}
    PSETEX {k} {milliseconds} {text}
    GETEX {k} [EX {seconds} | PX {milliseconds} | EXAT {second} | PXAT {millisecond} | PERSIST]
    GETDEL {k}
    GETSET {k} {text}
    MGET {key}...
    MSET <{k} {text}>...
    MSETNX <{k} {text}>...
    INCR {k}
    DECR {k}
    INCRBY {k} {integer}
    DECRBY {k} {integer}
    INCRBYFLOAT {k} {float}
    APPEND {k} {text}
    STRLEN {k}
    SETRANGE {k} {index} {text}
    GETRANGE {k} {index} {index}
    SUBSTR {k} {index} {index}
    LCS {k} {k} [LEN] [IDX] [MINMATCHLEN {count}] [WITHMATCHLEN]
  `,
};
