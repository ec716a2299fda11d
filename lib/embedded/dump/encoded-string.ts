import type { Bytes } from '../bytes.js';
import { isInteger64 } from '../keyspace/integer-text.js';
import type { ByteReader } from './byte-reader.js';
import { CorruptPayload } from './corrupt-payload.js';
import { readLength, readStringHead, writeLength, writeSpecial } from './encoded-length.js';
import { decompressLzf } from './lzf-decompress.js';
import type { PayloadWriter } from './payload-writer.js';

const INTEGER_SIZES = [1, 2, 4] as const;
const LZF = 3;
const MAX_INTEGER_LENGTH = 11;
const MAX_UNCOMPRESSED = 20;
/** Compression must save at least that. */
const MIN_SAVING = 4;

/** Writes a string in its shortest form: an integer, compressed, or as it is. */
export function writeString(writer: PayloadWriter, text: Bytes): void {
  if (text.length <= MAX_INTEGER_LENGTH && isInteger64(text)) {
    if (writeInteger(writer, Number(text))) return;
  } else if (text.length > MAX_UNCOMPRESSED) {
    const compressed = writer.compress(text, text.length - MIN_SAVING);
    if (compressed) {
      writeSpecial(writer, LZF);
      writeLength(writer, compressed.length);
      writeLength(writer, text.length);
      writer.buffer(compressed);
      return;
    }
  }
  writeLength(writer, text.length);
  writer.bytes(text);
}

export function readString(reader: ByteReader): Bytes {
  const head = readStringHead(reader);
  if ('length' in head) return reader.bytes(head.length);
  const size = INTEGER_SIZES[head.encoding];
  if (size !== undefined) return String(reader.signed(size));
  if (head.encoding !== LZF) throw new CorruptPayload('unknown string encoding');
  const compressedLength = readLength(reader);
  const length = readLength(reader);
  return decompressLzf(reader.view(compressedLength), length).toString('latin1');
}

function writeInteger(writer: PayloadWriter, value: number): boolean {
  for (const [encoding, size] of INTEGER_SIZES.entries()) {
    const limit = 2 ** (8 * size - 1);
    if (value < -limit || value >= limit) continue;
    writeSpecial(writer, encoding);
    writer.integer(value, size);
    return true;
  }
  return false;
}
