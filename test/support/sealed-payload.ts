import { ByteWriter } from '../../lib/embedded/dump/byte-writer.js';
import { crc64 } from '../../lib/embedded/dump/crc64.js';

const FOOTER_SIZE = 10;
const VERSION = 10;

/** A payload of these bytes with the version of the format and the right checksum behind. */
export function sealedPayload(content: string, version = VERSION): string {
  const writer = new ByteWriter();
  writer.bytes(content);
  writer.integer(version, 2);
  writer.long(crc64(writer.written));
  return writer.text();
}

/** What a payload holds before its version and checksum. */
export function contentOf(payload: string): string {
  return payload.slice(0, -FOOTER_SIZE);
}

/** Bytes from hexadecimal digits, with spaces between as one likes. */
export function fromHex(digits: string): string {
  return Buffer.from(digits.replaceAll(/\s/g, ''), 'hex').toString('latin1');
}
