import type { Bytes } from '../bytes.js';
import { parseFloat64 } from '../commands/arguments.js';
import type { ScoredMember } from '../keyspace/sorted-set/scored-member.js';
import { type SortedSetLimits, SortedSetValue } from '../keyspace/sorted-set/sorted-set-value.js';
import { formatDouble } from '../reply/format-double.js';
import type { ByteReader } from './byte-reader.js';
import { CorruptPayload } from './corrupt-payload.js';
import { readLength, writeLength } from './encoded-length.js';
import { readString, writeString } from './encoded-string.js';
import { readListpack } from './listpack-reader.js';
import { ListpackWriter } from './listpack-writer.js';
import { PAYLOAD_TYPE } from './payload-type.js';
import type { PayloadWriter } from './payload-writer.js';
import { readZiplist } from './ziplist.js';

/** Whole scores up to there are written as integers. */
const MAX_INTEGER_SCORE = 2 ** 62;
/** In place of the length of a score's text, before Redis wrote doubles as they are. */
const SCORE_OF_MARK: Readonly<Record<number, number>> = { 253: NaN, 254: Infinity, 255: -Infinity };

export function writeSortedSet(writer: PayloadWriter, value: SortedSetValue): void {
  const entries = value.slice();
  if (value.encoding === 'listpack') {
    const listpack = new ListpackWriter();
    for (const { member, score } of entries) {
      listpack.add(member);
      listpack.add(scoreText(score));
    }
    writer.byte(PAYLOAD_TYPE.sortedSetListpack);
    writeString(writer, listpack.finish());
    return;
  }
  writer.byte(PAYLOAD_TYPE.sortedSet);
  writeLength(writer, entries.length);
  // The highest first: so each goes to the front where they are read into a skip list.
  for (const { member, score } of entries.toReversed()) {
    writeString(writer, member);
    writer.double(score);
  }
}

/** Members with their scores as doubles or, before Redis 4.0, as text. */
export function readSortedSet(
  reader: ByteReader,
  limits: SortedSetLimits,
  readScore: (reader: ByteReader) => number = binary => binary.double(),
): SortedSetValue {
  const entries: ScoredMember[] = [];
  let longest = 0;
  for (let left = readLength(reader); left > 0; left--) {
    const member = readString(reader);
    longest = Math.max(longest, member.length);
    entries.push({ member, score: readScore(reader) });
  }
  const isSmall =
    entries.length <= limits.zsetMaxListpackEntries && longest <= limits.zsetMaxListpackValue;
  return ofEntries(entries, isSmall);
}

export function readTextScore(reader: ByteReader): number {
  const length = reader.byte();
  return SCORE_OF_MARK[length] ?? scoreOf(reader.bytes(length));
}

export function readSortedSetListpack(reader: ByteReader, limits: SortedSetLimits): SortedSetValue {
  return ofPairs(readListpack(readString(reader)), limits);
}

export function readSortedSetZiplist(reader: ByteReader, limits: SortedSetLimits): SortedSetValue {
  return ofPairs(readZiplist(readString(reader)), limits);
}

/** What was a listpack stays one, however long its members are. */
function ofPairs(texts: readonly Bytes[], limits: SortedSetLimits): SortedSetValue {
  if (texts.length % 2 === 1) throw new CorruptPayload('member without a score');
  const entries: ScoredMember[] = [];
  for (let at = 0; at < texts.length; at += 2) {
    entries.push({ member: texts[at] ?? '', score: scoreOf(texts[at + 1] ?? '') });
  }
  return ofEntries(entries, entries.length <= limits.zsetMaxListpackEntries);
}

function ofEntries(entries: readonly ScoredMember[], isListpack: boolean): SortedSetValue {
  if (entries.some(({ score }) => Number.isNaN(score))) throw new CorruptPayload('no score');
  const limit = isListpack ? Infinity : 0;
  const limits = { zsetMaxListpackEntries: limit, zsetMaxListpackValue: limit };
  const value = SortedSetValue.of(entries, limits);
  if (value.size !== entries.length) throw new CorruptPayload('duplicate member');
  return value;
}

function scoreOf(text: Bytes): number {
  const score = parseFloat64(text);
  if (score === undefined) throw new CorruptPayload('no score');
  return score;
}

function scoreText(score: number): Bytes {
  const isWhole = Number.isInteger(score) && Math.abs(score) <= MAX_INTEGER_SCORE;
  return isWhole ? String(BigInt(score)) : formatDouble(score);
}
