import * as fc from 'fast-check';
import type { FuzzFamily } from '../fuzz-step.ts';

const MILLISECOND = fc.nat(9).map(String);

export const STREAM_FAMILY: FuzzFamily = {
  name: 'streams',
  keys: ['x1', 'x2'],
  words: {
    id: fc.oneof(
      fc.tuple(MILLISECOND, fc.nat(3)).map(([ms, seq]) => `${ms}-${seq}`),
      fc.constantFrom('0', '5', '0-0', 'x', '18446744073709551615-18446744073709551615'),
    ),
    // Mostly after those that are there.
    next: fc.oneof(
      MILLISECOND.map(ms => `${ms}-*`),
      fc.constantFrom('9-*', '9-*', '3-1', '0-0', 'x', '18446744073709551615-*'),
    ),
    bound: fc.constantFrom('-', '+', '3', '(3-1', '5-1', '(', 'x', '0-0'),
    group: fc.constantFrom('g', 'g', 'g', 'h', ''),
    consumer: fc.constantFrom('alice', 'Bob'),
    new: fc.constant('>'),
    entriesRead: fc.constantFrom('0', '1', '-1', '5', 'x'),
  },
  commands: `
    XDEL {k} {id}...
    XTRIM {k} <MAXLEN | MINID> [= | ~] {count}
    XTRIM {k} MINID ~ {id} LIMIT {count}
    XSETID {k} {id} [ENTRIESADDED {count} MAXDELETEDID {id}]
    XLEN {k}
    XRANGE {k} {bound} {bound} [COUNT {count}]
    XREVRANGE {k} {bound} {bound} [COUNT {count}]
    XREAD [COUNT {count}] STREAMS <{k} {id} | {k} {k} {id} $>
    XINFO GROUPS {k}
    XINFO STREAM {k}
    XPENDING {k} {group}
    XGROUP CREATE {k} {group} <{id} | $> [MKSTREAM] [ENTRIESREAD {entriesRead}]
    XGROUP CREATE {k} g 0 MKSTREAM
    XGROUP SETID {k} {group} <{id} | $> [ENTRIESREAD {entriesRead}]
    XGROUP DESTROY {k} {group}
    XGROUP <CREATECONSUMER | DELCONSUMER> {k} {group} {consumer}
    XREADGROUP GROUP {group} {consumer} [COUNT {count}] [NOACK] STREAMS {k} <{new} | {id}>
    XREADGROUP GROUP {group} {consumer} STREAMS {k} {k} {new} {new}
    XACK {k} {group} {id}...
    XCLAIM {k} {group} {consumer} 0 {id}... [RETRYCOUNT {count}] [FORCE] [JUSTID] [LASTID {id}]
    XAUTOCLAIM {k} {group} {consumer} 0 {id} [COUNT {count}] [JUSTID]
  `,
  wait: keys => ['XREAD', 'BLOCK', '0', 'STREAMS', ...keys, ...keys.map(() => '0')],
  shapes: phrase => [
    // Not to be broken: an ID that is only a star is of the moment.
    ...[
      'XADD {k} {next} <{text} {text}>...',
      'XADD {k} {next} <{text} {text}>...',
      'XADD {k} {next} <{text} {text}>...',
      'XADD {k} {next} <{text} {text}>...',
      'XADD {k} [NOMKSTREAM] [<MAXLEN | MINID> [= | ~] {count}] {next} {text} {text}',
      'XADD {k} MAXLEN ~ {count} LIMIT {count} {next} {text}',
    ].map(template => phrase(template).map(words => ({ words }))),
    phrase('XINFO STREAM {k} FULL').map(words => ({ words, as: 'times' })),
    phrase('XREAD BLOCK 1 STREAMS {k} $').map(words => ({ words })),
  ],
};
