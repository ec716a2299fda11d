import { createHash } from 'node:crypto';
import { type EntryType, toPlain } from './entry-type.js';
import { PayloadTooLargeError } from './errors/index.js';
import { freezePlain } from './freeze.js';
import type { Serializer } from './serializers/index.js';

/** A value as the second tier keeps it. */
export interface EncodedValue {
  readonly data: string | Buffer;
  /** Length of {@link data} in bytes. */
  readonly bytes: number;
}

/** A value as readers get it. */
export interface DecodedValue {
  readonly value: unknown;
  /** Whether one and the same value may be handed to every reader: it is frozen, however deep. */
  readonly isShared: boolean;
}

/** Turns values into what is stored, and back into what readers get. */
export class ValueCodec {
  readonly #serializer: Serializer;
  readonly #maxPayloadBytes: number;

  constructor(serializer: Serializer, maxPayloadBytes: number) {
    this.#serializer = serializer;
    this.#maxPayloadBytes = maxPayloadBytes;
  }

  /** @throws UnserializableValueError, PayloadTooLargeError */
  encode(key: string, value: unknown, type: EntryType | undefined): EncodedValue {
    const data = this.#serializer.serialize(type === undefined ? value : toPlain(value, type));
    const bytes = Buffer.byteLength(data);
    if (bytes > this.#maxPayloadBytes) {
      throw new PayloadTooLargeError(key, bytes, this.#maxPayloadBytes);
    }
    return { data, bytes };
  }

  /** The value, frozen where that protects it. */
  decode(data: string | Buffer): DecodedValue {
    const value = this.copy(data);
    // Where freezing stopped somewhere inside, the value is half frozen: nobody gets that one.
    return freezePlain(value) ? { value, isShared: true } : { value: undefined, isShared: false };
  }

  /** A fresh value, which belongs to the reader. */
  copy(data: string | Buffer): unknown {
    return this.#serializer.deserialize(data);
  }

  /** A digest of a value: the same in every process. */
  digest({ data, value }: { data: string | Buffer | undefined; value: unknown }): string {
    return createHash('sha1')
      .update(data ?? this.#serializer.serialize(value))
      .digest('base64url');
  }
}
