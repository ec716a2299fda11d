import type { FuzzFamily } from '../fuzz-step.ts';

export const LIST_FAMILY: FuzzFamily = {
  name: 'lists',
  keys: ['l1', 'l2', 'l3'],
  commands: `
    LPUSH {k} {text}...
    RPUSH {k} {text}...
    RPUSH {k} {many}
    LPUSHX {k} {text}...
    RPUSHX {k} {text}...
    LPOP {k} [{count}]
    RPOP {k} [{count}]
    LLEN {k}
    LRANGE {k} {index} {index}
    LINDEX {k} {index}
    LSET {k} {index} {text}
    LINSERT {k} <BEFORE | AFTER> {text} {text}
    LREM {k} {index} {text}
    LTRIM {k} {index} {index}
    LPOS {k} {text} [RANK {index}] [COUNT {count}] [MAXLEN {count}]
    RPOPLPUSH {k} {k}
    LMOVE {k} {k} <LEFT | RIGHT> <LEFT | RIGHT>
    LMPOP <1 {k} | 2 {k} {k} | {count} {k}> <LEFT | RIGHT> [COUNT {count}]
  `,
  wait: keys => ['BLPOP', ...keys, '0'],
  // Not too often, because they may wait.
  shapes: phrase => [
    phrase(`
      < <BLPOP | BRPOP> {k}... {wait}
      | BRPOPLPUSH {k} {k} {wait}
      | BLMOVE {k} {k} <LEFT | RIGHT> <LEFT | RIGHT> {wait}
      | BLMPOP {wait} <1 {k} | 2 {k} {k}> <LEFT | RIGHT> [COUNT {count}] >
    `).map(words => ({ words })),
  ],
};
