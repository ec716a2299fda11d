type Compare<T> = (a: T, b: T) => number;

const INSERTION_LIMIT = 7;
const NINTHER_LIMIT = 40;

/**
 * Sorts items as far as the first `count` of them need it.
 *
 * Equal items come out in the order of Redis, which makes the choice among them: a stable sort of
 * all, or the quicksort of Bentley and McIlroy for a part.
 */
export function sortFirst<T>(items: T[], count: number, compare: Compare<T>): void {
  if (count >= items.length) items.sort(compare);
  else new PartialSort(items, count, compare).sort(0, items.length);
}

class PartialSort<T> {
  constructor(
    private readonly items: T[],
    private readonly count: number,
    private readonly compare: Compare<T>,
  ) {}

  /** Sorts a part of the items, the end not included. */
  sort(start: number, end: number): void {
    if (start >= this.count) return;
    if (end - start < INSERTION_LIMIT) {
      this.#insert(start, end);
      return;
    }
    this.#swap(start, this.#pivot(start, end));
    const { less, greater } = this.#partition(start, end);
    if (less > 1) this.sort(start, start + less);
    if (greater > 1) this.sort(end - greater, end);
  }

  #insert(start: number, end: number): void {
    for (let next = start + 1; next < end; next++) {
      for (let at = next; at > start && this.#compareAt(at - 1, at) > 0; at--) {
        this.#swap(at, at - 1);
      }
    }
  }

  #pivot(start: number, end: number): number {
    const length = end - start;
    const middle = start + Math.floor(length / 2);
    const last = end - 1;
    if (length === INSERTION_LIMIT) return middle;
    if (length <= NINTHER_LIMIT) return this.#median(start, middle, last);
    const eighth = Math.floor(length / 8);
    return this.#median(
      this.#median(start, start + eighth, start + 2 * eighth),
      this.#median(middle - eighth, middle, middle + eighth),
      this.#median(last - 2 * eighth, last - eighth, last),
    );
  }

  #median(a: number, b: number, c: number): number {
    if (this.#compareAt(a, b) < 0) {
      if (this.#compareAt(b, c) < 0) return b;
      return this.#compareAt(a, c) < 0 ? c : a;
    }
    if (this.#compareAt(b, c) > 0) return b;
    return this.#compareAt(a, c) < 0 ? a : c;
  }

  /** Splits into what is less than the first item, equal to it, greater; answers how many. */
  #partition(start: number, end: number): { readonly less: number; readonly greater: number } {
    // Equal items gather at both ends and go to the middle when all are compared.
    let equalEnd = start + 1;
    let low = equalEnd;
    let high = end - 1;
    let equalStart = high;
    for (;;) {
      for (; low <= high; low++) {
        const order = this.#compareAt(low, start);
        if (order > 0) break;
        if (order === 0) this.#swap(equalEnd++, low);
      }
      for (; low <= high; high--) {
        const order = this.#compareAt(high, start);
        if (order < 0) break;
        if (order === 0) this.#swap(high, equalStart--);
      }
      if (low > high) break;
      this.#swap(low++, high--);
    }
    const less = low - equalEnd;
    const greater = equalStart - high;
    this.#swapRuns(start, low, Math.min(equalEnd - start, less));
    this.#swapRuns(low, end, Math.min(greater, end - equalStart - 1));
    return { less, greater };
  }

  /** Exchanges the items from a place on with those before another. */
  #swapRuns(start: number, end: number, count: number): void {
    for (let at = 0; at < count; at++) this.#swap(start + at, end - count + at);
  }

  #compareAt(a: number, b: number): number {
    const { items } = this;
    const [left, right] = [items[a], items[b]];
    return left === undefined || right === undefined ? 0 : this.compare(left, right);
  }

  #swap(a: number, b: number): void {
    const { items } = this;
    const [left, right] = [items[a], items[b]];
    if (left === undefined || right === undefined) return;
    items[a] = right;
    items[b] = left;
  }
}
