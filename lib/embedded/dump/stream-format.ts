import { GroupProgress } from '../keyspace/stream/group-progress.js';
import { type Integer64, plus } from '../keyspace/stream/integer64.js';
import { StreamId } from '../keyspace/stream/stream-id.js';
import type { GroupParts, NodeParts, StreamHistory } from '../keyspace/stream/stream-parts.js';
import { StreamValue } from '../keyspace/stream/stream-value.js';
import { ByteReader } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';
import { CorruptPayload } from './corrupt-payload.js';
import { readLength, writeLength } from './encoded-length.js';
import { readString, writeString } from './encoded-string.js';
import { PAYLOAD_TYPE } from './payload-type.js';
import type { PayloadWriter } from './payload-writer.js';
import { readEntriesRead, readGroup, writeGroup } from './stream-group-format.js';
import {
  readRawId,
  readShortId,
  readSigned,
  writeRawId,
  writeShortId,
  writeSigned,
} from './stream-id-format.js';
import { readStreamNode, writeStreamNode } from './stream-node-format.js';

const RAW_ID_SIZE = 16;

export function writeStream(writer: PayloadWriter, stream: StreamValue): void {
  const nodes = [...stream.nodes];
  const { lastId, maxDeletedId, entriesAdded } = stream.history;
  writer.byte(PAYLOAD_TYPE.stream);
  writeLength(writer, nodes.length);
  for (const node of nodes) {
    const key = new ByteWriter();
    writeRawId(key, node.firstId);
    writeString(writer, key.text());
    writeString(writer, writeStreamNode(node));
  }
  writeLength(writer, stream.length);
  writeShortId(writer, lastId);
  writeShortId(writer, stream.firstEntryId ?? StreamId.MIN);
  writeShortId(writer, maxDeletedId);
  writeSigned(writer, entriesAdded);
  writeLength(writer, stream.groupCount);
  for (const group of stream.groups) writeGroup(writer, group);
}

export function readStream(reader: ByteReader): StreamValue {
  const nodes = readNodes(reader);
  const length = readLength(reader);
  const lastId = readShortId(reader);
  // Of the first entry, which is there to be seen.
  readShortId(reader);
  const maxDeletedId = readShortId(reader);
  const history = { lastId, maxDeletedId, entriesAdded: readSigned(reader) };
  const groups = readGroups(reader, () => readEntriesRead(reader));
  return checked(history, nodes, groups, length);
}

/** As it was written before Redis 7.0: what was added and read in all has to be estimated. */
export function readStreamWithoutOffsets(reader: ByteReader): StreamValue {
  const nodes = readNodes(reader);
  const length = readLength(reader);
  const lastId = readShortId(reader);
  const history = { lastId, maxDeletedId: StreamId.MIN, entriesAdded: length };
  const progress = new GroupProgress(checked(history, nodes, [], length));
  const groups = readGroups(reader, id => {
    const lag = progress.lag({ lastId: id, entriesRead: undefined });
    return lag === undefined ? undefined : plus(length, -lag);
  });
  return checked(history, nodes, groups, length);
}

function readNodes(reader: ByteReader): readonly NodeParts[] {
  const nodes: NodeParts[] = [];
  for (let left = readLength(reader); left > 0; left--) {
    const key = readString(reader);
    if (key.length !== RAW_ID_SIZE) throw new CorruptPayload('stream node without an ID');
    nodes.push(readStreamNode(readString(reader), readRawId(new ByteReader(key))));
  }
  return nodes;
}

function readGroups(
  reader: ByteReader,
  entriesRead: (lastId: StreamId) => Integer64 | undefined,
): readonly GroupParts[] {
  const groups = new Map<string, GroupParts>();
  for (let left = readLength(reader); left > 0; left--) {
    const group = readGroup(reader, entriesRead);
    if (groups.has(group.name)) throw new CorruptPayload('duplicate consumer group');
    groups.set(group.name, group);
  }
  return [...groups.values()];
}

/** Look-ups and further entries rely on the order of the IDs. */
function checked(
  history: StreamHistory,
  nodes: readonly NodeParts[],
  groups: readonly GroupParts[],
  length: number,
): StreamValue {
  let previous: StreamId | undefined;
  for (const { entries } of nodes) {
    if (entries.every(({ isDeleted }) => isDeleted)) throw new CorruptPayload('empty stream node');
    for (const { id } of entries) {
      if (previous && previous.compare(id) >= 0) throw new CorruptPayload('stream out of order');
      previous = id;
    }
  }
  if (previous && previous.compare(history.lastId) > 0) {
    throw new CorruptPayload('stream entry after the last ID');
  }
  const stream = StreamValue.from({ history, nodes, groups });
  if (stream.length !== length) throw new CorruptPayload('stream of another length');
  return stream;
}
