/** A payload is not what DUMP writes: cut off, inconsistent, or of a type that is not known. */
export class CorruptPayload extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'CorruptPayload';
  }
}
