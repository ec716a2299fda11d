import { Packr } from 'msgpackr';
import { JsonSerializer } from './json.serializer.js';
import { toPlainData } from './plain-data.js';
import type { Serializer } from './serializer.js';

/** A byte that no MessagePack begins with: what follows is the text of {@link JsonSerializer}. */
const TEXT = Buffer.from([0xc1]);

/**
 * MessagePack, by {@link https://github.com/kriszyp/msgpackr | msgpackr} (an optional peer): smaller
 * than JSON, above all for bytes, and not readable in redis-cli. Import it from
 * `nest-hybrid-cache/msgpack`. The few values that MessagePack does not carry faithfully are written
 * as {@link JsonSerializer} writes them.
 *
 * @publicApi
 */
export class MessagePackSerializer implements Serializer {
  readonly name = 'msgpack';
  readonly #packr = new Packr({ structuredClone: true, moreTypes: true });
  readonly #json = new JsonSerializer();

  serialize(value: unknown): Buffer {
    const plain = toPlainData(value);
    if (!plain.isMessagePack) {
      return Buffer.concat([TEXT, Buffer.from(this.#json.serialize(value))]);
    }
    // A copy: pack() gives a view of a buffer that it goes on using.
    return Buffer.from(this.#packr.pack(plain.value));
  }

  deserialize(data: string | Buffer): unknown {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    return bytes[0] === TEXT[0]
      ? this.#json.deserialize(bytes.subarray(TEXT.length))
      : this.#packr.unpack(bytes);
  }
}
