import { Lrand48 } from './lrand48.js';

const MAX = 2 ** 31 - 1;

/** The numbers of `math.random`: one sequence over all scripts, except after a script's own seed. */
export class RandomSource {
  readonly #shared = new Lrand48();
  readonly #seeded = new Lrand48();
  #isSeeded = false;

  /** A seed holds for the script that set it, and is no leftover for the next. */
  begin(): void {
    this.#isSeeded = false;
  }

  seed(value: number): void {
    this.#seeded.seed(value);
    this.#isSeeded = true;
  }

  /** From 0 to 1, without 1. */
  next(): number {
    const source = this.#isSeeded ? this.#seeded : this.#shared;
    return (source.next() % MAX) / MAX;
  }
}
