import type { Bytes } from '../bytes.js';
import type { ConsumerGroup } from '../keyspace/stream/consumer-group.js';
import type { Integer64 } from '../keyspace/stream/integer64.js';
import type { StreamId } from '../keyspace/stream/stream-id.js';
import type { ConsumerParts, GroupParts, PendingParts } from '../keyspace/stream/stream-parts.js';
import type { ByteReader } from './byte-reader.js';
import { CorruptPayload } from './corrupt-payload.js';
import { readLength, writeLength } from './encoded-length.js';
import { readString, writeString } from './encoded-string.js';
import type { PayloadWriter } from './payload-writer.js';
import {
  readRawId,
  readShortId,
  readSigned,
  writeRawId,
  writeShortId,
  writeSigned,
} from './stream-id-format.js';

/** Written where it is not known how many entries a group has read. */
const UNKNOWN = -1;

type Delivery = Omit<PendingParts, 'consumer'>;

/** Its position, all that is pending, then its consumers with what of it is theirs. */
export function writeGroup(writer: PayloadWriter, group: ConsumerGroup): void {
  writeString(writer, group.name);
  writeShortId(writer, group.position.lastId);
  writeSigned(writer, group.position.entriesRead ?? UNKNOWN);
  writeLength(writer, group.pending.size);
  for (const { id, deliveryTime, deliveryCount } of group.pending) {
    writeRawId(writer, id);
    writer.long(BigInt(deliveryTime));
    writeSigned(writer, deliveryCount);
  }
  writeLength(writer, group.consumerCount);
  for (const { name, seenTime, pending } of group.consumers) {
    writeString(writer, name);
    writer.long(BigInt(seenTime));
    writeLength(writer, pending.size);
    for (const { id } of pending) writeRawId(writer, id);
  }
}

/** @param entriesReadAt how many entries a group has read whose last one is given */
export function readGroup(
  reader: ByteReader,
  entriesReadAt: (lastId: StreamId) => Integer64 | undefined,
): GroupParts {
  const name = readString(reader);
  const lastId = readShortId(reader);
  const position = { lastId, entriesRead: entriesReadAt(lastId) };
  const deliveries = readDeliveries(reader);
  const owners = new Map<string, ConsumerParts>();
  const consumers = new Map<Bytes, ConsumerParts>();
  for (let left = readLength(reader); left > 0; left--) {
    const consumer = { name: readString(reader), seenTime: Number(reader.long()) };
    if (consumers.has(consumer.name)) throw new CorruptPayload('duplicate consumer');
    consumers.set(consumer.name, consumer);
    for (let pending = readLength(reader); pending > 0; pending--) {
      const id = readRawId(reader).toString();
      if (owners.has(id)) throw new CorruptPayload('pending for two consumers');
      owners.set(id, consumer);
    }
  }
  if (owners.size !== deliveries.length) throw new CorruptPayload('pending for nobody');
  const pending = deliveries.map(delivery => withOwner(delivery, owners));
  return { name, position, consumers: [...consumers.values()], pending };
}

export function readEntriesRead(reader: ByteReader): Integer64 | undefined {
  const entriesRead = readSigned(reader);
  return entriesRead === UNKNOWN ? undefined : entriesRead;
}

function readDeliveries(reader: ByteReader): readonly Delivery[] {
  const deliveries: Delivery[] = [];
  for (let left = readLength(reader); left > 0; left--) {
    const id = readRawId(reader);
    const previous = deliveries.at(-1);
    if (previous && previous.id.compare(id) >= 0) throw new CorruptPayload('pending out of order');
    const deliveryTime = Number(reader.long());
    deliveries.push({ id, deliveryTime, deliveryCount: readSigned(reader) });
  }
  return deliveries;
}

function withOwner(delivery: Delivery, owners: ReadonlyMap<string, ConsumerParts>): PendingParts {
  const consumer = owners.get(delivery.id.toString());
  if (!consumer) throw new CorruptPayload('pending for nobody');
  return { ...delivery, consumer };
}
