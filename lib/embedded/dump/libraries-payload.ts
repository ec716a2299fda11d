import type { Bytes } from '../bytes.js';
import { ByteReader } from './byte-reader.js';
import { CorruptPayload } from './corrupt-payload.js';
import { readString, writeString } from './encoded-string.js';
import { PayloadWriter } from './payload-writer.js';
import { SEAL_SIZE, sealPayload } from './sealed-payload.js';

/** What stands before each library. */
const LIBRARY = 245;

/** What FUNCTION DUMP answers: the texts of libraries. */
export function dumpLibraries(sources: readonly Bytes[]): Bytes {
  const writer = new PayloadWriter();
  for (const source of sources) {
    writer.byte(LIBRARY);
    writeString(writer, source);
  }
  return sealPayload(writer);
}

/**
 * The texts of libraries in a payload that is intact.
 *
 * @throws CorruptPayload
 */
export function restoreLibraries(payload: Bytes): readonly Bytes[] {
  const reader = new ByteReader(payload);
  const sources: Bytes[] = [];
  while (reader.remaining > SEAL_SIZE) {
    if (reader.byte() !== LIBRARY) throw new CorruptPayload('given type is not a function');
    sources.push(readLibrary(reader));
  }
  return sources;
}

function readLibrary(reader: ByteReader): Bytes {
  try {
    return readString(reader);
  } catch (error) {
    if (!(error instanceof CorruptPayload)) throw error;
    throw new CorruptPayload('Failed loading library code');
  }
}
