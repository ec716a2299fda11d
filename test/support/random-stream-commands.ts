import type { RandomSource } from './random-source.ts';

const KEYS = ['s1', 's2', 's3'];
const GROUPS = ['g', 'h', ''];
const CONSUMERS = ['alice', 'Bob', 'carol'];
const TEXTS = ['', 'a', '7', '-4097', '2147483648', '1.5', 'x\0\xff\r\n', 'long'.repeat(30)];
const COUNTS = ['0', '1', '2', '5', '10', '-1'];
const LATEST_MS = 40;

/**
 * Commands between commas: `{s}` a stream, `{g}` a group, `{c}` a consumer, `{id}` an ID, `{next}`
 * one that is mostly after those that are there, `{fields}` names with values, `{i}` a count.
 */
const ADD = templates(`
  XADD {s} {next} {fields}, XADD {s} {next} {fields}, XADD {s} {next} {fields},
  XADD {s} {next} {fields}, XADD {s} NOMKSTREAM {next} {fields}, XADD {s} {id} {fields},
  XADD {s} MAXLEN {i} {next} {fields}, XADD {s} MAXLEN ~ {i} {next} {fields},
  XADD {s} MINID {id} {next} {fields}, XADD {s} MINID ~ {id} LIMIT {i} {next} {fields}
`);
const CHANGE = templates(`
  XDEL {s} {id}, XDEL {s} {id} {id} {id}, XTRIM {s} MAXLEN {i}, XTRIM {s} MAXLEN ~ {i},
  XTRIM {s} MINID {id}, XTRIM {s} MINID ~ {id} LIMIT {i}, XSETID {s} {next} ENTRIESADDED {i},
  XSETID {s} {next} MAXDELETEDID {id}, DEL {s}, COPY {s} {s} REPLACE, RENAME {s} {s}
`);
const READ = templates(`
  XLEN {s}, XRANGE {s} {id} {id}, XRANGE {s} - + COUNT {i}, XREVRANGE {s} {id} {id},
  XREVRANGE {s} + ({id} COUNT {i}, XREAD COUNT {i} STREAMS {s} {s} {id} {id}, XINFO STREAM {s},
  XINFO GROUPS {s}, XPENDING {s} {g}
`);
const GROUP = templates(`
  XGROUP CREATE {s} {g} {id}, XGROUP CREATE {s} {g} 0, XGROUP CREATE {s} {g} $ MKSTREAM,
  XGROUP CREATE {s} {g} {id} ENTRIESREAD {i}, XGROUP SETID {s} {g} {id},
  XGROUP SETID {s} {g} 0 ENTRIESREAD 0, XGROUP DESTROY {s} {g}, XGROUP CREATECONSUMER {s} {g} {c},
  XGROUP DELCONSUMER {s} {g} {c}
`);
const DELIVER = templates(`
  XREADGROUP GROUP {g} {c} COUNT {i} STREAMS {s} >, XREADGROUP GROUP {g} {c} STREAMS {s} >,
  XREADGROUP GROUP {g} {c} NOACK COUNT 1 STREAMS {s} >, XREADGROUP GROUP {g} {c} STREAMS {s} {id},
  XREADGROUP GROUP {g} {c} COUNT {i} STREAMS {s} {s} > >, XACK {s} {g} {id} {id}, XACK {s} {g} {id}
`);
const CLAIM = templates(`
  XCLAIM {s} {g} {c} 0 {id} {id} {id}, XCLAIM {s} {g} {c} 0 {id} FORCE JUSTID LASTID {id},
  XCLAIM {s} {g} {c} 0 {id} {id} RETRYCOUNT {i} TIME 1000000, XAUTOCLAIM {s} {g} {c} 0 {id},
  XCLAIM {s} {g} {c} 3600000 {id}, XAUTOCLAIM {s} {g} {c} 0 {id} COUNT {i} JUSTID
`);
const FAMILIES = [ADD, ADD, ADD, CHANGE, READ, GROUP, DELIVER, DELIVER, CLAIM];

export const STREAM_KEYS: readonly string[] = KEYS;

/** A command on one of a few streams, at the place of a sequence that tells how far it has come. */
export function randomStreamCommand(random: RandomSource, place: number): string[] {
  const words = random.pick(random.pick(FAMILIES)).split(' ');
  return words.flatMap(word => fill(random, word, place));
}

function fill(random: RandomSource, word: string, place: number): readonly string[] {
  switch (word) {
    case '{s}':
      return [random.pick(KEYS)];
    case '{g}':
      // Mostly the same, so that something comes of it.
      return [random.below(3) === 0 ? random.pick(GROUPS) : 'g'];
    case '{c}':
      return [random.pick(CONSUMERS)];
    case '{id}':
      return [someId(random)];
    case '({id}':
      return [`(${someId(random)}`];
    case '{next}':
      return [`${Math.floor(place / 20)}-${random.below(8) === 0 ? place : '*'}`];
    case '{fields}':
      return fields(random);
    case '{i}':
      return [random.pick(COUNTS)];
    default:
      return [word];
  }
}

function someId(random: RandomSource): string {
  const ms = random.below(LATEST_MS);
  return random.below(3) === 0 ? String(ms) : `${ms}-${random.below(9)}`;
}

function fields(random: RandomSource): readonly string[] {
  const names = random.pick([['a'], ['a'], ['a', 'b'], ['2', 'name'], ['a', random.pick(TEXTS)]]);
  return names.flatMap(name => [name, random.pick(TEXTS)]);
}

function templates(text: string): string[] {
  return text.trim().split(/\s*,\s*/);
}
