const FIELDS = 4;
const INITIAL = 256;
// About where Redis, whose matcher calls itself, would run out of stack and end.
const MAX_DEPTH = 100_000;

/** What is left to try, or to take back, when a match cannot go on. */
export const Choice = {
  /** To go on at a place, without what was taken. */
  skip: 0,
  /** To take one repetition less. */
  shorter: 1,
  /** To take one repetition more. */
  longer: 2,
  /** A capture was opened. */
  opened: 3,
  /** A capture was closed. */
  closed: 4,
} as const;

/** The choices that a match has made, the last one on top. */
export class ChoiceStack {
  #fields = new Int32Array(INITIAL * FIELDS);
  #top = 0;

  clear(): void {
    this.#top = 0;
  }

  get isEmpty(): boolean {
    return this.#top === 0;
  }

  /** False when there are too many. */
  push(kind: number, at: number, item: number, bound: number): boolean {
    const top = this.#top;
    if (top === this.#fields.length && !this.#grow()) return false;
    const fields = this.#fields;
    fields[top] = kind;
    fields[top + 1] = at;
    fields[top + 2] = item;
    fields[top + 3] = bound;
    this.#top = top + FIELDS;
    return true;
  }

  pop(): void {
    this.#top -= FIELDS;
  }

  get kind(): number {
    return this.#fields[this.#top - 4] ?? 0;
  }

  get at(): number {
    return this.#fields[this.#top - 3] ?? 0;
  }

  set at(at: number) {
    this.#fields[this.#top - 3] = at;
  }

  get item(): number {
    return this.#fields[this.#top - 2] ?? 0;
  }

  get bound(): number {
    return this.#fields[this.#top - 1] ?? 0;
  }

  #grow(): boolean {
    if (this.#top >= MAX_DEPTH * FIELDS) return false;
    const larger = new Int32Array(Math.min(this.#top * 2, MAX_DEPTH * FIELDS));
    larger.set(this.#fields);
    this.#fields = larger;
    return true;
  }
}
