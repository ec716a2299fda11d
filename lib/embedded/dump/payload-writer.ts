import type { Bytes } from '../bytes.js';
import { ByteWriter } from './byte-writer.js';
import { LzfCompressor } from './lzf-compressor.js';

/** Writes a payload, whose strings share one compressor. */
export class PayloadWriter extends ByteWriter {
  #compressor: LzfCompressor | undefined;

  /** @returns undefined where it does not fit into `limit` bytes */
  compress(text: Bytes, limit: number): Uint8Array | undefined {
    this.#compressor ??= new LzfCompressor();
    return this.#compressor.compress(Buffer.from(text, 'latin1'), limit);
  }
}
