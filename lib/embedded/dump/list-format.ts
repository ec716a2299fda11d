import type { Bytes } from '../bytes.js';
import { ListValue } from '../keyspace/list-value.js';
import type { ByteReader } from './byte-reader.js';
import { CorruptPayload } from './corrupt-payload.js';
import { readLength, writeLength } from './encoded-length.js';
import { readString, writeString } from './encoded-string.js';
import { readListpack } from './listpack-reader.js';
import { ListpackWriter } from './listpack-writer.js';
import { PAYLOAD_TYPE } from './payload-type.js';
import type { PayloadWriter } from './payload-writer.js';
import { readZiplist } from './ziplist.js';

/** A node is one element too long for a listpack, or a listpack of elements. */
const PLAIN_NODE = 1;
const PACKED_NODE = 2;
/** How long a node may become, by -1 to -5 of `list-max-listpack-size`. */
const NODE_SIZES = [4096, 8192, 16_384, 32_768, 65_536] as const;
/** How long it may become where the parameter is a number of elements. */
const MAX_NODE_SIZE = 8192;
/** What an element may take beside its bytes. */
const ELEMENT_OVERHEAD = 8;

export interface ListLimits {
  readonly listMaxListpackSize: number;
}

/** In nodes as Redis would have them after pushing all elements to the right. */
export function writeList(writer: PayloadWriter, value: ListValue, limits: ListLimits): void {
  const nodes: Bytes[] = [];
  let node = new ListpackWriter();
  for (let at = 0; at < value.length; at++) {
    const element = value.at(at) ?? '';
    if (node.count > 0 && !fits(node, element, limits)) {
      nodes.push(node.finish());
      node = new ListpackWriter();
    }
    node.add(element);
  }
  nodes.push(node.finish());
  writer.byte(PAYLOAD_TYPE.quicklist);
  writeLength(writer, nodes.length);
  for (const packed of nodes) {
    writeLength(writer, PACKED_NODE);
    writeString(writer, packed);
  }
}

export function readList(reader: ByteReader): ListValue {
  const value = new ListValue();
  for (let left = readLength(reader); left > 0; left--) append(value, [readString(reader)]);
  return value;
}

export function readListZiplist(reader: ByteReader): ListValue {
  const value = new ListValue();
  append(value, readZiplist(readString(reader)));
  return value;
}

export function readQuicklistOfZiplists(reader: ByteReader): ListValue {
  const value = new ListValue();
  for (let left = readLength(reader); left > 0; left--) {
    append(value, readZiplist(readString(reader)));
  }
  return value;
}

export function readQuicklist(reader: ByteReader): ListValue {
  const value = new ListValue();
  for (let left = readLength(reader); left > 0; left--) append(value, readNode(reader));
  return value;
}

function readNode(reader: ByteReader): readonly Bytes[] {
  const container = readLength(reader);
  const node = readString(reader);
  if (container === PACKED_NODE) return readListpack(node);
  if (container !== PLAIN_NODE || node === '') throw new CorruptPayload('unknown list node');
  return [node];
}

function append(value: ListValue, elements: readonly Bytes[]): void {
  for (const element of elements) value.push('right', element, undefined);
}

function fits(node: ListpackWriter, element: Bytes, { listMaxListpackSize }: ListLimits): boolean {
  const size = node.size + element.length + ELEMENT_OVERHEAD;
  if (listMaxListpackSize >= 0) {
    return size <= MAX_NODE_SIZE && node.count < listMaxListpackSize;
  }
  const limit = NODE_SIZES[-listMaxListpackSize - 1] ?? NODE_SIZES[4];
  return size <= limit;
}
