/** Runs one piece of work a key at a time: who asks meanwhile joins it, and shares its failure. */
export class SingleFlight<T> {
  readonly #running = new Map<string, Promise<T>>();

  /** The work under way for the key, if any. */
  get(key: string): Promise<T> | undefined {
    return this.#running.get(key);
  }

  run(key: string, work: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    const promise = work();
    this.#running.set(key, promise);
    const end = (): void => {
      if (this.#running.get(key) === promise) this.#running.delete(key);
    };
    promise.then(end, end);
    return promise;
  }

  /** The next one who asks starts anew; those who joined still get their outcome. */
  forget(key: string): void {
    this.#running.delete(key);
  }

  forgetMatching(matches: (key: string) => boolean): void {
    for (const key of this.#running.keys()) {
      if (matches(key)) this.#running.delete(key);
    }
  }
}
