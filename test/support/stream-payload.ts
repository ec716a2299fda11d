import { writeLength } from '../../lib/embedded/dump/encoded-length.js';
import { writeString } from '../../lib/embedded/dump/encoded-string.js';
import { ListpackWriter } from '../../lib/embedded/dump/listpack-writer.js';
import { PAYLOAD_TYPE } from '../../lib/embedded/dump/payload-type.js';
import { PayloadWriter } from '../../lib/embedded/dump/payload-writer.js';
import { fromHex } from './sealed-payload.ts';

export interface OldStream {
  /** The elements of its one node, whose ID is 5-0. */
  readonly node: string;
  readonly length: number;
  /** The first half of the last ID; the other is 0. */
  readonly lastMs: number;
  /** The last IDs of the groups, of which each reads nothing. */
  readonly groups?: readonly (readonly [ms: number, seq: number])[];
}

/** What a payload of a stream held before Redis 7.0. */
export function oldStreamContent({ node, length, lastMs, groups = [] }: OldStream): string {
  const listpack = new ListpackWriter();
  for (const item of node.split(' ')) listpack.add(item);
  const writer = new PayloadWriter();
  writer.byte(PAYLOAD_TYPE.streamWithoutOffsets);
  writeLength(writer, 1);
  writeString(writer, fromHex('0000000000000005 0000000000000000'));
  writeString(writer, listpack.finish());
  for (const number of [length, lastMs, 0, groups.length]) writeLength(writer, number);
  for (const [at, [ms, seq]] of groups.entries()) {
    writeString(writer, `group:${at}`);
    // Nothing is pending, and there are no consumers.
    for (const number of [ms, seq, 0, 0]) writeLength(writer, number);
  }
  return writer.text();
}
