const MAX_CAPTURES = 32;
/** The length of a capture that is a position, and of one that is not closed yet. */
const POSITION = -2;
const OPEN = -1;

export interface Span {
  readonly at: number;
  readonly length: number;
}

export interface CaptureHost {
  fail(message: string): never;
}

/** What the parentheses of a pattern have caught so far. */
export class PatternCaptures {
  readonly #starts = new Int32Array(MAX_CAPTURES);
  readonly #lengths = new Int32Array(MAX_CAPTURES);
  readonly #host: CaptureHost;
  #count = 0;

  constructor(host: CaptureHost) {
    this.#host = host;
  }

  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#count = 0;
  }

  open(at: number, isPosition: boolean): void {
    if (this.#count >= MAX_CAPTURES) this.#host.fail('too many captures');
    this.#starts[this.#count] = at;
    this.#lengths[this.#count++] = isPosition ? POSITION : OPEN;
  }

  undoOpen(): void {
    this.#count--;
  }

  /** Closes the innermost that is open, and answers which one that is. */
  close(at: number): number {
    let index = this.#count - 1;
    while (index >= 0 && this.#lengths[index] !== OPEN) index--;
    if (index < 0) this.#host.fail('invalid pattern capture');
    this.#lengths[index] = at - (this.#starts[index] ?? 0);
    return index;
  }

  undoClose(index: number): void {
    this.#lengths[index] = OPEN;
  }

  /** What `%1` and its like stand for; undefined for a position, which is no text. */
  textOf(index: number): Span | undefined {
    const length = this.#lengths[index] ?? OPEN;
    if (index < 0 || index >= this.#count || length === OPEN)
      this.#host.fail('invalid capture index');
    return length === POSITION ? undefined : { at: this.#starts[index] ?? 0, length };
  }

  /** A capture of a match as a span, or as an address that is a position. */
  valueOf(index: number): Span | number {
    if (index >= this.#count) this.#host.fail('invalid capture index');
    const at = this.#starts[index] ?? 0;
    const length = this.#lengths[index] ?? OPEN;
    if (length === OPEN) this.#host.fail('unfinished capture');
    return length === POSITION ? at : { at, length };
  }
}
