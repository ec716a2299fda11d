import type { FuzzFamily } from '../fuzz-step.ts';

export const SESSION_FAMILY: FuzzFamily = {
  name: 'transactions and databases',
  weight: 3,
  keys: [],
  commands: `
    MULTI
    EXEC
    EXEC
    EXEC
    DISCARD
    WATCH {key}...
    UNWATCH
    SELECT {db}
    SELECT 0
    SELECT 1
    MOVE {key} {db}
    MOVE {key} 1
    SWAPDB 0 1
    SWAPDB {db} {db}
    DBSIZE
    PING [{text}]
    ECHO {text}
  `,
  shapes: phrase => [
    phrase('<FLUSHDB | FLUSHALL> [ASYNC | SYNC]').map(words => ({ words })),
    // Unlike KEYS, SCAN deletes what is past its time; RANDOMKEY would meet some of it by chance.
    phrase('RANDOMKEY').map(words => ({
      words,
      draws: 'members',
      before: [['SCAN', '0', 'COUNT', '10000']],
    })),
  ],
};
