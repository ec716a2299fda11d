import type { RandomSource } from './random-source.ts';

const KEYS = ['h1', 'h2', 'l1', 'l2', 's1', 's2', 's3'];
const LONG = 'long'.repeat(20);
const TEXTS = ['', 'a', 'b', 'c', '1', '2', '-3', '10', '1.5', '01', 'x\0\xff\r\n', LONG];
const INTEGERS = ['0', '1', '2', '5', '-1', '-2', '-7', '100', 'x', '9223372036854775807'];
const MANY = Array.from({ length: 520 }, (_, at) => String(at));

/**
 * Commands between commas: `{key}` any key, `{h}`, `{l}`, `{s}` mostly one of the type, `{t}` a
 * text, `{i}` an index or count, `{end}` an end of a list.
 */
const HASH = templates(`
  HSET {h} {t} {t}, HSET {h} {t} {t} {t} {t}, HSET {h} {t} {t} {t}, HMSET {h} {t} {t},
  HSETNX {h} {t} {t}, HGET {h} {t}, HMGET {h} {t} {t}, HGETALL {h}, HDEL {h} {t},
  HDEL {h} {t} {t} {t}, HEXISTS {h} {t}, HLEN {h}, HSTRLEN {h} {t}, HKEYS {h}, HVALS {h},
  HINCRBY {h} {t} {i}, HINCRBYFLOAT {h} {t} {t}, HSET {h} {many}
`);
const LIST = templates(`
  LPUSH {l} {t}, RPUSH {l} {t} {t} {t}, LPUSHX {l} {t}, RPUSHX {l} {t} {t}, LPOP {l}, RPOP {l},
  LPOP {l} {i}, RPOP {l} {i}, LLEN {l}, LRANGE {l} {i} {i}, LINDEX {l} {i}, LSET {l} {i} {t},
  LINSERT {l} BEFORE {t} {t}, LREM {l} {i} {t}, LINSERT {l} AFTER {t} {t}, LTRIM {l} {i} {i},
  LPOS {l} {t}, RPOPLPUSH {l} {l}, LPOS {l} {t} RANK {i} COUNT {i} MAXLEN {i},
  LMOVE {l} {l} {end} {end}, LMPOP 2 {l} {l} {end} COUNT {i}, BLPOP {l} {l} 0.001,
  BRPOP {l} 0.001, BLMOVE {l} {l} {end} {end} 0.001, BLMPOP 0.001 1 {l} {end}, RPUSH {l} {many}
`);
const SET = templates(`
  SADD {s} {t}, SADD {s} {i} {i} {i}, SADD {s} {t} {t} {t}, SREM {s} {t} {i}, SISMEMBER {s} {t},
  SMISMEMBER {s} {t} {i}, SMEMBERS {s}, SCARD {s}, SADD {s} {many}, SMOVE {s} {s} {t},
  SINTER {s} {s}, SINTERSTORE {s} {s} {s}, SUNION {s} {s}, SUNIONSTORE {s} {s} {s},
  SDIFF {s} {s} {s}, SDIFFSTORE {s} {s} {s} {s}, SINTERCARD 2 {s} {s} LIMIT {i}, SPOP {s} 10000
`);
const ANY = ['DEL {key}', 'EXISTS {key}', 'TYPE {key}', 'RENAME {key} {key}', 'COPY {key} {key}'];
const FAMILIES = [HASH, HASH, HASH, LIST, LIST, LIST, SET, SET, SET, ANY];

/** For where two runs need not agree. */
const RANDOM = ['SPOP {s}', 'SPOP {s} 2', 'EXPIRE {key} 100', 'PERSIST {key}'];

export function randomCollectionCommand(random: RandomSource, isRandom = false): string[] {
  const family = isRandom && random.below(8) === 0 ? RANDOM : random.pick(FAMILIES);
  const words = random.pick(family).split(' ');
  return words.flatMap(word => fill(random, word));
}

export const COLLECTION_KEYS: readonly string[] = KEYS;

function fill(random: RandomSource, word: string): readonly string[] {
  switch (word) {
    case '{key}':
      return [random.pick(KEYS)];
    case '{h}':
    case '{l}':
    case '{s}':
      return [keyOfType(random, word.charAt(1))];
    case '{t}':
      return [random.pick(TEXTS)];
    case '{i}':
      return [random.pick(INTEGERS)];
    case '{end}':
      return [random.pick(['LEFT', 'RIGHT'])];
    case '{many}':
      return random.below(10) === 0 ? MANY : MANY.slice(0, 4);
    default:
      return [word];
  }
}

function keyOfType(random: RandomSource, letter: string): string {
  if (random.below(30) === 0) return random.pick(KEYS);
  return random.pick(KEYS.filter(key => key.startsWith(letter)));
}

function templates(text: string): string[] {
  return text.trim().split(/\s*,\s*/);
}
