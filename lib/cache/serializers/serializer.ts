/**
 * How values become bytes in the second tier. What comes out must equal what went in.
 *
 * @publicApi
 */
export interface Serializer {
  /** For messages. */
  readonly name: string;
  /**
   * The value as text or bytes.
   *
   * @throws UnserializableValueError for what cannot come back as it was
   */
  serialize(value: unknown): string | Buffer;
  /** The value that these bytes stand for; a fresh one at every call. */
  deserialize(data: string | Buffer): unknown;
}
