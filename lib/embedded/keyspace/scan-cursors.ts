const MAX_OPEN = 1024;

interface Scan {
  readonly map: Iterable<unknown>;
  readonly iterator: Iterator<unknown>;
}

/**
 * Where unfinished scans stand. A cursor is the number of a live iterator, which sees every element
 * that stays, whatever else comes and goes. A cursor that is not known (used twice, or too old)
 * begins again: elements may come twice, as the contract of SCAN allows, but none is missed.
 */
export class ScanCursors {
  readonly #open = new Map<string, Scan>();
  #last = 0;

  /**
   * The next elements of a map or set.
   *
   * @param target the same object in each call of a scan: what is iterated
   * @returns the cursor to go on with, '0' after the last element
   */
  next<T>(
    target: Iterable<T>,
    cursor: string,
    count: number,
  ): { readonly cursor: string; readonly items: T[] } {
    const iterator = this.#take(target, cursor);
    const items: T[] = [];
    while (items.length < count) {
      const step = iterator.next();
      if (step.done) return { cursor: '0', items };
      items.push(step.value);
    }
    return { cursor: this.#keep(target, iterator), items };
  }

  #take<T>(target: Iterable<T>, cursor: string): Iterator<T> {
    const scan = this.#open.get(cursor);
    this.#open.delete(cursor);
    return isOf(scan, target) ? scan.iterator : target[Symbol.iterator]();
  }

  #keep(map: Iterable<unknown>, iterator: Iterator<unknown>): string {
    const cursor = String(++this.#last);
    this.#open.set(cursor, { map, iterator });
    if (this.#open.size > MAX_OPEN) {
      const [oldest] = this.#open.keys();
      if (oldest !== undefined) this.#open.delete(oldest);
    }
    return cursor;
  }
}

function isOf<T>(
  scan: Scan | undefined,
  target: Iterable<T>,
): scan is { map: Iterable<T>; iterator: Iterator<T> } {
  return scan?.map === target;
}
