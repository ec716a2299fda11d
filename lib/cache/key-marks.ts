/** A note that something about a key is under way whose outcome may enter the first tier. */
export interface KeyMark {
  readonly key: string;
  /** The key was written or removed meanwhile: the outcome may be returned, but not kept. */
  isOvertaken: boolean;
}

/**
 * Marks of keys. Whoever reads or writes the second tier marks the key before, and keeps the outcome
 * in the first tier only if nobody overtook the mark: else an old value, read before a `set` or
 * `remove` and arriving after it, would stay.
 */
export class KeyMarks {
  /** The newest mark of each key; older ones hang on it. */
  readonly #newest = new Map<string, LinkedMark>();

  begin(key: string): KeyMark {
    const mark = { key, isOvertaken: false, older: this.#newest.get(key) };
    this.#newest.set(key, mark);
    return mark;
  }

  end(mark: KeyMark): void {
    let at = this.#newest.get(mark.key);
    if (at === mark) {
      if (at.older === undefined) this.#newest.delete(mark.key);
      else this.#newest.set(mark.key, at.older);
      return;
    }
    while (at !== undefined && at.older !== mark) at = at.older;
    if (at !== undefined) at.older = at.older?.older;
  }

  overtake(key: string): void {
    let mark = this.#newest.get(key);
    while (mark !== undefined) {
      mark.isOvertaken = true;
      mark = mark.older;
    }
  }

  overtakeMatching(matches: (key: string) => boolean): void {
    for (const key of this.#newest.keys()) {
      if (matches(key)) this.overtake(key);
    }
  }
}

interface LinkedMark extends KeyMark {
  older: LinkedMark | undefined;
}
