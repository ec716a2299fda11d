import type { Bytes } from '../bytes.js';
import type { Database } from '../keyspace/database.js';
import { HashValue } from '../keyspace/hash-value.js';
import type { Keyspace } from '../keyspace/keyspace.js';
import { ListValue } from '../keyspace/list-value.js';
import { SetValue } from '../keyspace/set-value.js';
import { SortedSetValue } from '../keyspace/sorted-set/sorted-set-value.js';
import { StreamId } from '../keyspace/stream/stream-id.js';
import { StreamValue } from '../keyspace/stream/stream-value.js';
import { StringValue } from '../keyspace/string-value.js';
import type { Value, ValueType } from '../keyspace/value.js';
import { formatDouble } from '../reply/format-double.js';
import { ContentDigest } from './content-digest.js';

/** How Redis numbers its types. */
const TYPE_NUMBERS: Readonly<Record<ValueType, number>> = {
  string: 0,
  list: 1,
  set: 2,
  zset: 3,
  hash: 4,
  stream: 6,
};

/** A digest of all keys with what they hold: the same on Redis for the same content. */
export function keyspaceDigest(keyspace: Keyspace): string {
  const digest = new ContentDigest();
  for (const database of keyspace.databases) {
    if (database.size === 0) continue;
    digest.mix(bigEndian(database.index));
    for (const [key, value] of database.values) {
      const ofKey = new ContentDigest();
      ofKey.mix(key);
      mixValue(ofKey, database, key, value);
      digest.xor(ofKey);
    }
  }
  return digest.hex;
}

/** A digest of what a key holds, be it past its time; zeros for none. */
export function valueDigest(database: Database, key: Bytes): string {
  const digest = new ContentDigest();
  const value = database.values.get(key);
  if (value) mixValue(digest, database, key, value);
  return digest.hex;
}

function mixValue(digest: ContentDigest, database: Database, key: Bytes, value: Value): void {
  digest.mix(bigEndian(TYPE_NUMBERS[value.type]));
  mixContent(digest, value);
  if (database.expiry(key) !== undefined) digest.xor('!!expire!!');
}

function mixContent(digest: ContentDigest, value: Value): void {
  if (value instanceof StringValue) digest.mix(value.bytes);
  else if (value instanceof ListValue) {
    for (let at = 0; at < value.length; at++) digest.mix(value.at(at) ?? '');
  } else if (value instanceof SetValue) {
    for (const member of value.members) digest.xor(member);
  } else if (value instanceof SortedSetValue) {
    for (const { member, score } of value.members.values()) {
      xorPair(digest, member, formatDouble(score));
    }
  } else if (value instanceof HashValue) {
    for (const [field, content] of value.fields) xorPair(digest, field, content);
  } else if (value instanceof StreamValue) {
    for (const { id, fields } of value.range(StreamId.MIN, StreamId.MAX, Infinity)) {
      digest.mix(`${id.ms}.${id.seq}`);
      for (const field of fields) digest.mix(field);
    }
  }
}

function xorPair(digest: ContentDigest, name: Bytes, content: Bytes): void {
  const pair = new ContentDigest();
  pair.mix(name);
  pair.mix(content);
  digest.xor(pair);
}

/** As 4 bytes. */
function bigEndian(number: number): Bytes {
  return String.fromCodePoint(0, 0, number >> 8, number & 0xff);
}
