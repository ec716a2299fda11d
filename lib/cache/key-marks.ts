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
  readonly #live = new Map<string, Set<KeyMark>>();

  begin(key: string): KeyMark {
    const mark = { key, isOvertaken: false };
    const live = this.#live.get(key);
    if (live === undefined) this.#live.set(key, new Set([mark]));
    else live.add(mark);
    return mark;
  }

  end(mark: KeyMark): void {
    const live = this.#live.get(mark.key);
    live?.delete(mark);
    if (live?.size === 0) this.#live.delete(mark.key);
  }

  overtake(key: string): void {
    for (const mark of this.#live.get(key) ?? []) mark.isOvertaken = true;
  }

  overtakeMatching(matches: (key: string) => boolean): void {
    for (const key of this.#live.keys()) {
      if (matches(key)) this.overtake(key);
    }
  }
}
